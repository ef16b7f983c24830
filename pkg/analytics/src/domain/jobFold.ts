import { isEnded, statusOf, type Status } from '@eljefe/contract';

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
  /** End of the run for an ended status, its start otherwise: orders a new run after the end of the former one. */
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
  status: StatusRegister | null;
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
  status: null,
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

/** Is `b` the later status? A total order, so the largest of any set is the same in any order of arrival. */
const later = (a: StatusRegister, b: StatusRegister): boolean => {
  const order = [
    a.run - b.run,
    Number(isEnded(a.status)) - Number(isEnded(b.status)),
    a.stamp - b.stamp,
    RANK[a.status] - RANK[b.status],
  ].find((difference) => difference !== 0 && !Number.isNaN(difference));
  return order === undefined ? b.raw > a.raw : order < 0;
};

/** An end without its time is the last word; a start without its time comes before everything known. */
const statusRegister = (raw: string, news: JobNews): StatusRegister => {
  const status = statusOf(raw);
  const run = isEnded(status)
    ? (news.fields.completed_at ?? Number.MAX_SAFE_INTEGER)
    : (news.fields.started_at ?? news.fields.created_at ?? 0);
  return { raw, status, run, stamp: news.stamp };
};

/**
 * Folds news into a job, in place.
 * @returns whether it taught anything; news that teaches nothing is a duplicate
 */
export const foldJob = (fold: JobFold, news: JobNews): boolean => {
  const changedStatus = foldStatus(fold, news);
  const changedFields = foldFields(fold, news);
  const changedLabels = foldLabels(fold, news);
  return changedStatus || changedFields || changedLabels;
};

const foldStatus = (fold: JobFold, news: JobNews): boolean => {
  if (news.status === null) {
    return false;
  }
  const next = statusRegister(news.status, news);
  if (fold.status !== null && !later(fold.status, next)) {
    return false;
  }
  fold.status = next;
  return true;
};

const foldFields = (fold: JobFold, news: JobNews): boolean => {
  let changed = false;
  for (const key of Object.keys(news.fields) as JobField[]) {
    changed = foldField(fold, key, news) || changed;
  }
  return changed;
};

const foldField = <K extends JobField>(fold: JobFold, key: K, news: JobNews): boolean => {
  const value = news.fields[key];
  if (value === undefined) {
    return false;
  }
  const before: Register<JobFields[K]> | undefined = fold.fields[key];
  const after = joinRegister<JobFields[K]>(before, { v: value, s: news.stamp });
  fold.fields[key] = after as JobFold['fields'][K];
  return after !== before;
};

const foldLabels = (fold: JobFold, news: JobNews): boolean => {
  let changed = false;
  for (const [key, value] of Object.entries(news.labels)) {
    const before = Object.hasOwn(fold.labels, key) ? fold.labels[key] : undefined;
    const after = joinRegister(before, { v: value, s: news.stamp });
    if (after !== before) {
      changed = true;
      Object.defineProperty(fold.labels, key, { value: after, enumerable: true, configurable: true, writable: true });
    }
  }
  return changed;
};

/** Would this news teach anything? Leaves the fold as it is. */
export const teaches = (fold: JobFold, news: JobNews): boolean =>
  (news.status !== null && (fold.status === null || later(fold.status, statusRegister(news.status, news)))) ||
  (Object.keys(news.fields) as JobField[]).some((key) => teachesField(fold, key, news)) ||
  Object.entries(news.labels).some(([key, value]) => {
    const before = Object.hasOwn(fold.labels, key) ? fold.labels[key] : undefined;
    return joinRegister(before, { v: value, s: news.stamp }) !== before;
  });

const teachesField = <K extends JobField>(fold: JobFold, key: K, { fields, stamp }: JobNews): boolean => {
  const value = fields[key];
  const before: Register<JobFields[K]> | undefined = fold.fields[key];
  return value !== undefined && joinRegister<JobFields[K]>(before, { v: value, s: stamp }) !== before;
};

export const statusOfFold = (fold: JobFold): Status => fold.status?.status ?? 'unknown';
