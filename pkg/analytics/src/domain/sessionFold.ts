import { isEnded, statusOf, type SessionRecord, type Status } from '@eljefe/contract';

import { ABANDONED } from './abandoned';
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

interface Phase {
  at: number;
  description: string | null;
}

/** A session as the join of all news of it; its steps are a view over its jobs and phases. Plain data. */
export interface SessionFold {
  source: string;
  id: string;
  status: SessionStatus | null;
  fields: { [K in SessionField]?: Register<SessionFields[K]> };
  phases: Record<string, Phase>;
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

/** Given up for its silence is no end that stands against later news. */
const endedForGood = ({ raw, status }: SessionStatus): number => Number(isEnded(status) && raw !== ABANDONED);

/** An ended session stays ended; between two ends, or two that are none, the later news stands. */
const laterStatus = (a: SessionStatus, b: SessionStatus): boolean => {
  const ended = endedForGood(b) - endedForGood(a);
  if (ended !== 0) {
    return ended > 0;
  }
  return b.stamp !== a.stamp ? b.stamp > a.stamp : b.raw > a.raw;
};

const taughtStatus = (fold: SessionFold, news: SessionNews): SessionStatus | null => {
  if (news.status === null) {
    return null;
  }
  const next = { raw: news.status, status: statusOf(news.status), stamp: news.stamp };
  return fold.status === null || laterStatus(fold.status, next) ? next : null;
};

const taughtField = <K extends SessionField>(
  fold: SessionFold,
  key: K,
  { fields, stamp }: SessionNews
): Register<SessionFields[K]> | null => {
  const value = fields[key];
  const before: Register<SessionFields[K]> | undefined = fold.fields[key];
  if (value === undefined) {
    return null;
  }
  const after = joinRegister<SessionFields[K]>(before, { v: value, s: stamp });
  return after === before ? null : after;
};

/** The first announcement of a phase stands; of two at one instant, the later text. */
const taughtPhase = (fold: SessionFold, { phase, stamp }: SessionNews): Phase | null => {
  if (phase === null) {
    return null;
  }
  const known = Object.hasOwn(fold.phases, phase.name) ? fold.phases[phase.name] : undefined;
  const next = { at: stamp, description: phase.description };
  const stands =
    known !== undefined &&
    (known.at < stamp || (known.at === stamp && (known.description ?? '') >= (next.description ?? '')));
  return stands ? null : next;
};

const teachesAction = (fold: SessionFold, { humanAction, stamp }: SessionNews): boolean =>
  humanAction && !fold.humanActions.includes(stamp);

const fieldsIn = (news: SessionNews): SessionField[] => Object.keys(news.fields) as SessionField[];

/** Would this news teach anything? Leaves the fold as it is; news that teaches nothing is a duplicate. */
export const teachesSession = (fold: SessionFold, news: SessionNews): boolean =>
  taughtStatus(fold, news) !== null ||
  fieldsIn(news).some((key) => taughtField(fold, key, news) !== null) ||
  taughtPhase(fold, news) !== null ||
  teachesAction(fold, news);

const setField = <K extends SessionField>(fold: SessionFold, key: K, value: Register<SessionFields[K]>): void => {
  fold.fields[key] = value as SessionFold['fields'][K];
};

/** Folds news into a session, in place. */
export const foldSession = (fold: SessionFold, news: SessionNews): void => {
  fold.status = taughtStatus(fold, news) ?? fold.status;
  for (const key of fieldsIn(news)) {
    const value = taughtField(fold, key, news);
    if (value !== null) {
      setField(fold, key, value);
    }
  }
  const phase = taughtPhase(fold, news);
  if (phase !== null && news.phase !== null) {
    // Not by assignment: a phase may be called `__proto__`.
    Object.defineProperty(fold.phases, news.phase.name, {
      value: phase,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  if (teachesAction(fold, news)) {
    fold.humanActions = [...fold.humanActions, news.stamp].sort((a, b) => a - b);
  }
};
