import { type Job } from '@eljefe/contract';

import { groupOf, passes } from '../where';
import { bucketOf } from '../window';
import { type Ask, type Point, type SeriesDeps } from './ask';

/** Is the job still running past its limit at an instant (A1.4)? Waiting for a person does not count against the limit. */
export const isOverdue = (job: Job, at: number, defaultLimitSeconds: number): boolean =>
  job.status === 'running' &&
  job.started_at !== null &&
  job.started_at + (job.timeout_limit ?? defaultLimitSeconds) * 1_000 <= at;

/** Adds hits to a ratio over `n` rows. */
const withHits = (point: Point, hits: number): Point => ({
  ...point,
  value: ((point.value ?? 0) * Number(point.n) + hits) / (Number(point.n) + hits),
  n: Number(point.n) + hits,
});

/** Counts jobs that run past their limit at the window's end as hits, in its last bucket or in the total. */
export const addOverdue = (points: readonly Point[], ask: Ask, asTotal: boolean, deps: SeriesDeps): Point[] => {
  const end = Math.min(ask.window.to, deps.now());
  const t = asTotal ? 0 : bucketOf(end - 1, ask.step);
  const overdue = deps
    .liveJobs()
    .filter((job) => isOverdue(job, end, deps.settings.jobTimeoutSeconds) && passes(job, ask.filters));
  const hits = new Map<string, number>();
  for (const job of overdue) {
    const key = JSON.stringify(groupOf(job, ask.by));
    hits.set(key, (hits.get(key) ?? 0) + 1);
  }
  const added = points.map((point): Point => {
    const key = JSON.stringify(point.g);
    const more = Number(point.t) === t ? (hits.get(key) ?? 0) : 0;
    if (more > 0) {
      hits.delete(key);
    }
    return more > 0 ? withHits(point, more) : point;
  });
  const fresh = [...hits].map(([key, count]) => withHits({ t, g: JSON.parse(key), value: null, n: 0 }, count));
  return [...added, ...fresh];
};
