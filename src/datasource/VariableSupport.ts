import { CustomVariableSupport, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { lazy } from 'react';
import { map, type Observable, of } from 'rxjs';

import { defaultQuery } from '../core/query/defaultQuery';
import { migrateQuery } from '../core/query/migrateQuery';
import { type ElJefeQuery } from '../core/query/query.types';
import { type DataSource } from './DataSource';
import { withLoading } from './withLoading';

const VariableEditor = withLoading(lazy(() => import('./editors/VariableEditor')));

/** Template variables: sources, agents, agent types, workflows, statuses, models and every other dimension. */
export class VariableSupport extends CustomVariableSupport<DataSource, ElJefeQuery> {
  editor = VariableEditor;

  constructor(private readonly datasource: DataSource) {
    super();
  }

  getDefaultQuery(): Partial<ElJefeQuery> {
    return defaultQuery('values');
  }

  query(request: DataQueryRequest<ElJefeQuery>): Observable<DataQueryResponse> {
    const [saved] = request.targets;
    if (!saved) {
      return of({ data: [] });
    }
    const query: ElJefeQuery = { ...migrateQuery(saved), kind: 'values' };
    return this.datasource.values(query, request.range, request.scopedVars).pipe(map((data) => ({ data })));
  }
}
