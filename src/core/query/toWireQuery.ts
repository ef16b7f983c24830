import { type Filter, type Query } from '@eljefe/contract';

import { type ElJefeQuery } from './query.types';

export interface WireContext {
  /** Filters of the dashboard, besides the query's own. */
  filters: readonly Filter[];
  /** The panel's interval: milliseconds a bucket should span. */
  intervalMs: number;
}

const MAX_LIMIT = 10_000;

const series = (query: ElJefeQuery, intervalMs: number): Partial<Query> => ({
  measure: query.measure,
  statistic: query.statistic || undefined,
  by: query.by && query.by.length > 0 ? query.by : undefined,
  stepSeconds: query.shape === 'total' ? undefined : (query.stepSeconds ?? Math.max(1, Math.round(intervalMs / 1000))),
  shape: query.shape ?? 'series',
  compare: query.compare,
});

const list = (query: ElJefeQuery): Partial<Query> => ({
  search: query.search || undefined,
  sort: query.sort || undefined,
});

const own = (query: ElJefeQuery, intervalMs: number): Partial<Query> => {
  switch (query.kind) {
    case 'series':
      return series(query, intervalMs);
    case 'values':
      return { dimension: query.dimension, search: query.search || undefined };
    case 'state':
    case 'budgets':
      return { format: query.format };
    case 'session_graph':
    case 'trace':
      return { id: query.id || undefined, source: query.source || undefined };
    case 'insights':
      return { window: query.window || undefined };
    default:
      return list(query);
  }
};

/** Absent fields are left out, so that equal questions have equal texts. */
const compact = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as T;

/** A filled-in query as the service takes it. `refId` is the target's own; a batch gives it another. */
export const toWireQuery = (query: ElJefeQuery, context: WireContext): Query => {
  const filters = [...(query.filters ?? []), ...context.filters];
  const limit = query.limit === undefined ? undefined : Math.min(MAX_LIMIT, Math.max(1, Math.round(query.limit)));
  return compact<Query>({
    refId: query.refId,
    kind: query.kind,
    ...own(query, context.intervalMs),
    filters: filters.length > 0 ? filters : undefined,
    limit: query.kind === 'series' && query.shape !== 'total' ? undefined : limit,
  });
};
