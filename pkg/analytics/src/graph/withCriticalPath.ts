import { type Session } from '@eljefe/contract';

import { parallelism } from './parallelism';
import { sessionPath } from './sessionPath';

/** A session of more steps is not looked through at every change; its graph is still to be had on demand. */
const MAX_STEPS = 5_000;

/**
 * A session whose steps know whether they are on the critical path and how much of it they hold; unchanged steps where it
 * cannot be computed.
 * @param at now, epoch ms, for what is under way
 */
export const withCriticalPath = (session: Session, at: number): Session => {
  if (session.steps.length === 0 || session.steps.length > MAX_STEPS) {
    return session;
  }
  const efficiency = parallelism(session, at)?.efficiency ?? null;
  const path = sessionPath(session, at);
  if (!path.ok) {
    return { ...session, critical_path_seconds: null, parallel_efficiency: efficiency };
  }
  const known = new Map(path.steps.map((one) => [one.step.step_id, one]));
  return {
    ...session,
    steps: session.steps.map((step) => {
      const one = known.get(step.step_id);
      return one === undefined ? step : { ...step, critical: one.critical, critical_share: one.share };
    }),
    critical_path_seconds: path.seconds,
    parallel_efficiency: efficiency,
  };
};
