import { isEnded, statusOf, type SessionRecord, type Status } from '@eljefe/contract';

import { joinRegister, type Register } from './register';

export type SessionFields = Omit<SessionRecord, 'session_id' | 'status'>;
export type SessionField = keyof SessionFields;

/** A phase the orchestrator announced: when first, and in its words. */
export interface PhaseNews {
  name: string;
  description: string | null;
}

export interface SessionNews {
  stamp: number;
  status: string | null;
  fields: Partial<SessionFields>;
  phase: PhaseNews | null;
  /** A person paused, resumed, answered or interrupted it. */
  humanAction: boolean;
}

interface SessionStatus {
  raw: string;
  status: Status;
  stamp: number;
}

/** A session as the join of all news of it; its steps are a view over its jobs and phases. Plain data. */
export interface SessionFold {
  source: string;
  id: string;
  status: SessionStatus | null;
  fields: { [K in SessionField]?: Register<SessionFields[K]> };
  phases: Record<string, { at: number; description: string | null }>;
  /** Stamps of human actions: a set, so that one action told twice counts once. */
  humanActions: number[];
  firstSeen: number;
  lastNews: number;
}

export const emptySessionFold = (source: string, id: string, received: number): SessionFold => ({
  source,
  id,
  status: null,
  fields: {},
  phases: {},
  humanActions: [],
  firstSeen: received,
  lastNews: received,
});

/** An ended session stays ended; between two ends, or two that are none, the later news stands. */
const laterStatus = (a: SessionStatus, b: SessionStatus): boolean => {
  const ended = Number(isEnded(b.status)) - Number(isEnded(a.status));
  if (ended !== 0) {
    return ended > 0;
  }
  return b.stamp !== a.stamp ? b.stamp > a.stamp : b.raw > a.raw;
};

/** Folds news into a session, in place. @returns whether it taught anything. */
export const foldSession = (fold: SessionFold, news: SessionNews): boolean =>
  [foldStatus(fold, news), foldFields(fold, news), foldPhase(fold, news), foldHumanAction(fold, news)].some(Boolean);

const foldStatus = (fold: SessionFold, news: SessionNews): boolean => {
  if (news.status === null) {
    return false;
  }
  const next = { raw: news.status, status: statusOf(news.status), stamp: news.stamp };
  if (fold.status !== null && !laterStatus(fold.status, next)) {
    return false;
  }
  fold.status = next;
  return true;
};

const foldFields = (fold: SessionFold, news: SessionNews): boolean => {
  let changed = false;
  for (const key of Object.keys(news.fields) as SessionField[]) {
    changed = foldField(fold, key, news) || changed;
  }
  return changed;
};

const foldField = <K extends SessionField>(fold: SessionFold, key: K, news: SessionNews): boolean => {
  const value = news.fields[key];
  if (value === undefined) {
    return false;
  }
  const before: Register<SessionFields[K]> | undefined = fold.fields[key];
  const after = joinRegister<SessionFields[K]>(before, { v: value, s: news.stamp });
  fold.fields[key] = after as SessionFold['fields'][K];
  return after !== before;
};

const foldPhase = (fold: SessionFold, { phase, stamp }: SessionNews): boolean => {
  if (phase === null) {
    return false;
  }
  const known = Object.hasOwn(fold.phases, phase.name) ? fold.phases[phase.name] : undefined;
  if (known !== undefined && known.at <= stamp) {
    return false;
  }
  const value = { at: stamp, description: phase.description };
  Object.defineProperty(fold.phases, phase.name, { value, enumerable: true, configurable: true, writable: true });
  return true;
};

const foldHumanAction = (fold: SessionFold, { humanAction, stamp }: SessionNews): boolean => {
  if (!humanAction || fold.humanActions.includes(stamp)) {
    return false;
  }
  fold.humanActions = [...fold.humanActions, stamp].sort((a, b) => a - b);
  return true;
};
