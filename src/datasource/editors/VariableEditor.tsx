import { type QueryEditorProps } from '@grafana/data';
import { Stack } from '@grafana/ui';
import React from 'react';

import { migrateQuery } from '../../core/query/migrateQuery';
import { MEASURE_DIMENSION, type ElJefeQuery } from '../../core/query/query.types';
import { type DataSource } from '../DataSource';
import { type ElJefeOptions } from '../settings.types';
import { DimensionField } from './DimensionField';
import { FiltersField } from './FiltersField';
import { ListFields } from './ListFields';

type Props = QueryEditorProps<DataSource, ElJefeQuery, ElJefeOptions, ElJefeQuery>;

/** Editor of a template variable: which dimension, words the values hold, and filters that may name other variables. */
export default function VariableEditor({ datasource, query: saved, onChange, onRunQuery, range }: Props) {
  const query: ElJefeQuery = { ...migrateQuery(saved), kind: 'values' };
  const change = (changed: ElJefeQuery): void => {
    onChange(changed);
    onRunQuery();
  };
  return (
    <Stack direction="column" gap={1} alignItems="flex-start">
      <DimensionField query={query} onChange={change} />
      {query.dimension !== MEASURE_DIMENSION && (
        <>
          <ListFields query={query} onChange={change} />
          <FiltersField
            datasource={datasource}
            kind="values"
            filters={query.filters ?? []}
            range={range}
            onChange={(filters) => change({ ...query, filters })}
          />
        </>
      )}
    </Stack>
  );
}
