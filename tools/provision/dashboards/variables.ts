import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  AdHocVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';

import { DATA_SOURCE_TYPE } from '../names';
import { type Scope, scopedTo } from './filters';
import { DATA_SOURCE, savedQuery } from './query';

const ALL = { text: ['All'], value: ['$__all'], selected: true };

const values = (name: Scope, label: string, narrowedBy: Scope[]): Builder<VariableModel> =>
  new QueryVariableBuilder(name)
    .label(label)
    .datasource(DATA_SOURCE)
    .query(savedQuery({ refId: 'values', kind: 'values', dimension: name, filters: scopedTo(...narrowedBy) }))
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalCaseInsensitiveAsc)
    .multi(true)
    .includeAll(true)
    .current(ALL);

/** Variables that every dashboard of the product has, so that links can carry them from one to the next. */
export const commonVariables = (): Array<Builder<VariableModel>> => [
  new DatasourceVariableBuilder('datasource')
    .label('Data source')
    .type(DATA_SOURCE_TYPE)
    .current({ text: 'El Jefe', value: 'eljefe', selected: true }),
  values('source', 'Orchestrator', []),
  values('agent_type', 'Agent type', ['source']),
  values('workflow', 'Workflow', ['source']),
  new AdHocVariableBuilder('filters').label('Filters').datasource(DATA_SOURCE),
];
