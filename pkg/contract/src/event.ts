import { Type, type Static } from '@sinclair/typebox';

import { EpochMs, Id, Nullable, OneOf } from './schema';
import { Severity } from './status';
import { EVENT_KINDS } from './words';

/** One line of the alert and event feed (V3). */
export const FeedEvent = Type.Object(
  {
    id: Id,
    time: EpochMs,
    severity: Severity,
    kind: OneOf(EVENT_KINDS),
    source: Id,
    title: Type.String(),
    text: Type.String(),
    subject_kind: Nullable(OneOf(['job', 'session', 'agent', 'orchestrator', 'alert', 'action', 'service'] as const)),
    subject: Nullable(Type.String()),
    needs_human: Type.Boolean(),
  },
  { $id: 'FeedEvent' }
);
export type FeedEvent = Static<typeof FeedEvent>;

/** D6: a mark on the time axis. */
export const MARK_KINDS = ['deployment', 'config', 'maintenance'] as const;
