import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  AdHocVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableRefresh,
  VariableSort,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';

import { DATA_SOURCE_TYPE } from '../names';
import { type Scope, scopedTo, SCOPES } from './filters';
import { DATA_SOURCE, savedQuery } from './query';

const ALL = { text: ['All'], value: ['$__all'], selected: true };

const asked = (name: string, dimension: string, narrowedBy: Scope[]): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .datasource(DATA_SOURCE)
    .query(savedQuery({ refId: 'values', kind: 'values', dimension, filters: scopedTo(...narrowedBy) }))
    .refresh(VariableRefresh.OnTimeRangeChanged);

const LABELS: Readonly<Record<Scope, string>> = {
  source: 'Orchestrator',
  agent_type: 'Agent type',
  workflow: 'Workflow',
  agent: 'Agent',
  model: 'Model',
  session: 'Session',
  version: 'Version',
};

/** Any number of values of a dimension, All to begin with. */
export const several = (scope: Scope, narrowedBy: Scope[]): Builder<VariableModel> =>
  asked(scope, SCOPES[scope], narrowedBy)
    .label(LABELS[scope])
    .sort(VariableSort.AlphabeticalCaseInsensitiveAsc)
    .multi(true)
    .includeAll(true)
    .current(ALL);

/** One value of a dimension: what a deep dive looks at. The order of the service stays: most frequent first. */
export const one = (scope: Scope, narrowedBy: Scope[]): Builder<VariableModel> =>
  asked(scope, SCOPES[scope], narrowedBy)
    .label(LABELS[scope])
    .sort(VariableSort.Disabled)
    .multi(false)
    .includeAll(false);

/** A measure of the catalog. */
export const measureVariable = (): Builder<VariableModel> =>
  asked('measure', 'measure', [])
    .label('Measure')
    .sort(VariableSort.Disabled)
    .multi(false)
    .includeAll(false)
    .current({ text: 'Response time', value: 'response_time', selected: true });

/** An id that links fill in. */
export const textVariable = (name: string, label: string): Builder<VariableModel> =>
  new TextBoxVariableBuilder(name).label(label).defaultValue('').current({ text: '', value: '', selected: true });

export const dataSourceVariable = (): Builder<VariableModel> =>
  new DatasourceVariableBuilder('datasource')
    .label('Data source')
    .type(DATA_SOURCE_TYPE)
    .current({ text: 'El Jefe', value: 'eljefe', selected: true });

export const adhocVariable = (): Builder<VariableModel> =>
  new AdHocVariableBuilder('filters').label('Filters').datasource(DATA_SOURCE);

/** Variables that every dashboard of the product has, so that links can carry them from one to the next. */
export const commonVariables = (...more: Array<Builder<VariableModel>>): Array<Builder<VariableModel>> => [
  dataSourceVariable(),
  several('source', []),
  several('agent_type', ['source']),
  several('workflow', ['source']),
  ...more,
  adhocVariable(),
];
