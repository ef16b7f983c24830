import { type JobRow } from '../agents/readJobs';
import { mannWhitneyP, medianOf, newcombe, proportionsP } from './stats';

export type PeriodMeasure = 'success' | 'duration' | 'cost' | 'tokens' | 'quality';

/** How sure a difference is: shown, shown but small, not shown (which is not "equal"), or too little to say anything. */
export type Certainty = 'better' | 'worse' | 'different' | 'small' | 'not shown' | 'too little';

export interface PeriodRow {
  measure: PeriodMeasure;
  /** Success: the share; the others: the median. Null without any job that tells it. */
  a: number | null;
  b: number | null;
  countA: number;
  countB: number;
  /** Relative change from a to b, 0.1 = 10 % more; for success in points. Null when it cannot be told. */
  change: number | null;
  p: number | null;
  /** Of the change of a share, 95 %. */
  interval: { low: number; high: number } | null;
  certainty: Certainty;
  method: 'two-proportion z' | 'Mann–Whitney' | null;
}

/** Fewer jobs than this on a side, and nothing is claimed. */
export const LEAST_JOBS = 10;
/** A difference is told when it is this certain and this large. */
const CLAIM_P = 0.01;
const CLAIM_CHANGE = 0.05;

type Better = 'higher' | 'lower' | 'neither';

const certaintyOf = (row: { p: number | null; change: number | null }, better: Better): Certainty => {
  const { p, change } = row;
  if (p === null || change === null) {
    return 'too little';
  }
  if (p >= CLAIM_P) {
    return 'not shown';
  }
  if (Math.abs(change) < CLAIM_CHANGE) {
    return 'small';
  }
  return better === 'neither' ? 'different' : change > 0 === (better === 'higher') ? 'better' : 'worse';
};

const success = (a: readonly JobRow[], b: readonly JobRow[]): PeriodRow => {
  const share = (jobs: readonly JobRow[]) => {
    const hits = jobs.filter(({ condition }) => condition === 'done').length;
    return { hits, n: hits + jobs.filter(({ condition }) => condition === 'failed').length };
  };
  const [one, other] = [share(a), share(b)];
  const isEnough = Math.min(one.n, other.n) >= LEAST_JOBS;
  const isKnown = one.n > 0 && other.n > 0;
  const change = isKnown ? other.hits / other.n - one.hits / one.n : null;
  const p = isEnough ? proportionsP(other, one) : null;
  return {
    measure: 'success',
    a: one.n > 0 ? one.hits / one.n : null,
    b: other.n > 0 ? other.hits / other.n : null,
    countA: one.n,
    countB: other.n,
    change,
    p,
    interval: isKnown ? newcombe(other, one) : null,
    certainty: certaintyOf({ p, change }, 'higher'),
    method: p === null ? null : 'two-proportion z',
  };
};

const VALUES: ReadonlyArray<{ measure: PeriodMeasure; better: Better; of: (job: JobRow) => number | null }> = [
  { measure: 'duration', better: 'lower', of: ({ durationSeconds }) => durationSeconds },
  { measure: 'cost', better: 'lower', of: ({ costUsd }) => costUsd },
  { measure: 'tokens', better: 'neither', of: ({ tokens }) => tokens },
  { measure: 'quality', better: 'higher', of: ({ quality }) => quality },
];

const ENDED: ReadonlySet<string> = new Set(['done', 'failed', 'stopped']);

/** Two sets of jobs, measure by measure: b against a (V7, T7). */
export const comparePeriods = (a: readonly JobRow[], b: readonly JobRow[]): PeriodRow[] => {
  const rows = VALUES.map(({ measure, better, of }): PeriodRow => {
    const known = (jobs: readonly JobRow[]): number[] =>
      jobs.filter(({ condition }) => ENDED.has(condition)).flatMap((job) => of(job) ?? []);
    const [one, other] = [known(a), known(b)];
    const [from, to] = [medianOf(one), medianOf(other)];
    const change = from === null || to === null || from === 0 ? null : to / from - 1;
    const p = Math.min(one.length, other.length) >= LEAST_JOBS ? mannWhitneyP(one, other) : null;
    return {
      measure,
      a: from,
      b: to,
      countA: one.length,
      countB: other.length,
      change,
      p,
      interval: null,
      certainty: certaintyOf({ p, change }, better),
      method: p === null ? null : 'Mann–Whitney',
    };
  });
  return [success(a, b), ...rows];
};
