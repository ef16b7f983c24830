import {
  bigInt64,
  float,
  int,
  json,
  label,
  nullable,
  since,
  text,
  time,
  type Columns,
  type RowOfColumns,
} from './columns';

/** How many days a table's rows are kept; `null` keeps them for ever. Settable per table. */
export type RetentionDays = number | null;

export interface Table<C extends Columns = Columns> {
  columns: C;
  /** Column that decides which of several rows with one key stays; absent: rows are only ever added. */
  version?: string;
  /** Column (0/1) that marks a row as a tombstone. */
  deleted?: string;
  orderBy: readonly string[];
  /** Partition by this piece of a time column. Absent: one partition. */
  partition?: { column: string; by: 'day' | 'week' | 'month' };
  /** Skip indexes: name → indexed column (bloom filter). */
  bloom?: readonly string[];
  /** Distributed tables spread rows by these columns. Rows of one upsert key must meet on one shard. */
  shardBy: readonly string[];
  retention?: { column: string; days: RetentionDays };
  /** Schema version that brought this table; 1 unless said. */
  since?: number;
}

function table<C extends Columns>(definition: Table<C>): Table<C> {
  return definition;
}

const facts = table({
  columns: {
    id: text(),
    time: time(),
    received: time(),
    source: label(),
    kind: label(),
    subject: text(),
    attributes: json(),
  },
  version: 'received',
  orderBy: ['time', 'source', 'id'],
  partition: { column: 'time', by: 'month' },
  bloom: ['id', 'subject'],
  shardBy: ['id'],
  retention: { column: 'time', days: 90 },
});

/** One row a job: the fold of its facts. A changed `at` is a tombstone under the old key and a row under the new one. */
const jobs = table({
  columns: {
    at: time(),
    source: label(),
    id: text(),
    agent: label(),
    agent_type: label(),
    status: label(),
    raw_status: label(),
    task: text(),
    session_id: text(),
    workflow: label(),
    step: label(),
    attempt: int('UInt16'),
    model: label(),
    provider: label(),
    created_at: nullable(time()),
    started_at: nullable(time()),
    ended_at: nullable(time()),
    duration_s: nullable(float()),
    queue_wait_s: nullable(float()),
    processing_s: nullable(float()),
    progress: nullable(float('Float32')),
    tokens_total: nullable(int('Int64')),
    input_tokens: nullable(int('Int64')),
    output_tokens: nullable(int('Int64')),
    cache_read_tokens: nullable(int('Int64')),
    cache_write_tokens: nullable(int('Int64')),
    reasoning_tokens: nullable(int('Int64')),
    words: nullable(int('Int64')),
    token_cost_usd: nullable(float()),
    resource_cost_usd: nullable(float()),
    total_cost_usd: nullable(float()),
    cost_source: label(),
    priced: int('UInt8'),
    error_category: label(),
    error_message: text(),
    quality_score: nullable(float()),
    satisfaction: nullable(float()),
    revision_count: nullable(int('UInt32')),
    retry_count: nullable(int('UInt32')),
    recovery_s: nullable(float()),
    deployment_version: label(),
    user: text(),
    labels: json(),
    parent_id: text(),
    stamps: json(),
    first_seen: time(),
    last_news: time(),
    version: int('UInt64'),
    is_deleted: int('UInt8'),
  },
  version: 'version',
  deleted: 'is_deleted',
  orderBy: ['at', 'source', 'id'],
  partition: { column: 'at', by: 'month' },
  bloom: ['id', 'session_id'],
  shardBy: ['source', 'id'],
  retention: { column: 'at', days: 365 },
});

const sessions = table({
  columns: {
    at: time(),
    source: label(),
    id: text(),
    workflow: label(),
    goal: text(),
    status: label(),
    raw_status: label(),
    created_at: nullable(time()),
    started_at: nullable(time()),
    ended_at: nullable(time()),
    duration_s: nullable(float()),
    total_steps: nullable(int('UInt32')),
    completed_steps: nullable(int('UInt32')),
    current_step: text(),
    agents: json(),
    priority: label(),
    user: text(),
    cost_usd: nullable(float()),
    tokens: nullable(int('Int64')),
    human_wait_s: nullable(float()),
    human_actions: nullable(int('UInt32')),
    detail: json(),
    stamps: json(),
    first_seen: time(),
    last_news: time(),
    version: int('UInt64'),
    is_deleted: int('UInt8'),
  },
  version: 'version',
  deleted: 'is_deleted',
  orderBy: ['at', 'source', 'id'],
  partition: { column: 'at', by: 'month' },
  bloom: ['id'],
  shardBy: ['source', 'id'],
  retention: { column: 'at', days: 365 },
});

