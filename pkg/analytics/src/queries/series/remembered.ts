import { type Parts, type SumsMeasure } from '../../measures/measure';
import { ROWS } from '../../measures/rows';
import { BucketMemory } from '../buckets/BucketMemory';
import { HOUR_MS, type TouchedHours } from '../buckets/TouchedHours';
import { groupedBy } from '../grouped';
import { type Sql } from '../where';
import { bucketOf, formerWindow, type Window } from '../window';
import { type Point } from './ask';
import { pairSql, rangesSql, seriesSql, sumsSql, type SeriesAsk } from './seriesSql';

/** Sums of one bucket and group. */
export interface SumRow {
  t: number;
  g: string[];
  top: number | null;
  bottom: number | null;
  n: number;
}

/** Hours written to, by table. */
export type Touched = Readonly<Record<'jobs' | 'sessions', TouchedHours>>;

/** What is remembered of stored rows; only where this process alone writes them. */
export interface Remembered {
  points: BucketMemory<Point>;
  sums: BucketMemory<SumRow>;
  touched: Touched;
}

export type Read = <T>(sql: Sql) => Promise<T[]>;

/** A shorter window is read whole: its rows are few, and its edges would be most of it. */
export const LONG_MS = 12 * HOUR_MS;

const tableOf = ({ rows }: SumsMeasure): 'jobs' | 'sessions' | null =>
  rows === 'jobs' || rows === 'sessions' ? rows : null;

/** Tells questions apart that read other rows, other figures or other groups. */
const keyOf = ({ measure, by, filters, settings }: SeriesAsk, figures: string, grainMs: number): string =>
  JSON.stringify([measure.rows, measure.where, figures, grainMs, by, filters, settings]);

const total = (rows: readonly SumRow[], figure: 'top' | 'bottom' | 'n'): number =>
  rows.reduce((sum, row) => sum + Number(row[figure] ?? 0), 0);

/** One point out of the sums of its buckets; absent where nothing is divided by. */
const pointOf = (
  rows: readonly SumRow[],
  { bottom, perMs }: Parts,
  { t, spanMs }: { t: number; spanMs: number }
): Point => {
  const divisor = bottom === null ? 1 : total(rows, 'bottom');
  const scale = perMs === undefined ? 1 : perMs / spanMs;
  const value = divisor === 0 ? null : (scale * total(rows, 'top')) / divisor;
  return { t, g: rows[0]?.g ?? [], value, n: total(rows, 'n') };
};

const fromSums = (rows: readonly SumRow[], parts: Parts, { stepMs, window }: SeriesAsk): Point[] => {
  const spanMs = stepMs ?? window.to - window.from;
  const startOf = ({ t }: SumRow): number => (stepMs === null ? 0 : bucketOf(Number(t), stepMs));
  const groups = groupedBy(rows, (row) => JSON.stringify([row.g, startOf(row)]));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => pointOf(group, parts, { t: group[0] ? startOf(group[0]) : 0, spanMs }));
};

/** Remembers buckets of rows whose writes are told. */
export const remember = (touched: Touched): Remembered => ({
  points: new BucketMemory(),
  sums: new BucketMemory(),
  touched,
});

const isHours = (stepMs: number | null): boolean => stepMs === null || stepMs % HOUR_MS === 0;

const isRemembered = ({ measure, window, stepMs }: SeriesAsk): boolean =>
  tableOf(measure) !== null && window.to - window.from >= LONG_MS && isHours(stepMs);

/** One value for the window and one for the equal window before it. */
export const readPair = async (
  ask: SeriesAsk,
  read: Read,
  remembered: Remembered | null
): Promise<{ now: Point[]; former: Point[] }> => {
  const isCut = ROWS[ask.measure.rows].cut;
  if (isCut || (remembered !== null && ask.measure.parts?.[ask.statistic] !== undefined && isRemembered(ask))) {
    const former = { ...ask, window: formerWindow(ask.window) };
    const [now, before] = await Promise.all([readPoints(ask, read, remembered), readPoints(former, read, remembered)]);
    return { now, former: before };
  }
  const points = await read<Point>(pairSql(ask));
  const half = (number: number): Point[] =>
    points.filter(({ t }) => Number(t) === number).map((point) => ({ ...point, t: 0 }));
  return { now: half(1), former: half(0) };
};

/** Points of a measure over a window, out of remembered buckets where that gives the same answer sooner. */
export const readPoints = async (ask: SeriesAsk, read: Read, remembered: Remembered | null): Promise<Point[]> => {
  const { measure, statistic, window, stepMs } = ask;
  const table = tableOf(measure);
  const parts = measure.parts?.[statistic];
  if (remembered === null || table === null || !isRemembered(ask)) {
    return read<Point>(seriesSql(ask));
  }
  const touched = remembered.touched[table];
  if (parts !== undefined) {
    const hourly = { ...ask, stepMs: HOUR_MS };
    const rows = await remembered.sums.get({
      key: keyOf(ask, `${parts.top} / ${parts.bottom}`, HOUR_MS),
      grainMs: HOUR_MS,
      window,
      touched,
      read: (ranges: readonly Window[]) => read<SumRow>(sumsSql(hourly, parts, ranges)),
    });
    return fromSums(rows, parts, ask);
  }
  if (stepMs === null) {
    return read<Point>(seriesSql(ask));
  }
  const points = await remembered.points.get({
    key: keyOf(ask, `${measure.value[statistic]}`, stepMs),
    grainMs: stepMs,
    window,
    touched,
    read: (ranges: readonly Window[]) => read<Point>(rangesSql(ask, ranges)),
  });
  const sorted = [...groupedBy(points, ({ g }) => JSON.stringify(g))].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.flatMap(([, group]) => group.sort((a, b) => a.t - b.t));
};
