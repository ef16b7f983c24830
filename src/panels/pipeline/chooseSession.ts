import { conditionRank, needsAttention } from '../../core/status/condition';
import { type SessionRow } from './pipeline.types';

const ENDED_WELL = new Set(['done', 'stopped']);

/** What needs a person first; of equals the one under way longest, of ended ones the latest. */
export const sortSessions = (sessions: readonly SessionRow[]): SessionRow[] =>
  [...sessions].sort(
    (a, b) =>
      conditionRank(a.condition) - conditionRank(b.condition) ||
      (ENDED_WELL.has(a.condition) ? -1 : 1) * ((a.startedAtMs ?? 0) - (b.startedAtMs ?? 0)) ||
      (a.key < b.key ? -1 : 1)
  );

interface Choice {
  sessions: readonly SessionRow[];
  /** Id or key asked for by option, variable or reader; null when nobody asked. */
  wanted: string | null;
  /** Key of the session on screen. */
  current: string | null;
}

/**
 * Which session to show. One that nobody asked for gives way only to another that needs a person more,
 * or to any that is under way once it has ended, so that the picture does not jump at every refresh.
 */
export const chooseSession = ({ sessions, wanted, current }: Choice): SessionRow | null => {
  const asked = sessions.find(({ key, sessionId }) => wanted !== null && (key === wanted || sessionId === wanted));
  if (asked) {
    return asked;
  }
  const first = sortSessions(sessions)[0] ?? null;
  const shown = sessions.find(({ key }) => key === current);
  if (!shown || !first) {
    return first;
  }
  const worse = conditionRank(first.condition) < conditionRank(shown.condition);
  return worse && (needsAttention(first.condition) || ENDED_WELL.has(shown.condition)) ? first : shown;
};
