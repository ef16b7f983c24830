import { Type, type Static } from '@sinclair/typebox';

import { LiveJob } from './job';
import { Count, EpochMs, Id, Nullable, OneOf } from './schema';
import { LiveSession } from './session';

/** One way of hearing from an orchestrator, and how well it works. */
export const Channel = Type.Object(
  {
    kind: OneOf(['http', 'websocket', 'file'] as const),
    state: OneOf(['up', 'down', 'connecting', 'off'] as const),
    last_ok_at: Nullable(EpochMs),
    error: Nullable(Type.String()),
    retry_at: Nullable(EpochMs),
  },
  { $id: 'Channel' }
);
export type Channel = Static<typeof Channel>;

export const Resources = Type.Object(
  {
    at: EpochMs,
    cpu_percent: Nullable(Type.Number()),
    cpu_cores: Nullable(Type.Number()),
    memory_percent: Nullable(Type.Number()),
    memory_used_bytes: Nullable(Type.Number()),
    memory_total_bytes: Nullable(Type.Number()),
    disk_percent: Nullable(Type.Number()),
    disk_used_bytes: Nullable(Type.Number()),
    disk_total_bytes: Nullable(Type.Number()),
  },
  { $id: 'Resources' }
);
export type Resources = Static<typeof Resources>;

export const Orchestrator = Type.Object(
  {
    name: Id,
    url: Nullable(Type.String()),
    status: OneOf(['up', 'degraded', 'down', 'unknown'] as const),
    reason: Nullable(Type.String()),
    last_news_at: Nullable(EpochMs),
    age_seconds: Nullable(Type.Number()),
    stale: Type.Boolean(),
    clock_offset_seconds: Nullable(Type.Number()),
    channels: Type.Array(Channel),
    resources: Nullable(Resources),
    malformed: Count,
  },
  { $id: 'Orchestrator' }
);
export type Orchestrator = Static<typeof Orchestrator>;

export const Notice = Type.Object(
  {
    severity: OneOf(['info', 'warning', 'error'] as const),
    text: Type.String(),
    hint: Nullable(Type.String()),
  },
  { $id: 'Notice' }
);
export type Notice = Static<typeof Notice>;

/** `GET /api/v1/state`: now. `sequence` grows with every change and is the stream's event id. */
export const State = Type.Object(
  {
    at: EpochMs,
    sequence: Count,
    orchestrators: Type.Array(Orchestrator),
    agents: Type.Array(LiveJob),
    sessions: Type.Array(LiveSession),
    notices: Type.Array(Notice),
  },
  { $id: 'State' }
);
export type State = Static<typeof State>;

/** A server-sent event's data. `event:` names the type; `id:` is the sequence, `Last-Event-ID` resumes after it. */
export const StreamEvent = Type.Union(
  [
    Type.Object({ type: Type.Literal('snapshot'), state: State }),
    Type.Object({
      type: Type.Literal('delta'),
      at: EpochMs,
      sequence: Count,
      agents: Type.Array(LiveJob),
      removed_agents: Type.Array(Type.Object({ source: Id, job_id: Id })),
      sessions: Type.Array(LiveSession),
      removed_sessions: Type.Array(Type.Object({ source: Id, session_id: Id })),
      orchestrators: Type.Array(Orchestrator),
    }),
  ],
  { $id: 'StreamEvent' }
);
export type StreamEvent = Static<typeof StreamEvent>;
