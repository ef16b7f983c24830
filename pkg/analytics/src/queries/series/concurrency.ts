import { isEnded, type Job, type Session } from '@eljefe/contract';

import { type ConcurrencyMeasure } from '../../measures/measure';
import { type MeasureSettings } from '../../measures/settings';
import { groupedBy } from '../grouped';
import { groupOf, passes } from '../where';
import { bucketOf, type Window } from '../window';
import { type Ask, type Point, type Points, type SeriesDeps } from './ask';
import { overlapSql, peakSql, type OpenInterval, type SpanAsk } from './seriesSql';

export type ConcurrencyAsk = Ask & { measure: ConcurrencyMeasure };

/** Windows longer than this are looked at second by second, not millisecond by millisecond. */
const FINE_WINDOW_MS = 90_000_000;

interface Running {
  t: number;
  g: string[];
  running_ms: number;
  n: number;
}

/** Created and not started, whatever the orchestrator calls it. */
const isQueued = (entity: Job | Session): boolean =>
  !isEnded(entity.status) && entity.started_at === null && (entity.created_at !== null || entity.status === 'queued');

/** Entities in the state a measure counts, now. */
const under = ({ measure, filters }: ConcurrencyAsk, deps: SeriesDeps): Array<Job | Session> =>
  (measure.table === 'jobs' ? deps.liveJobs() : deps.liveSessions()).filter(
    (entity) =>
      !isEnded(entity.status) &&
      entity.status !== 'unknown' &&
      isQueued(entity) === (measure.span === 'queued') &&
      passes(entity, filters)
  );

const beganAt = (entity: Job | Session, span: ConcurrencyMeasure['span']): number =>
  (span === 'queued' ? entity.created_at : entity.started_at) ?? entity.first_seen_at;

const spanAsk = (ask: ConcurrencyAsk): SpanAsk & { stepMs: number } => ({
  table: ask.measure.table,
  span: ask.measure.span,
  by: ask.by,
  filters: ask.filters,
  window: ask.window,
  stepMs: ask.step,
});

/** Time under way of what is under way now, bucket by bucket. */
const liveRunning = (ask: ConcurrencyAsk, deps: SeriesDeps): Running[] => {
  const { window, step, by } = ask;
  const end = Math.min(window.to, deps.now());
  return under(ask, deps).flatMap((entity) => {
    const start = Math.max(beganAt(entity, ask.measure.span), window.from);
    const g = groupOf(entity, by);
    const rows: Running[] = [];
    for (let t = bucketOf(start, step); t < end; t += step) {
      rows.push({ t, g, running_ms: Math.min(end, t + step) - Math.max(start, t), n: 1 });
    }
    return rows;
  });
};

const meanRunning = (rows: readonly Running[], { from, to }: Window, step: number): Point[] => {
  const groups = new Map<string, Map<number, { ms: number; n: number }>>();
  for (const { t, g, running_ms, n } of rows) {
    const key = JSON.stringify(g);
    const group = groups.get(key) ?? new Map<number, { ms: number; n: number }>();
    const at = group.get(Number(t)) ?? { ms: 0, n: 0 };
    group.set(Number(t), { ms: at.ms + Number(running_ms), n: at.n + Number(n) });
    groups.set(key, group);
  }
  if (groups.size === 0) {
    groups.set('[]', new Map());
  }
  return [...groups].flatMap(([key, buckets]) => {
    const g: string[] = JSON.parse(key);
    const points: Point[] = [];
    for (let t = bucketOf(from, step); t < to; t += step) {
      const { ms, n } = buckets.get(t) ?? { ms: 0, n: 0 };
      points.push({ t, g, value: ms / (Math.min(t + step, to) - Math.max(t, from)), n });
    }
    return points;
  });
};

/** Ended work from the store, work under way from memory: the mean number in each bucket (time / length). */
const meanOverTime = async (ask: ConcurrencyAsk, deps: SeriesDeps): Promise<Point[]> => {
  const stored = await deps.read<Running>(overlapSql(spanAsk(ask)));
  const bounds = { from: ask.window.from, to: Math.min(ask.window.to, deps.now()) };
  return meanRunning([...stored, ...liveRunning(ask, deps)], bounds, ask.step);
};

