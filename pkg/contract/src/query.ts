import { Type, type Static } from '@sinclair/typebox';

import { EpochMs, Id, InputTime, Labels, Maybe, Nullable, OneOf } from './schema';
import { Notice } from './state';
import { Problem } from './problem';

export const QUERY_KINDS = [
  'state',
  'series',
  'jobs',
  'sessions',
  'session_graph',
  'trace',
  'traces',
  'events',
  'orchestrators',
  'values',
  'insights',
  'predictions',
  'alerts',
  'budgets',
  'catalog',
  'marks',
] as const;
export type QueryKind = (typeof QUERY_KINDS)[number];

/** What jobs and series can be split and filtered by. */
export const DIMENSIONS = [
  'source',
  'agent',
  'agent_type',
  'model',
  'provider',
  'workflow',
  'step',
  'status',
  'error_category',
  'deployment_version',
  'user',
  'session_id',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const Filter = Type.Object(
  {
    key: Type.String({ minLength: 1, maxLength: 200, description: 'a dimension, or `label.<name>`' }),
    op: OneOf(['=', '!=', '=~', '!~', '=|', '!=|'] as const),
    values: Type.Array(Type.String({ maxLength: 1_000 }), { maxItems: 500 }),
  },
  { $id: 'Filter' }
);
export type Filter = Static<typeof Filter>;

const MaxDataPoints = Type.Integer({ minimum: 1, maximum: 100_000, description: 'series without stepSeconds' });

/**
 * One question of a batch. Which fields count depends on `kind`; the rest is ignored. `from`, `to` and `maxDataPoints`
 * stand for this question instead of the batch's, so that panels of several ranges and widths share a request.
 */
export const Query = Type.Object(
  {
    refId: Type.String({ minLength: 1, maxLength: 100 }),
    kind: OneOf(QUERY_KINDS),
    measure: Maybe(Type.String({ maxLength: 100, description: 'series: name or id of the catalog' })),
    statistic: Maybe(Type.String({ maxLength: 20, description: 'series of a distribution: mean, p50, p95, p99' })),
    by: Maybe(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 5 })),
    filters: Maybe(Type.Array(Filter, { maxItems: 50 })),
    stepSeconds: Maybe(Type.Number({ minimum: 1, maximum: 366 * 86_400 })),
    shape: Maybe(OneOf(['series', 'total'] as const, 'series: over time; total: one value for the window')),
    compare: Maybe(OneOf(['former'] as const, 'former: the equal window before, beside the value')),
    limit: Maybe(Type.Integer({ minimum: 1, maximum: 10_000 })),
    cursor: Maybe(Type.String({ maxLength: 2_000 })),
    sort: Maybe(Type.String({ maxLength: 100 })),
    search: Maybe(Type.String({ maxLength: 1_000 })),
    id: Maybe(Type.String({ maxLength: 512, description: 'session_graph, trace: which one' })),
    source: Maybe(Id),
    dimension: Maybe(Type.String({ maxLength: 200, description: 'values: of which dimension' })),
    format: Maybe(Type.String({ maxLength: 40 })),
    window: Maybe(Type.String({ maxLength: 20, description: 'insights: for example 5m' })),
    from: Maybe(InputTime),
    to: Maybe(InputTime),
    maxDataPoints: Maybe(MaxDataPoints),
  },
  { $id: 'Query' }
);
export type Query = Static<typeof Query>;

export const QueryRequest = Type.Object(
  {
    from: InputTime,
    to: InputTime,
    maxDataPoints: Maybe(MaxDataPoints),
    queries: Type.Array(Query, { minItems: 1, maxItems: 200 }),
  },
  { $id: 'QueryRequest' }
);
export type QueryRequest = Static<typeof QueryRequest>;

export const FIELD_TYPES = ['time', 'number', 'string', 'boolean', 'other'] as const;

/** One column: values of one type, with what a reader needs to show them. Times are epoch ms; absent values are null. */
export const FrameField = Type.Object(
  {
    name: Type.String(),
    type: OneOf(FIELD_TYPES),
    values: Type.Array(Type.Unknown()),
    unit: Type.Optional(Type.String({ description: 'Grafana unit id, e.g. s, percentunit, currencyUSD' })),
    displayName: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
    labels: Type.Optional(Labels),
    min: Type.Optional(Type.Number()),
    max: Type.Optional(Type.Number()),
  },
  { $id: 'FrameField' }
);
export type FrameField = Static<typeof FrameField>;

/** A table in columns; all columns have the same length. */
export const Frame = Type.Object(
  {
    name: Type.Optional(Type.String()),
    fields: Type.Array(FrameField),
    visualisation: Type.Optional(OneOf(['graph', 'table', 'logs', 'trace', 'nodeGraph'] as const)),
    meta: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { $id: 'Frame' }
);
export type Frame = Static<typeof Frame>;

/** Answer to one question: frames, or a problem, never both. `age_seconds` says how old the answer is (0 = computed now). */
export const QueryAnswer = Type.Object(
  {
    refId: Type.String(),
    frames: Type.Array(Frame),
    notices: Type.Array(Notice),
    age_seconds: Type.Number(),
    next_cursor: Nullable(Type.String()),
    problem: Nullable(Problem),
  },
  { $id: 'QueryAnswer' }
);
export type QueryAnswer = Static<typeof QueryAnswer>;

export const QueryResponse = Type.Object({ at: EpochMs, answers: Type.Array(QueryAnswer) }, { $id: 'QueryResponse' });
export type QueryResponse = Static<typeof QueryResponse>;
