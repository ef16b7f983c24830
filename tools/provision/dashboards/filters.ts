import { type Filter } from '@eljefe/contract';

/** Dashboard variables that narrow queries, and the dimension each stands for. Named alike, so links carry them along. */
export type Scope = 'source' | 'agent_type' | 'workflow';

/** Filters by the named variables; the data source drops one that is set to All. */
export const scopedTo = (...scopes: Scope[]): Filter[] => scopes.map((key) => ({ key, op: '=|', values: [`$${key}`] }));

/** What measures of jobs can be narrowed by. */
export const JOB_SCOPE = scopedTo('source', 'agent_type', 'workflow');

/** What measures of sessions can be narrowed by. */
export const SESSION_SCOPE = scopedTo('source', 'workflow');