/** Day partitions: spans are the bulk of the data and go after weeks, so whole days drop cheaply and on time. */
const spans = table({
  columns: {
    time: time(),
    start_ns: bigInt64(),
    duration_ns: int('UInt64'),
    trace_id: text(),
    span_id: text(),
    parent_span_id: text(),
    source: label(),
    service: label(),
    name: label(),
    kind: label(),
    operation: label(),
    status: label(),
    status_message: text(),
    agent: label(),
    session_id: text(),
    job_id: text(),
    model: label(),
    provider: label(),
    tool: label(),
    input_tokens: nullable(int('Int64')),
    output_tokens: nullable(int('Int64')),
    cache_tokens: nullable(int('Int64')),
    reasoning_tokens: nullable(int('Int64')),
    cost_usd: nullable(float()),
    error_category: label(),
    attributes: json(),
    events: json(),
    links: json(),
    received: time(),
  },
  version: 'received',
  orderBy: ['time', 'trace_id', 'span_id'],
  partition: { column: 'time', by: 'day' },
  bloom: ['trace_id', 'session_id', 'job_id'],
  shardBy: ['trace_id'],
  retention: { column: 'time', days: 30 },
});

const series = table({
  columns: {
    time: time(),
    source: label(),
    metric: label(),
    subject_kind: label(),
    subject: text(),
    labels: json(),
    value: float(),
    count: int('UInt64'),
    received: time(),
  },
  version: 'received',
  orderBy: ['metric', 'source', 'subject_kind', 'subject', 'labels', 'time'],
  partition: { column: 'time', by: 'week' },
  shardBy: ['metric', 'subject'],
  retention: { column: 'time', days: 90 },
});

/** D6: deployments and other marks on the time axis. */
const marks = table({
  columns: {
    id: text(),
    time: time(),
    ended: nullable(time()),
    source: label(),
    kind: label(),
    title: text(),
    detail: text(),
    version_name: text(),
    attributes: json(),
    received: time(),
  },
  version: 'received',
  orderBy: ['time', 'id'],
  shardBy: ['id'],
  retention: { column: 'time', days: 365 },
});

/** D4: what people say of a job or a session. */
const feedback = table({
  columns: {
    id: text(),
    time: time(),
    source: label(),
    subject_kind: label(),
    subject: text(),
    kind: label(),
    score: nullable(float()),
    comment: text(),
    user: text(),
    attributes: json(),
    received: time(),
  },
  version: 'received',
  orderBy: ['time', 'id'],
  bloom: ['subject'],
  shardBy: ['id'],
  retention: { column: 'time', days: 365 },
});

/** Hash chains: `hash` covers the row and `prev_hash`; each process writes one chain and numbers it without gaps. */
const audit = table({
  columns: {
    seq: int('UInt64'),
    time: time(),
    prev_hash: text(),
    hash: text(),
    actor: text(),
    role: label(),
    action: label(),
    target: text(),
    outcome: label(),
    detail: json(),
    chain: since(2, label()),
    address: since(2, text()),
    request_id: since(2, text()),
    calls: since(2, int('UInt64')),
  },
  orderBy: ['seq'],
  shardBy: ['seq'],
  retention: { column: 'time', days: null },
});

/** Small things by key: counters, leases, settings. The highest version of a key counts. */
const meta = table({
  columns: {
    key: text(),
    value: text(),
    version: int('UInt64'),
    is_deleted: int('UInt8'),
  },
  version: 'version',
  deleted: 'is_deleted',
  orderBy: ['key'],
  shardBy: ['key'],
});

/** Every table of the store. DDL, insert column lists, row types and read lists all derive from here. */
export const TABLES = { facts, jobs, sessions, spans, series, marks, feedback, audit, meta };

export type TableName = keyof typeof TABLES;
export type RowOf<T extends TableName> = RowOfColumns<(typeof TABLES)[T]['columns']>;
export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

/** Newest schema version any table or column names. */
export const SCHEMA_VERSION = Math.max(
  1,
  ...Object.values(TABLES).flatMap((t: Table) => [t.since ?? 1, ...Object.values(t.columns).map((c) => c.since ?? 1)])
);
