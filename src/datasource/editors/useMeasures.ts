import { type MeasureInfo } from '@eljefe/contract';
import { useEffect, useState } from 'react';

import { type ElJefeQuery } from '../../core/query/query.types';
import { type DataSource } from '../DataSource';

export interface Measures {
  list: MeasureInfo[];
  loading: boolean;
  /** Why there is no list; null when there is one, or none yet. */
  error: string | null;
}

/** The service's catalog, for choosing a measure. */
export const useMeasures = (datasource: DataSource, wanted: boolean): Measures => {
  const [measures, setMeasures] = useState<Measures>({ list: [], loading: wanted, error: null });
  useEffect(() => {
    if (!wanted) {
      return undefined;
    }
    const subscription = datasource.measures().subscribe({
      next: (list) => setMeasures({ list, loading: false, error: null }),
      error: (thrown: unknown) =>
        setMeasures({ list: [], loading: false, error: thrown instanceof Error ? thrown.message : String(thrown) }),
    });
    return () => subscription.unsubscribe();
  }, [datasource, wanted]);
  return measures;
};

/** The measure a query names, by name or id; undefined while the catalog is not known, or for a variable. */
export const chosenMeasure = ({ list }: Measures, { measure }: ElJefeQuery): MeasureInfo | undefined =>
  list.find(({ name, id }) => name === measure || id === measure);
