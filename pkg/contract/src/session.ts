import { Type, type Static } from '@sinclair/typebox';

import { EpochMs, Id, Nullable, OneOf } from './schema';
import { Status } from './status';

/** One step of a session: one job or, with retries, several attempts. `depends_on` holds explicit edges only, never guesses. */
export const Step = Type.Object(
  {
    step_id: Id,
    name: Type.String(),
    kind: Type.String({ description: 'phase, agent, plan, tool …' }),
    phase: Nullable(Type.String()),
    status: Status,
    agent_type: Nullable(Type.String()),
    job_ids: Type.Array(Type.String()),
    attempts: Type.Integer(),
    depends_on: Type.Array(Type.String()),
    parallel_group: Nullable(Type.String()),
    created_at: Nullable(EpochMs),
    started_at: Nullable(EpochMs),
    ended_at: Nullable(EpochMs),
    queue_seconds: Nullable(Type.Number()),
    human_wait_seconds: Nullable(Type.Number()),
    duration_seconds: Nullable(Type.Number()),
    progress: Nullable(Type.Number()),
    cost: Nullable(Type.Number()),
    tokens: Nullable(Type.Number()),
    error: Nullable(Type.String()),
    /** On the critical path, and the share of it (0..1) this step holds; null while it cannot be computed. */
    critical: Nullable(Type.Boolean()),
    critical_share: Nullable(Type.Number()),
  },
  { $id: 'Step' }
);
export type Step = Static<typeof Step>;

export const Handoff = Type.Object(
  {
    from_step: Type.String(),
    to_step: Type.String(),
    from_agent: Nullable(Type.String()),
    to_agent: Nullable(Type.String()),
    at: Nullable(EpochMs),
    outcome: OneOf(['pending', 'accepted', 'failed'] as const),
    context_score: Nullable(Type.Number()),
  },
  { $id: 'Handoff' }
);
export type Handoff = Static<typeof Handoff>;

/** One run of one workflow. */
export const Session = Type.Object(
  {
    source: Id,
    session_id: Id,
    workflow_id: Nullable(Type.String()),
    goal: Nullable(Type.String()),
    status: Status,
    raw_status: Nullable(Type.String()),
    created_at: Nullable(EpochMs),
    started_at: Nullable(EpochMs),
    completed_at: Nullable(EpochMs),
    first_seen_at: EpochMs,
    last_news_at: EpochMs,
    duration_seconds: Nullable(Type.Number()),
    current_step: Nullable(Type.String()),
    total_steps: Nullable(Type.Integer()),
    completed_steps: Nullable(Type.Integer()),
    agents_used: Type.Array(Type.String()),
    priority: Nullable(Type.String()),
    deadline: Nullable(EpochMs),
    user: Nullable(Type.String()),
    tokens_used: Nullable(Type.Number()),
    total_cost: Nullable(Type.Number()),
    human_wait_seconds: Nullable(Type.Number()),
    human_actions: Type.Integer(),
    waiting_on_human: Type.Boolean(),
    error_message: Nullable(Type.String()),
    steps: Type.Array(Step),
    handoffs: Type.Array(Handoff),
    /** W1.3, W1.4; absent while the steps do not tell enough. */
    critical_path_seconds: Type.Optional(Nullable(Type.Number())),
    parallel_efficiency: Type.Optional(Nullable(Type.Number())),
  },
  { $id: 'Session' }
);
export type Session = Static<typeof Session>;

export const LiveSession = Type.Composite(
  [Session, Type.Object({ age_seconds: Type.Number(), stale: Type.Boolean() })],
  { $id: 'LiveSession' }
);
export type LiveSession = Static<typeof LiveSession>;
