import { Type, type Static } from '@sinclair/typebox';

/**
 * El Jefe's own shapes, as it really sends them: every field may be missing, null or of a type nobody promised.
 * Only what a reader relies on is required; the rest is read field by field in `normalise`.
 */
export const WireObject = Type.Record(Type.String(), Type.Unknown());
export type WireObject = Static<typeof WireObject>;

/** `agents` and `workflows`, keyed by id: `/api/status`, `initial_data` and the untyped refresh answer. */
export const WireKeyed = Type.Object({
  agents: Type.Optional(WireObject),
  workflows: Type.Optional(WireObject),
});

export const WireStatus = Type.Intersect([WireKeyed, Type.Object({ system: Type.Optional(WireObject) })]);

/** A WebSocket frame; the refresh answer has no `type`. */
export const WireMessage = Type.Object({ type: Type.Optional(Type.String({ maxLength: 200 })) });

/** `monitoring_state.json` of the first writer. */
export const WireStateFile = Type.Object({
  agent_jobs: WireObject,
  workflow_sessions: Type.Optional(WireObject),
});

/** `monitoring_state.json` of the other writer (`version` "1.0"), same file name. */
export const WireSessionsFile = Type.Object({
  sessions: WireObject,
  version: Type.Optional(Type.String()),
});
