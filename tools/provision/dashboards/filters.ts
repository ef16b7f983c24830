import { type Filter, type MeasureInfo } from '@eljefe/contract';

/**
 * Dashboard variables that narrow queries, and the dimension each stands for. Named alike on every dashboard, so that
 * links carry them from one to the next.
 */
export const SCOPES = {
  source: 'source',
  agent_type: 'agent_type',
  workflow: 'workflow',
  agent: 'agent',
  model: 'model',
  session: 'session_id',
  version: 'deployment_version',
} as const;
export type Scope = keyof typeof SCOPES;

/** Filters by the named variables; the data source drops one that is set to All. */
export const scopedTo = (...scopes: Scope[]): Filter[] =>
  scopes.map((scope) => ({ key: SCOPES[scope], op: '=|', values: [`$${scope}`] }));

/** What measures of jobs can be narrowed by. */
export const JOB_SCOPE = scopedTo('source', 'agent_type', 'workflow');

/** What measures of sessions can be narrowed by. */
export const SESSION_SCOPE = scopedTo('source', 'workflow');

/** Those of a dashboard's variables that a measure can be narrowed by: another one would be refused. */
export const scopeOf = ({ dimensions }: MeasureInfo, scopes: readonly Scope[]): Filter[] =>
  scopedTo(...scopes.filter((scope) => dimensions.includes(SCOPES[scope])));
