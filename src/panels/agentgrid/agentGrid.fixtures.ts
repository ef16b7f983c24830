import { type LiveJob } from '@eljefe/contract';
import { FieldType, type DataFrame, type Field } from '@grafana/data';

/** Instant of all samples: 2026-03-01 14:35:00 UTC. */
export const AT_MS = Date.UTC(2026, 2, 1, 14, 35, 0);

export const ABSENT = {
  raw_status: null,
  task: null,
  current_step: null,
  workspace: null,
  session_id: null,
  workflow_id: null,
  step: null,
  attempt: null,
  depends_on: [],
  handoff_from: null,
  parent_job_id: null,
  model: null,
  provider: null,
  created_at: null,
  started_at: null,
  completed_at: null,
  duration_seconds: null,
  queue_wait_time: null,
  processing_time: null,
  human_wait_time: null,
  timeout_limit: null,
  progress: null,
  tokens_used: null,
  input_tokens: null,
  output_tokens: null,
  cache_read_tokens: null,
  cache_write_tokens: null,
  reasoning_tokens: null,
  words_generated: null,
  token_cost: null,
  resource_cost: null,
  total_cost: null,
  cost_source: null,
  error_category: null,
  error_message: null,
  output_quality_score: null,
  user_satisfaction: null,
  revision_count: null,
  retry_count: null,
  recovery_time: null,
  cpu_percent: null,
  memory_bytes: null,
  gpu_percent: null,
  network_bytes: null,
  disk_bytes: null,
  context_score: null,
  deployment_version: null,
  user: null,
} satisfies Partial<LiveJob>;

/** A job of which only the identity and status are known, heard of three seconds ago. */
export const job = (job_id: string, change: Partial<LiveJob> = {}): LiveJob => ({
  ...ABSENT,
  source: 'el-jefe',
  job_id,
  agent: `agent ${job_id}`,
  agent_type: 'researcher',
  status: 'running',
  first_seen_at: AT_MS - 600_000,
  last_news_at: AT_MS - 3_000,
  labels: {},
  age_seconds: 3,
  stale: false,
  ...change,
});

const TYPES: Readonly<Record<string, FieldType>> = {
  string: FieldType.string,
  number: FieldType.number,
  boolean: FieldType.boolean,
};

const typeOf = (name: string, values: readonly unknown[]): FieldType =>
  name.endsWith('_at') ? FieldType.time : (TYPES[typeof values.find((value) => value !== null)] ?? FieldType.other);

interface FrameInput {
  jobs: readonly LiveJob[];
  /** Instant that the ages refer to, epoch ms. */
  at?: number;
  custom?: Record<string, unknown>;
  /** Columns that are not of a live job. */
  extra?: Record<string, unknown[]>;
}

/** The data source's frame `agents` with these jobs. */
export const agentsFrame = ({ jobs, at = AT_MS, custom = {}, extra = {} }: FrameInput): DataFrame => {
  const names = Object.keys(job('sample')).filter((name) => name !== 'labels' && name !== 'depends_on');
  const records = jobs.map((one): Record<string, unknown> => ({ ...one }));
  const columns = Object.fromEntries(names.map((name) => [name, records.map((record) => record[name] ?? null)]));
  const fields = Object.entries({ ...columns, ...extra }).map(([name, values]): Field => ({
    name,
    type: typeOf(name, values),
    config: {},
    values,
  }));
  return {
    name: 'agents',
    length: jobs.length,
    fields,
    meta: { custom: { at, orchestrators: [], notices: [], origin: 'analytics', ...custom } },
  };
};
