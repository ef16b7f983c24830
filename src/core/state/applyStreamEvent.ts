import { type LiveJob, type LiveSession, type Orchestrator, type State, type StreamEvent } from '@eljefe/contract';

type Delta = Extract<StreamEvent, { type: 'delta' }>;

const jobKey = (job: { source: string; job_id: string }): string => JSON.stringify([job.source, job.job_id]);
const sessionKey = (session: { source: string; session_id: string }): string =>
  JSON.stringify([session.source, session.session_id]);
const nameOf = (orchestrator: Orchestrator): string => orchestrator.name;

interface Change<T> {
  changed: readonly T[];
  removed: ReadonlySet<string>;
  key: (item: T) => string;
}

/** The list with changed items in place, new ones at the end, and removed ones gone; the same list when nothing changed. */
const merge = <T>(held: T[], { changed, removed, key }: Change<T>): T[] => {
  if (changed.length === 0 && removed.size === 0) {
    return held;
  }
  const news = new Map(changed.map((item) => [key(item), item]));
  const kept = held.flatMap((item) => {
    const id = key(item);
    const newer = news.get(id);
    news.delete(id);
    return removed.has(id) && newer === undefined ? [] : [newer ?? item];
  });
  return [...kept, ...news.values()];
};

const applyDelta = (state: State, delta: Delta): State => ({
  ...state,
  at: delta.at,
  sequence: delta.sequence,
  agents: merge<LiveJob>(state.agents, {
    changed: delta.agents,
    removed: new Set(delta.removed_agents.map(jobKey)),
    key: jobKey,
  }),
  sessions: merge<LiveSession>(state.sessions, {
    changed: delta.sessions,
    removed: new Set(delta.removed_sessions.map(sessionKey)),
    key: sessionKey,
  }),
  orchestrators: merge<Orchestrator>(state.orchestrators, {
    changed: delta.orchestrators,
    removed: new Set(),
    key: nameOf,
  }),
});

/**
 * The live state after one more event. A snapshot always counts, also with a lower sequence: the service may have
 * started anew. A delta counts once, and only on top of a state.
 * @returns the new state, or the same object when the event changes nothing
 */
export const applyStreamEvent = (state: State | null, event: StreamEvent): State | null => {
  if (event.type === 'snapshot') {
    return event.state;
  }
  return state === null || event.sequence <= state.sequence ? state : applyDelta(state, event);
};
