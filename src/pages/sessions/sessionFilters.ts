import { type Filter, type Query } from '@eljefe/contract';

/** Names of the filters in the address, each with its dimension in the service. */
export const FILTER_PARAMS = {
  status: 'status',
  workflow: 'workflow',
  agent_type: 'agent_type',
  source: 'source',
  user: 'user',
} as const;
export type FilterName = keyof typeof FILTER_PARAMS;
export const FILTER_NAMES = Object.keys(FILTER_PARAMS).filter((name): name is FilterName => name in FILTER_PARAMS);

const LABEL = /^([\w .:/-]{1,200})=(.*)$/;

/** `team=search` as a filter on a label (T3); null when it is none. */
export const labelFilter = (text: string): Filter | null => {
  const parts = LABEL.exec(text.trim());
  const [, name, value] = parts ?? [];
  return name && value ? { key: `label.${name.trim()}`, op: '=', values: [value.trim()] } : null;
};

/** What the address says, as the service's filters; a filter without values is none. */
export const filtersOf = (search: URLSearchParams): Filter[] =>
  FILTER_NAMES.flatMap((name): Filter[] => {
    const values = search.getAll(name).filter((value) => value !== '');
    return values.length > 0 ? [{ key: FILTER_PARAMS[name], op: '=', values }] : [];
  });

export const LIMIT = 200;

/** The list's question. Sessions have no labels of their own: those of their jobs are asked apart. */
export const sessionsQuery = (search: URLSearchParams, cursor: string | null = null): Query => ({
  refId: 'sessions',
  kind: 'sessions',
  filters: filtersOf(search),
  limit: LIMIT,
  ...(search.get('q') ? { search: search.get('q') ?? '' } : {}),
  ...(cursor ? { cursor } : {}),
});

/** Jobs with a label: their sessions are what is wanted. */
export const labelQuery = (filter: Filter): Query => ({
  refId: 'labelled',
  kind: 'jobs',
  filters: [filter],
  limit: 5_000,
});
