import { isEnded, statusOf, type Status } from '@eljefe/contract';

import { ABANDONED } from './abandoned';
import { type JobField, type JobFields } from './jobFields';
import { joinRegister, type Register } from './register';

/** One piece of news of a job, ready to fold. */
export interface JobNews {
  /** Instant the news speaks of, epoch ms; 0 when the record told none. */
  stamp: number;
  fields: Partial<JobFields>;
  status: string | null;
  labels: Readonly<Record<string, string>>;
}

export interface StatusRegister {
  raw: string;
  status: Status;
  /** End of the run for an ended status, its start otherwise, epoch ms. */
  run: number;
  stamp: number;
}

/**
 * A job as the join of all news of it: every field a register, so that partial, repeated, late and reordered news
 * give the same job (D2). Plain data: it is stored as JSON and read back.
 */
export interface JobFold {
  source: string;
  id: string;
  /** The latest word of work under way, and the latest end: `standingStatus` tells which of the two stands. */
  open: StatusRegister | null;
  ended: StatusRegister | null;
  fields: { [K in JobField]?: Register<JobFields[K]> };
  labels: Record<string, Register<string>>;
  firstSeen: number;
  lastNews: number;
  /** Seen in an orchestrator's own state, so its vanishing from there says something. */
  observed: boolean;
}

export const emptyJobFold = (source: string, id: string, received: number): JobFold => ({
  source,
  id,
  open: null,
  ended: null,
  fields: {},
  labels: {},
  firstSeen: received,
  lastNews: received,
  observed: false,
});

const RANK: Readonly<Record<Status, number>> = {
  unknown: 0,
  queued: 1,
  running: 2,
  waiting: 3,
  paused: 4,
  interrupted: 5,
  cancelled: 6,
  completed: 7,
  failed: 8,
};

/** Is `b` the later status of its kind? A total order, so the largest of any set is the same in any order of arrival. */
const later = (a: StatusRegister, b: StatusRegister): boolean => {
  const order = [a.run - b.run, a.stamp - b.stamp, RANK[a.status] - RANK[b.status]].find(
    (difference) => difference !== 0
  );
  return order === undefined ? b.raw > a.raw : order < 0;
};

/**
 * An end that tells no time at all is the last word; a start without its time comes before everything known. Silence ends
 * the run it fell into, so that any real end of that run comes after it.
 */
const statusRegister = (raw: string, { fields, stamp }: JobNews): StatusRegister => {
  const status = statusOf(raw);
  const run =
    isEnded(status) && raw !== ABANDONED
      ? (fields.completed_at ?? (stamp > 0 ? stamp : Number.MAX_SAFE_INTEGER))
      : (fields.started_at ?? fields.created_at ?? 0);
  return { raw, status, run, stamp };
};

/** The latest instant any field of it speaks of; 0 when none tells. */
export const lastTold = ({ fields }: Pick<JobFold, 'fields'>): number =>
  Object.values(fields).reduce((latest, { s }) => Math.max(latest, s), 0);

type Standing = Pick<JobFold, 'open' | 'ended' | 'fields'>;

/** Work given up for its silence lives again with any later word of it. */
const isAliveAgain = (open: StatusRegister, ended: StatusRegister, fold: Standing): boolean =>
  ended.raw === ABANDONED && (open.stamp > ended.stamp || lastTold(fold) > ended.stamp);

/**
 * What the job is doing: its end, unless a new run began after it. Both the run's own times and the telling must come
 * later, so that two clocks that disagree cannot bring a job back to life.
 */
export const standingStatus = (fold: Standing): StatusRegister | null => {
  const { open, ended } = fold;
  if (open === null || ended === null) {
    return open ?? ended;
  }
  const isNewRun = open.run > ended.run && open.stamp > ended.stamp;
  return isNewRun || isAliveAgain(open, ended, fold) ? open : ended;
};

export const statusOfFold = (fold: Standing): Status => standingStatus(fold)?.status ?? 'unknown';

const kindOf = (register: StatusRegister): 'open' | 'ended' => (isEnded(register.status) ? 'ended' : 'open');

const labelOf = (fold: JobFold, key: string): Register<string> | undefined =>
  Object.hasOwn(fold.labels, key) ? fold.labels[key] : undefined;

/** Status register that the news would set; null when it would set none. */
const taughtStatus = (fold: JobFold, news: JobNews): StatusRegister | null => {
  if (news.status === null) {
    return null;
  }
  const next = statusRegister(news.status, news);
  const known = fold[kindOf(next)];
  return known === null || later(known, next) ? next : null;
};

/** Register of a field that the news would set; null when it would set none. */
const taughtField = <K extends JobField>(fold: JobFold, key: K, news: JobNews): Register<JobFields[K]> | null => {
  const value = news.fields[key];
  const before: Register<JobFields[K]> | undefined = fold.fields[key];
  if (value === undefined) {
    return null;
  }
  const after = joinRegister<JobFields[K]>(before, { v: value, s: news.stamp });
  return after === before ? null : after;
};

const taughtLabel = (fold: JobFold, key: string, news: JobNews): Register<string> | null => {
  const before = labelOf(fold, key);
  const after = joinRegister(before, { v: news.labels[key] ?? '', s: news.stamp });
  return after === before ? null : after;
};

const fieldsIn = (news: JobNews): JobField[] => Object.keys(news.fields) as JobField[];

/** Would this news teach anything? Leaves the fold as it is; news that teaches nothing is a duplicate. */
export const teaches = (fold: JobFold, news: JobNews): boolean =>
  taughtStatus(fold, news) !== null ||
  fieldsIn(news).some((key) => taughtField(fold, key, news) !== null) ||
  Object.keys(news.labels).some((key) => taughtLabel(fold, key, news) !== null);

const setField = <K extends JobField>(fold: JobFold, key: K, value: Register<JobFields[K]>): void => {
  fold.fields[key] = value as JobFold['fields'][K];
};

/** Folds news into a job, in place. */
export const foldJob = (fold: JobFold, news: JobNews): void => {
  const status = taughtStatus(fold, news);
  if (status !== null) {
    fold[kindOf(status)] = status;
  }
  for (const key of fieldsIn(news)) {
    const value = taughtField(fold, key, news);
    if (value !== null) {
      setField(fold, key, value);
    }
  }
  for (const key of Object.keys(news.labels)) {
    const value = taughtLabel(fold, key, news);
    if (value !== null) {
      // Not by assignment: a label may be called `__proto__`.
      Object.defineProperty(fold.labels, key, { value, enumerable: true, configurable: true, writable: true });
    }
  }
};
