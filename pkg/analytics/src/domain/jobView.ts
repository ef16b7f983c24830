import { type Job, type Status } from '@eljefe/contract';

import { errorCategory } from './errorCategory';
import { type JobField, type JobFields } from './jobFields';
import { standingStatus, type JobFold } from './jobFold';

/** Money of a job: what its source reported, else what the price table says; null when neither can tell. */
export interface JobCost {
  token_cost: number | null;
  resource_cost: number | null;
  total_cost: number | null;
  cost_source: string | null;
}

/** Prices a job's usage. Pure: the table and its version are bound before. */
export type PriceJob = (usage: JobUsage) => { usd: number; source: string } | null;

export interface JobUsage {
  provider: string | null;
  model: string | null;
  at: number;
  input: number | null;
  output: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
}

const UNNAMED_AGENT = 'unknown';

/** What kind of agent a job is of, without making its whole view. */
export const agentTypeOf = ({ fields }: Pick<JobFold, 'fields'>): string =>
  fields.agent_type?.v ?? fields.agent?.v ?? UNNAMED_AGENT;

const difference = (end: number | null, start: number | null): number | null =>
  end === null || start === null || end < start ? null : (end - start) / 1_000;

const sum = (parts: ReadonlyArray<number | null>): number | null => {
  const known = parts.filter((part): part is number => part !== null);
  return known.length === 0 ? null : known.reduce((total, part) => total + part, 0);
};

const costOf = (get: Getter, usage: JobUsage, price: PriceJob): JobCost => {
  const resource = get('resource_cost');
  const reportedToken = get('token_cost');
  const reportedTotal = get('total_cost');
  if (reportedToken !== null || reportedTotal !== null) {
    const total = reportedTotal ?? sum([reportedToken, resource]);
    return {
      token_cost: reportedToken,
      resource_cost: resource,
      total_cost: total,
      cost_source: get('cost_source') ?? 'reported',
    };
  }
  const priced = price(usage);
  const token = priced?.usd ?? null;
  return {
    token_cost: token,
    resource_cost: resource,
    total_cost: sum([token, resource]),
    cost_source: priced?.source ?? null,
  };
};

type Getter = <K extends JobField>(key: K) => JobFields[K] | null;

const getter =
  (fold: JobFold): Getter =>
  (key) =>
    fold.fields[key]?.v ?? null;

const labelsOf = (fold: JobFold): Record<string, string> => {
  const labels = Object.entries(fold.labels);
  return labels.length === 0 ? {} : Object.fromEntries(labels.map(([key, register]) => [key, register.v]));
};

const durations = (get: Getter) => {
  const [created, started, ended] = [get('created_at'), get('started_at'), get('completed_at')];
  const duration = difference(ended, started);
  const human = get('human_wait_time');
  const processing = get('processing_time') ?? (duration === null ? null : Math.max(0, duration - (human ?? 0)));
  return {
    duration_seconds: duration,
    queue_wait_time: get('queue_wait_time') ?? difference(started, created),
    processing_time: processing,
    human_wait_time: human,
  };
};

const usageOf = (get: Getter, at: number): JobUsage => ({
  provider: get('provider'),
  model: get('model'),
  at,
  input: get('input_tokens'),
  output: get('output_tokens'),
  cacheRead: get('cache_read_tokens'),
  cacheWrite: get('cache_write_tokens'),
});

/** The error of a job that did not succeed; a failure without any text is of unknown category. */
const errorOf = (status: Status, get: Getter) => {
  const message = get('error_message');
  const category = errorCategory(get('error_types') ?? [], message);
  const failed = status === 'failed';
  return { error_message: message, error_category: category ?? (failed ? ('unknown' as const) : null) };
};

/**
 * A fold as the job everyone sees: absent values null, durations and costs derived.
 * @param price the price table of A4.2
 */
export const viewJob = (fold: JobFold, price: PriceJob): Job => {
  const get = getter(fold);
  const agentType = get('agent_type');
  const standing = standingStatus(fold);
  const status = standing?.status ?? 'unknown';
  const at = get('completed_at') ?? get('started_at') ?? fold.firstSeen;
  const { duration_seconds, queue_wait_time, processing_time, human_wait_time } = durations(get);
  const { token_cost, resource_cost, total_cost, cost_source } = costOf(get, usageOf(get, at), price);
  const { error_message, error_category } = errorOf(status, get);
  // One literal, field by field: views are made by the ten thousand a second.
  return {
    source: fold.source,
    job_id: fold.id,
    agent: get('agent') ?? agentType ?? UNNAMED_AGENT,
    agent_type: agentTypeOf(fold),
    status,
    raw_status: standing?.raw ?? null,
    depends_on: get('depends_on') ?? [],
    tokens_used: get('tokens_used') ?? sum([get('input_tokens'), get('output_tokens')]),
    first_seen_at: fold.firstSeen,
    last_news_at: fold.lastNews,
    labels: labelsOf(fold),
    duration_seconds,
    queue_wait_time,
    processing_time,
    human_wait_time,
    token_cost,
    resource_cost,
    total_cost,
    cost_source,
    error_message,
    error_category,
    task: get('task'),
    current_step: get('current_step'),
    workspace: get('workspace'),
    session_id: get('session_id'),
    workflow_id: get('workflow_id'),
    step: get('step'),
    attempt: get('attempt'),
    handoff_from: get('handoff_from'),
    parent_job_id: get('parent_job_id'),
    model: get('model'),
    provider: get('provider'),
    created_at: get('created_at'),
    started_at: get('started_at'),
    completed_at: get('completed_at'),
    timeout_limit: get('timeout_limit'),
    progress: get('progress'),
    input_tokens: get('input_tokens'),
    output_tokens: get('output_tokens'),
    cache_read_tokens: get('cache_read_tokens'),
    cache_write_tokens: get('cache_write_tokens'),
    reasoning_tokens: get('reasoning_tokens'),
    words_generated: get('words_generated'),
    output_quality_score: get('output_quality_score'),
    user_satisfaction: get('user_satisfaction'),
    revision_count: get('revision_count'),
    retry_count: get('retry_count'),
    recovery_time: get('recovery_time'),
    cpu_percent: get('cpu_percent'),
    memory_bytes: get('memory_bytes'),
    gpu_percent: get('gpu_percent'),
    network_bytes: get('network_bytes'),
    disk_bytes: get('disk_bytes'),
    context_score: get('context_score'),
    deployment_version: get('deployment_version'),
    user: get('user'),
  };
};