const now = (ask: ConcurrencyAsk, deps: SeriesDeps): Point[] => {
  const groups = new Map<string, number>(ask.by.length === 0 ? [['[]', 0]] : []);
  for (const entity of under(ask, deps)) {
    const key = JSON.stringify(groupOf(entity, ask.by));
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  return [...groups].map(([key, value]) => ({ t: 0, g: JSON.parse(key), value, n: value }));
};

interface Change {
  t: number;
  g: string[];
  first: number;
  peak: number;
  last: number;
}

const openIntervals = (ask: ConcurrencyAsk, deps: SeriesDeps): { open: OpenInterval[]; groups: string[][] } => {
  const numbers = new Map<string, number>();
  const open = under(ask, deps).flatMap((entity): OpenInterval[] => {
    const began = Math.max(beganAt(entity, ask.measure.span), ask.window.from);
    const key = JSON.stringify(groupOf(entity, ask.by));
    const group = numbers.get(key) ?? numbers.size;
    numbers.set(key, group);
    return began < ask.window.to ? [{ group, began }] : [];
  });
  return { open, groups: [...numbers.keys()].map((key): string[] => JSON.parse(key)) };
};

/** A bucket's peak: what was under way when it began, unless its very first instant changed that, or more after a change. */
const peakPoints = (changes: readonly Change[], { from, to }: Window, step: number): Point[] => {
  const groups = groupedBy(changes, ({ g }) => JSON.stringify(g));
  return [...groups].flatMap(([key, rows]) => {
    const g: string[] = JSON.parse(key);
    const byBucket = new Map(rows.map((row) => [Number(row.t), row]));
    let running = 0;
    const points: Point[] = [];
    for (let t = bucketOf(from, step); t < to; t += step) {
      const row = byBucket.get(t);
      const carried = row !== undefined && Number(row.first) <= Math.max(t, from) ? 0 : running;
      const value = Math.max(carried, Number(row?.peak ?? 0));
      running = row === undefined ? running : Number(row.last);
      points.push({ t, g, value, n: value });
    }
    return points;
  });
};

const peaks = async (ask: ConcurrencyAsk, deps: SeriesDeps): Promise<Point[]> => {
  const window = { from: ask.window.from, to: Math.min(ask.window.to, deps.now()) };
  const fine = window.to - window.from <= FINE_WINDOW_MS;
  const details = { ...openIntervals({ ...ask, window }, deps), resolutionMs: fine ? 1 : 1_000 };
  const changes = await deps.read<Change>(peakSql({ ...spanAsk(ask), window }, details));
  return peakPoints(changes, window, ask.step);
};

const largest = (points: readonly Point[]): Point[] =>
  [...groupedBy(points, ({ g }) => JSON.stringify(g)).values()].map((group) =>
    group.reduce((most, point) => ((point.value ?? 0) > (most.value ?? 0) ? point : most))
  );

const configured = ({ capacity }: MeasureSettings, g: readonly string[], by: readonly string[]): number | null => {
  const type = by.length === 0 ? '*' : by.length === 1 && by[0] === 'agent_type' ? g[0] : undefined;
  return capacity.find(({ agentType }) => agentType === type)?.jobs ?? null;
};

/** What is configured stands; what is not is learned, and said to be. */
const withCapacity = (points: readonly Point[], ask: ConcurrencyAsk, deps: SeriesDeps): Points => {
  let learned = false;
  const known = points.map((point) => {
    const limit = configured(deps.settings, point.g, ask.by);
    learned ||= limit === null;
    return limit === null ? point : { ...point, value: limit };
  });
  const limit = known.length === 0 ? configured(deps.settings, [], ask.by) : null;
  return {
    points: limit === null ? known : [{ t: 0, g: [], value: limit, n: 0 }],
    notices: learned
      ? [
          {
            severity: 'info',
            text: 'Capacity is learned: the largest number seen at once in this window',
            hint: 'Configure capacity: [{agentType, jobs}] to set it.',
          },
        ]
      : [],
  };
};

/** A2.3, A2.4: how many were under way or waiting. @param asTotal one value for the window instead of one a bucket */
export const concurrencyPoints = async (ask: ConcurrencyAsk, asTotal: boolean, deps: SeriesDeps): Promise<Points> => {
  if (ask.measure.figure === 'mean') {
    if (!asTotal) {
      return { points: await meanOverTime(ask, deps), notices: [] };
    }
    // "Now" when the window reaches to now, else the last bucket of it.
    if (ask.window.to >= deps.now() - ask.step) {
      return { points: now(ask, deps), notices: [] };
    }
    const last = { ...ask.window, from: Math.max(ask.window.from, bucketOf(ask.window.to - 1, ask.step)) };
    const groups = groupedBy(await meanOverTime({ ...ask, window: last }, deps), ({ g }) => JSON.stringify(g));
    return { points: [...groups.values()].flatMap((points) => points.at(-1) ?? []), notices: [] };
  }
  const overTime = await peaks(ask, deps);
  const points = asTotal ? largest(overTime).filter(({ value }) => value !== 0) : overTime;
  return ask.measure.figure === 'capacity' ? withCapacity(points, ask, deps) : { points, notices: [] };
};
