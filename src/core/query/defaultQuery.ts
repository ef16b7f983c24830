import { type AskableKind, type ElJefeQuery, QUERY_SCHEMA_VERSION } from './query.types';

const DEFAULTS: Readonly<Record<AskableKind, Partial<ElJefeQuery>>> = {
  state: { format: 'agents' },
  series: { measure: 'throughput', shape: 'series' },
  jobs: { limit: 200 },
  sessions: { limit: 200 },
  session_graph: {},
  trace: {},
  traces: { limit: 100 },
  events: { limit: 200 },
  alerts: { limit: 200 },
  insights: {},
  predictions: {},
  budgets: { format: 'budgets' },
  orchestrators: {},
  values: { dimension: 'agent_type' },
  marks: { limit: 500 },
  catalog: {},
};

/** What a fresh query of a kind holds, apart from refId and data source. */
export const defaultQuery = (kind: AskableKind): Omit<ElJefeQuery, 'refId'> => ({
  ...DEFAULTS[kind],
  schemaVersion: QUERY_SCHEMA_VERSION,
  kind,
});

/** Kinds that show one thing, named by its id. */
const ONE: Readonly<Partial<Record<AskableKind, true>>> = { session_graph: true, trace: true };

/** The same target, asked for another kind: filters and search stay, the rest starts afresh. */
export const changeKind = (query: ElJefeQuery, kind: AskableKind): ElJefeQuery => ({
  refId: query.refId,
  ...(query.datasource ? { datasource: query.datasource } : {}),
  ...(query.hide === undefined ? {} : { hide: query.hide }),
  ...(query.filters ? { filters: query.filters } : {}),
  ...(query.search ? { search: query.search } : {}),
  ...defaultQuery(kind),
  ...(query.id && kind in ONE ? { id: query.id, ...(query.source ? { source: query.source } : {}) } : {}),
});
