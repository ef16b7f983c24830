import { isEnded, type LiveJob, type LiveSession, type Orchestrator, type State } from '@eljefe/contract';

import { type LiveView } from './liveView.types';

/** Without news for this long, a connection's live values are not believed: three missed polls. */
export const CONNECTION_STALE_MS = 15_000;

export interface AgedState extends State {
  /** Instant the ages refer to, by the clock of the state's origin (epoch ms). */
  cursorTime: number;
}

const ageSeconds = (since: number, cursorTime: number): number => Math.max(0, (cursorTime - since) / 1000);

/**
 * The state as it looks now: ages grow between updates, and nothing unfinished is believed while the connection is lost.
 * @param now this browser's clock (epoch ms)
 */
export const agedState = (state: State, view: LiveView, now: number): AgedState => {
  const elapsed = Math.max(0, now - view.heardAt);
  const cursorTime = state.at + elapsed;
  const lost = view.failure !== null && now - view.contactAt > CONNECTION_STALE_MS;
  const job = (held: LiveJob): LiveJob => ({
    ...held,
    age_seconds: ageSeconds(held.last_news_at, cursorTime),
    stale: held.stale || (lost && !isEnded(held.status)),
  });
  const session = (held: LiveSession): LiveSession => ({
    ...held,
    age_seconds: ageSeconds(held.last_news_at, cursorTime),
    stale: held.stale || (lost && !isEnded(held.status)),
  });
  const orchestrator = (held: Orchestrator): Orchestrator => ({
    ...held,
    age_seconds: held.last_news_at === null ? null : ageSeconds(held.last_news_at, cursorTime),
    stale: held.stale || lost,
  });
  return {
    ...state,
    cursorTime,
    agents: state.agents.map(job),
    sessions: state.sessions.map(session),
    orchestrators: state.orchestrators.map(orchestrator),
  };
};
