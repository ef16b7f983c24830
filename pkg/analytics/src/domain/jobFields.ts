import { type JobRecord } from '@eljefe/contract';

/** Values of a job that are told by records, after times are instants. `status` is folded apart, `labels` key by key. */
export interface JobFields {
  agent: string;
  agent_type: string;
  task: string;
  created_at: number;
  started_at: number;
  completed_at: number;
  progress: number;
  current_step: string;
  workspace: string;
  error_message: string;
  error_types: string[];
  tokens_used: number;
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
  reasoning_tokens: number;
  words_generated: number;
  workflow_id: string;
  session_id: string;
  step: string;
  attempt: number;
  depends_on: string[];
  handoff_from: string;
  context_score: number;
  parent_job_id: string;
  model: string;
  provider: string;
  queue_wait_time: number;
  processing_time: number;
  human_wait_time: number;
  timeout_limit: number;
  cpu_percent: number;
  memory_bytes: number;
  gpu_percent: number;
  network_bytes: number;
  disk_bytes: number;
  output_quality_score: number;
  user_satisfaction: number;
  revision_count: number;
  retry_count: number;
  recovery_time: number;
  token_cost: number;
  resource_cost: number;
  total_cost: number;
  /** How `token_cost` came about when the source did not report it itself: bundle or override. */
  cost_source: string;
  deployment_version: string;
  user: string;
}
export type JobField = keyof JobFields;

const TIMES = ['created_at', 'started_at', 'completed_at'] as const;

/** Fields that pass from a record to the fold as they are. */
const PLAIN = [
  'agent',
  'agent_type',
  'task',
  'progress',
  'current_step',
  'workspace',
  'error_message',
  'error_types',
  'tokens_used',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
  'words_generated',
  'workflow_id',
  'session_id',
  'step',
  'attempt',
  'depends_on',
  'handoff_from',
  'context_score',
  'parent_job_id',
  'model',
  'provider',
  'queue_wait_time',
  'processing_time',
  'human_wait_time',
  'timeout_limit',
  'output_quality_score',
  'user_satisfaction',
  'revision_count',
  'retry_count',
  'recovery_time',
  'token_cost',
  'resource_cost',
  'total_cost',
  'deployment_version',
  'user',
] as const satisfies ReadonlyArray<JobField & keyof JobRecord>;

const mean = (samples: readonly number[]): number | undefined =>
  samples.length === 0 ? undefined : samples.reduce((sum, sample) => sum + sample, 0) / samples.length;

const peak = (samples: readonly number[]): number | undefined =>
  samples.length === 0 ? undefined : samples.reduce((max, sample) => Math.max(max, sample), 0);

const total = (counters: Readonly<Record<string, number>>): number | undefined => {
  const values = Object.values(counters);
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
};

/** Resource samples become one figure a job: mean CPU and GPU (percent), peak memory (bytes), total network and disk (bytes). */
const setResources = (fields: Partial<JobFields>, record: JobRecord): void => {
  set(fields, 'cpu_percent', record.cpu_usage && mean(record.cpu_usage));
  set(fields, 'memory_bytes', record.memory_usage && peak(record.memory_usage));
  set(fields, 'gpu_percent', record.gpu_usage && mean(record.gpu_usage));
  set(fields, 'network_bytes', record.network_io && total(record.network_io));
  set(fields, 'disk_bytes', record.disk_io && total(record.disk_io));
};

const set = (
  fields: Partial<JobFields>,
  key: 'cpu_percent' | 'memory_bytes' | 'gpu_percent' | 'network_bytes' | 'disk_bytes',
  value: number | null | undefined
): void => {
  if (value !== null && value !== undefined) {
    fields[key] = value;
  }
};

const setField = <K extends JobField>(fields: Partial<JobFields>, key: K, value: unknown): void => {
  // PLAIN holds only keys whose types agree in record and fields.
  fields[key] = value as JobFields[K];
};

/**
 * The fields a record tells.
 * @param record a valid record
 * @param instant reads a time of the record in its source's zone; null when it is none
 */
export const fieldsOf = (record: JobRecord, instant: (value: unknown) => number | null): Partial<JobFields> => {
  const fields: Partial<JobFields> = {};
  setResources(fields, record);
  for (const key of PLAIN) {
    const value = record[key];
    if (value !== null && value !== undefined) {
      setField(fields, key, value);
    }
  }
  for (const key of TIMES) {
    const value = record[key];
    const at = value === null || value === undefined ? null : instant(value);
    if (at !== null) {
      fields[key] = at;
    }
  }
  return fields;
};
