import { Type, type Static } from '@sinclair/typebox';

import { Count, EpochMs, Id, InputTime, Labels, Maybe, Nullable, Ratio, Seconds, Text, Usd } from './schema';
import { ErrorCategory, Status } from './status';

const Sample = Type.Number({ minimum: 0, maximum: 1e15 });
const Samples = Type.Array(Sample, { maxItems: 10_000 });

/** D2: what a client may say of one job. Only `job_id` is required; everything else may come later, in any order, repeated. */
export const JobRecord = Type.Object(
  {
    job_id: Id,
    source: Maybe(Id),
    time: Maybe(InputTime),
    agent: Maybe(Id),
    agent_type: Maybe(Id),
    task: Maybe(Text),
    status: Maybe(Type.String({ maxLength: 100 })),
    created_at: Maybe(InputTime),
    started_at: Maybe(InputTime),
    completed_at: Maybe(InputTime),
    progress: Maybe(Ratio),
    current_step: Maybe(Text),
    workspace: Maybe(Text),
    error_message: Maybe(Text),
    error_types: Maybe(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 })),
    tokens_used: Maybe(Count),
    input_tokens: Maybe(Count),
    output_tokens: Maybe(Count),
    cache_read_tokens: Maybe(Count),
    cache_write_tokens: Maybe(Count),
    reasoning_tokens: Maybe(Count),
    words_generated: Maybe(Count),
    workflow_id: Maybe(Id),
    session_id: Maybe(Id),
    step: Maybe(Id),
    attempt: Maybe(Type.Integer({ minimum: 1, maximum: 65_535 })),
    depends_on: Maybe(Type.Array(Id, { maxItems: 1_000 })),
    handoff_from: Maybe(Id),
    context_score: Maybe(Ratio),
    parent_job_id: Maybe(Id),
    model: Maybe(Id),
    provider: Maybe(Id),
    queue_wait_time: Maybe(Seconds),
    processing_time: Maybe(Seconds),
    human_wait_time: Maybe(Seconds),
    timeout_limit: Maybe(Seconds),
    cpu_usage: Maybe(Samples),
    memory_usage: Maybe(Samples),
    gpu_usage: Maybe(Samples),
    network_io: Maybe(Type.Record(Type.String({ maxLength: 100 }), Sample)),
    disk_io: Maybe(Type.Record(Type.String({ maxLength: 100 }), Sample)),
    output_quality_score: Maybe(Ratio),
    user_satisfaction: Maybe(Type.Number({ minimum: 1, maximum: 5 })),
    revision_count: Maybe(Count),
    retry_count: Maybe(Count),
    recovery_time: Maybe(Seconds),
    token_cost: Maybe(Usd),
    resource_cost: Maybe(Usd),
    total_cost: Maybe(Usd),
    deployment_version: Maybe(Id),
    user: Maybe(Id),
    labels: Maybe(Labels),
  },
  { $id: 'JobRecord', additionalProperties: true }
);
export type JobRecord = Static<typeof JobRecord>;

/** Batch of D2; a bare list, or one record, is accepted too. */
export const JobBatch = Type.Object(
  { source: Maybe(Id), jobs: Type.Array(Type.Unknown(), { maxItems: 50_000 }) },
  { $id: 'JobBatch' }
);
export type JobBatch = Static<typeof JobBatch>;

/** Answer to a batch: the numbers add up, `received = stored + duplicate + refused`. */
export const BatchAnswer = Type.Object(
  {
    received: Count,
    stored: Count,
    duplicate: Count,
    refused: Count,
    refusals: Type.Array(
      Type.Object({ index: Type.Integer(), job_id: Nullable(Type.String()), reason: Type.String() })
    ),
  },
  { $id: 'BatchAnswer' }
);
export type BatchAnswer = Static<typeof BatchAnswer>;

/** One run of one agent on one task, folded from every fact known of it. Times in epoch ms, durations in seconds, money in USD. */
export const Job = Type.Object(
  {
    source: Id,
    job_id: Id,
    agent: Type.String(),
    agent_type: Type.String(),
    status: Status,
    raw_status: Nullable(Type.String()),
    task: Nullable(Type.String()),
    current_step: Nullable(Type.String()),
    workspace: Nullable(Type.String()),
    session_id: Nullable(Type.String()),
    workflow_id: Nullable(Type.String()),
    step: Nullable(Type.String()),
    attempt: Nullable(Type.Integer()),
    depends_on: Type.Array(Type.String()),
    handoff_from: Nullable(Type.String()),
    parent_job_id: Nullable(Type.String()),
    model: Nullable(Type.String()),
    provider: Nullable(Type.String()),
    created_at: Nullable(EpochMs),
    started_at: Nullable(EpochMs),
    completed_at: Nullable(EpochMs),
    first_seen_at: EpochMs,
    last_news_at: EpochMs,
    duration_seconds: Nullable(Type.Number()),
    queue_wait_time: Nullable(Type.Number()),
    processing_time: Nullable(Type.Number()),
    human_wait_time: Nullable(Type.Number()),
    timeout_limit: Nullable(Type.Number()),
    progress: Nullable(Type.Number()),
    tokens_used: Nullable(Type.Number()),
    input_tokens: Nullable(Type.Number()),
    output_tokens: Nullable(Type.Number()),
    cache_read_tokens: Nullable(Type.Number()),
    cache_write_tokens: Nullable(Type.Number()),
    reasoning_tokens: Nullable(Type.Number()),
    words_generated: Nullable(Type.Number()),
    token_cost: Nullable(Type.Number()),
    resource_cost: Nullable(Type.Number()),
    total_cost: Nullable(Type.Number()),
    cost_source: Nullable(Type.String({ description: 'reported, bundle or override; null when unpriced' })),
    error_category: Nullable(ErrorCategory),
    error_message: Nullable(Type.String()),
    output_quality_score: Nullable(Type.Number()),
    user_satisfaction: Nullable(Type.Number()),
    revision_count: Nullable(Type.Number()),
    retry_count: Nullable(Type.Number()),
    recovery_time: Nullable(Type.Number()),
    cpu_percent: Nullable(Type.Number()),
    memory_bytes: Nullable(Type.Number()),
    gpu_percent: Nullable(Type.Number()),
    network_bytes: Nullable(Type.Number()),
    disk_bytes: Nullable(Type.Number()),
    context_score: Nullable(Type.Number()),
    deployment_version: Nullable(Type.String()),
    user: Nullable(Type.String()),
    labels: Labels,
  },
  { $id: 'Job' }
);
export type Job = Static<typeof Job>;

/** A job in the live state: with the age of its last news, and whether that is too old to believe. */
export const LiveJob = Type.Composite([Job, Type.Object({ age_seconds: Type.Number(), stale: Type.Boolean() })], {
  $id: 'LiveJob',
});
export type LiveJob = Static<typeof LiveJob>;
