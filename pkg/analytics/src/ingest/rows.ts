import { isEnded, type FeedEvent, type Job, type Resources, type Session } from '@eljefe/contract';

import { type JobFold } from '../domain/jobFold';
import { type SessionFold } from '../domain/sessionFold';
import { withCriticalPath } from '../graph/withCriticalPath';
import { type RowOf } from '../store/schema';

type Timed = Pick<Job, 'completed_at' | 'started_at' | 'created_at' | 'first_seen_at' | 'last_news_at'>;

/**
 * Sorting time: when it ended, else when it began, else when it was first heard of; never later than its last news, so
 * that a clock that runs ahead cannot push it out of every window that ends now.
 */
const atOf = ({ completed_at, started_at, created_at, first_seen_at, last_news_at }: Timed): number =>
  Math.min(completed_at ?? started_at ?? created_at ?? first_seen_at, last_news_at);

export const jobAt = (job: Job): number => atOf(job);

export const sessionAt = (session: Session): number => atOf(session);

const whole = (value: number | null): number | null => (value === null ? null : Math.round(value));

const MAX_UINT32 = 4_294_967_295;

/** Counts that no job really reaches stop at what the column holds. */
const small = (value: number | null): number | null =>
  value === null ? null : Math.min(Math.round(value), MAX_UINT32);

const text = (value: string | null): string => value ?? '';

/** A job as its row in `jobs`. @param version larger for every later writing of the job */
export const jobRow = (fold: JobFold, job: Job, version: number): RowOf<'jobs'> => ({
  at: jobAt(job),
  source: job.source,
  id: job.job_id,
  agent: job.agent,
  agent_type: job.agent_type,
  status: job.status,
  raw_status: text(job.raw_status),
  task: text(job.task),
  session_id: text(job.session_id),
  workflow: text(job.workflow_id),
  step: text(job.step),
  attempt: job.attempt ?? 1,
  model: text(job.model),
  provider: text(job.provider),
  created_at: job.created_at,
  started_at: job.started_at,
  ended_at: job.completed_at,
  duration_s: job.duration_seconds,
  queue_wait_s: job.queue_wait_time,
  processing_s: job.processing_time,
  progress: job.progress,
  tokens_total: whole(job.tokens_used),
  input_tokens: whole(job.input_tokens),
  output_tokens: whole(job.output_tokens),
  cache_read_tokens: whole(job.cache_read_tokens),
  cache_write_tokens: whole(job.cache_write_tokens),
  reasoning_tokens: whole(job.reasoning_tokens),
  words: whole(job.words_generated),
  token_cost_usd: job.token_cost,
  resource_cost_usd: job.resource_cost,
  total_cost_usd: job.total_cost,
  cost_source: text(job.cost_source),
  priced: job.cost_source === null ? 0 : 1,
  error_category: text(job.error_category),
  error_message: text(job.error_message),
  quality_score: job.output_quality_score,
  satisfaction: job.user_satisfaction,
  revision_count: small(job.revision_count),
  retry_count: small(job.retry_count),
  recovery_s: job.recovery_time,
  deployment_version: text(job.deployment_version),
  user: text(job.user),
  labels: JSON.stringify(job.labels),
  parent_id: text(job.parent_job_id),
  stamps: JSON.stringify(fold),
  first_seen: job.first_seen_at,
  last_news: job.last_news_at,
  version,
  is_deleted: 0,
});

/** Covers an older row of the same job at `at`. Nobody reads it, so it leaves the long texts out. */
export const jobTombstone = (row: RowOf<'jobs'>, at: number): RowOf<'jobs'> => ({
  ...row,
  at,
  is_deleted: 1,
  stamps: '{}',
  labels: '{}',
  task: '',
  error_message: '',
});

/** A session as its row in `sessions`; `detail` holds the whole view. */
export const sessionRow = (fold: SessionFold, session: Session, version: number): RowOf<'sessions'> => ({
  at: sessionAt(session),
  source: session.source,
  id: session.session_id,
  workflow: text(session.workflow_id),
  goal: text(session.goal),
  status: session.status,
  raw_status: text(session.raw_status),
  created_at: session.created_at,
  started_at: session.started_at,
  ended_at: session.completed_at,
  duration_s: session.duration_seconds,
  total_steps: small(session.total_steps),
  completed_steps: small(session.completed_steps),
  current_step: text(session.current_step),
  agents: JSON.stringify(session.agents_used),
  priority: text(session.priority),
  user: text(session.user),
  cost_usd: session.total_cost,
  tokens: whole(session.tokens_used),
  human_wait_s: session.human_wait_seconds,
  human_actions: session.human_actions,
  detail: JSON.stringify(
    isEnded(session.status) ? withCriticalPath(session, session.completed_at ?? session.last_news_at) : session
  ),
  stamps: JSON.stringify(fold),
  first_seen: session.first_seen_at,
  last_news: session.last_news_at,
  version,
  is_deleted: 0,
});

/** Covers an older row of the same session at `at`, without its long texts. */
export const sessionTombstone = (row: RowOf<'sessions'>, at: number): RowOf<'sessions'> => ({
  ...row,
  at,
  is_deleted: 1,
  stamps: '{}',
  detail: '{}',
  agents: '[]',
  goal: '',
});

/** A line of the feed as a fact. */
export const eventRow = (event: FeedEvent, received: number): RowOf<'facts'> => ({
  id: event.id,
  time: event.time,
  received,
  source: event.source,
  kind: 'event',
  subject: event.subject ?? '',
  attributes: JSON.stringify(event),
});

const RESOURCE_METRICS = [
  'cpu_percent',
  'memory_percent',
  'memory_used_bytes',
  'disk_percent',
  'disk_used_bytes',
] as const satisfies ReadonlyArray<keyof Resources>;

/** D5: a host's sample as one row a figure; what it does not tell has no row. */
export const resourceRows = (
  { source, resources }: { source: string; resources: Resources },
  received: number
): Array<RowOf<'series'>> =>
  RESOURCE_METRICS.flatMap((metric): Array<RowOf<'series'>> => {
    const value = resources[metric];
    const about = { subject_kind: 'host', subject: source, labels: '{}' };
    return value === null ? [] : [{ time: resources.at, source, metric, ...about, value, count: 1, received }];
  });
