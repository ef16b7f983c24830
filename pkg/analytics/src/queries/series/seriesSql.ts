import { type Filter } from '@eljefe/contract';

import {
  type Parts,
  type SampledMeasure,
  type SqlMeasure,
  type Statistic,
  type SumsMeasure,
} from '../../measures/measure';
import { inWindow, ROWS, type Rows } from '../../measures/rows';
import { usedParams } from '../../measures/settings';
import { BadRequest } from '../errors';
import { dimensionSql, whereSql, type Sql } from '../where';
import { formerWindow, type Window } from '../window';

export interface SeriesAsk {
  measure: SumsMeasure;
  statistic: Statistic;
  by: readonly string[];
  filters: readonly Filter[];
  window: Window;
  /** Length of a bucket, ms; null: one value for the window. */
  stepMs: number | null;
  /** Values of the `set_…` parameters. */
  settings: Readonly<Record<string, unknown>>;
}

/** Groups a question may return; more would be a picture nobody reads. */
export const MAX_GROUPS = 200;

/** Every key holds its sorting time, so versions of one row never lie in two partitions. */
const FINAL_SETTINGS = 'SETTINGS do_not_merge_across_partitions_select_final = 1';

/** Reads of no more than this take one thread each: sharing so few rows out costs more than it saves. */
const ONE_THREAD_MS = 25 * 3_600_000;

const settingsFor = (spanMs: number): string =>
  spanMs <= ONE_THREAD_MS ? `${FINAL_SETTINGS}, max_threads = 1` : FINAL_SETTINGS;

export interface Grouping {
  text: string;
  params: Record<string, unknown>;
}

/** The `by` of a question as one column `g`. */
export const groupingSql = (rows: SqlMeasure['rows'], by: readonly string[]): Grouping => {
  const groups = by.map((dimension, index) => dimensionSql(rows, dimension, `g${index}`));
  return {
    text: groups.length === 0 ? 'emptyArrayString()' : `[${groups.map(({ text }) => `toString(${text})`).join(', ')}]`,
    params: Object.assign({}, ...groups.map(({ params }) => params)),
  };
};

const bucketSql = (column: string, stepMs: number | null): string =>
  stepMs === null ? '0' : `intDiv(toUnixTimestamp64Milli(${column}), {step:Int64}) * {step:Int64}`;

/** 0 for rows before the asked window, 1 for its own. */
const halfSql = (column: string): string => `toUInt8(${column} >= fromUnixTimestamp64Milli({middle:Int64}, 'UTC'))`;

/** What one reading of a measure's rows is to give. */
interface Reading extends Omit<SeriesAsk, 'statistic' | 'window'> {
  /** Aggregates, as a select list. */
  figures: string;
  /** Disjoint, in order. */
  ranges: readonly Window[];
  /** In place of a bucket: does the row lie in the asked window, or before it? */
  halves?: Window;
  /** Length a rate is over, ms. */
  spanMs: number;
}

const inRanges = (column: string, ranges: readonly Window[]): Sql => {
  const one = (index: number): string =>
    `(${column} >= fromUnixTimestamp64Milli({from${index}:Int64}, 'UTC') AND ${column} < fromUnixTimestamp64Milli({to${index}:Int64}, 'UTC'))`;
  return {
    text: `(${ranges.map((_, index) => one(index)).join(' OR ')})`,
    params: Object.fromEntries(
      ranges.flatMap(({ from, to }, index) => [
        [`from${index}`, from],
        [`to${index}`, to],
      ])
    ),
  };
};

const readingSql = ({ measure, by, filters, ranges, stepMs, settings, figures, halves, spanMs }: Reading): Sql => {
  const rows: Rows = ROWS[measure.rows];
  const where = whereSql(measure.rows, filters);
  const grouping = groupingSql(measure.rows, by);
  const within: Sql = rows.cut ? { text: '1', params: {} } : inRanges(`\`${rows.at}\``, ranges);
  const bucket = halves === undefined ? bucketSql(rows.at, stepMs) : halfSql(`\`${rows.at}\``);
  const read = ranges.reduce((sum, range) => sum + range.to - range.from, 0);
  const text = `SELECT ${bucket} AS t, ${grouping.text} AS g, ${figures}, ${measure.count} AS n
FROM ${rows.from}
WHERE ${within.text} AND (${measure.where}) AND ${where.text}
GROUP BY t, g ORDER BY g, t ${settingsFor(read)}`;
  const from = ranges[0]?.from ?? 0;
  const to = ranges.at(-1)?.to ?? 0;
  const params = { from, to, step: stepMs, span: spanMs, middle: halves?.from, ...settings };
  return { text, params: { ...usedParams(text, params), ...within.params, ...where.params, ...grouping.params } };
};

/**
 * SQL of a measure: columns `t` (bucket start, epoch ms), `g` (values of `by`), `value`, `n`.
 * @throws BadRequest when the measure lacks the statistic or a dimension
 */
export const seriesSql = (ask: SeriesAsk): Sql => rangesSql(ask, [ask.window]);

const spanOf = ({ window, stepMs }: Pick<SeriesAsk, 'window' | 'stepMs'>): number => stepMs ?? window.to - window.from;

const valueOf = ({ measure, statistic }: SeriesAsk): string => {
  const value = measure.value[statistic];
  if (value === undefined) {
    throw new BadRequest('statistic', statistic, `use one of ${Object.keys(measure.value).join(', ')}`);
  }
  return `${value} AS value`;
};

/** The same over several ranges at once, for a measure whose rows are not cut to the window beforehand. */
export const rangesSql = (ask: SeriesAsk, ranges: readonly Window[]): Sql =>
  readingSql({ ...ask, ranges, figures: valueOf(ask), spanMs: spanOf(ask) });

/** One value for the window (`t` = 1) and one for the equal window before it (`t` = 0), in one reading. */
export const pairSql = (ask: SeriesAsk): Sql => {
  const { window } = ask;
  const ranges = [{ from: formerWindow(window).from, to: window.to }];
  return readingSql({ ...ask, stepMs: null, ranges, halves: window, figures: valueOf(ask), spanMs: spanOf(ask) });
};

/** SQL of the sums a measure is made of, over several ranges: columns `t`, `g`, `top`, `bottom`, `n`. */
export const sumsSql = (ask: SeriesAsk, { top, bottom }: Parts, ranges: readonly Window[]): Sql =>
  readingSql({ ...ask, ranges, figures: `${top} AS top, ${bottom ?? 'NULL'} AS bottom`, spanMs: spanOf(ask) });

export interface SpanAsk extends Pick<SeriesAsk, 'by' | 'filters' | 'window'> {
  table: 'jobs' | 'sessions';
  span: 'running' | 'queued';
}

const ENDS = { running: ['started_at', 'ended_at'], queued: ['created_at', 'started_at'] } as const;

/** Stored intervals that overlap the window, clipped to it: columns `g`, `began`, `ended` (epoch ms, half-open). */
const intervalsSql = ({ table, span, by, filters }: SpanAsk): Sql => {
  const where = whereSql(table, filters);
  const grouping = groupingSql(table, by);
  const [start, end] = ENDS[span];
  return {
    text: `SELECT ${grouping.text} AS g,
    greatest(toUnixTimestamp64Milli(assumeNotNull(${start})), {from:Int64}) AS began,
    least(toUnixTimestamp64Milli(assumeNotNull(${end})), {to:Int64}) AS ended
  FROM ${table} FINAL
  WHERE at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ${start} IS NOT NULL AND ${end} IS NOT NULL
    AND ${start} < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND ${end} >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
    AND ${end} >= ${start} AND ${where.text}`,
    params: { ...where.params, ...grouping.params },
  };
};

/**
 * SQL of the work under way (or waiting) in each bucket: ended intervals that overlap it, as time.
 * Columns `t`, `g`, `running_ms` (summed over the rows), `n` (rows).
 */
export const overlapSql = (ask: SpanAsk & { stepMs: number }): Sql => {
  const intervals = intervalsSql(ask);
  return {
    text: `SELECT t, g, sum(least(ended, t + {step:Int64}) - greatest(began, t)) AS running_ms, count() AS n FROM (
  SELECT g, began, ended, arrayJoin(range(toUInt64(intDiv(began, {step:Int64})), toUInt64(intDiv(ended, {step:Int64})) + 1)) * {step:Int64} AS t
  FROM (${intervals.text}))
GROUP BY t, g ORDER BY g, t ${FINAL_SETTINGS}`,
    params: { ...intervals.params, from: ask.window.from, to: ask.window.to, step: ask.stepMs },
  };
};

/** An interval of work under way now, which only memory knows: its group's number and its start, epoch ms. */
export interface OpenInterval {
  group: number;
  began: number;
}

/**
 * SQL of the largest number under way at once: columns `t`, `g`, `first` (time of the bucket's first change),
 * `peak` (largest number after a change), `last` (number after the last one).
 * @param resolutionMs instants are told apart this finely: what began and ended inside one is not seen
 */
export const peakSql = (
  ask: SpanAsk & { stepMs: number },
  { open, groups, resolutionMs }: { open: readonly OpenInterval[]; groups: readonly string[][]; resolutionMs: number }
): Sql => {
  const intervals = intervalsSql(ask);
  const live =
    open.length === 0
      ? ''
      : `UNION ALL SELECT {groups:Array(Array(String))}[one.1 + 1] AS g, one.2 AS began, {to:Int64} AS ended
    FROM (SELECT arrayJoin([${open.map(({ group, began }) => `(${group}, toInt64(${Math.trunc(began)}))`).join(', ')}]) AS one)`;
  return {
    text: `SELECT intDiv(at, {step:Int64}) * {step:Int64} AS t, g, min(at) AS first, max(number) AS peak, argMax(number, at) AS last FROM (
  SELECT g, at, sum(change) OVER (PARTITION BY g ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS number FROM (
    SELECT g, intDiv(edge.1, {grain:Int64}) * {grain:Int64} AS at, sum(edge.2) AS change FROM (
      SELECT g, arrayJoin([(began, 1), (ended, -1)]) AS edge FROM (${intervals.text} ${live}))
    WHERE edge.1 < {to:Int64} GROUP BY g, at HAVING change != 0))
GROUP BY t, g ORDER BY g, t ${FINAL_SETTINGS}, max_query_size = 4000000`,
    params: {
      ...intervals.params,
      from: ask.window.from,
      to: ask.window.to,
      step: ask.stepMs,
      grain: resolutionMs,
      ...(open.length === 0 ? {} : { groups }),
    },
  };
};

/** SQL of a sampled series per bucket, by source where it has several. */
export const sampledSql = (
  { metric, subject, aggregate }: Pick<SampledMeasure, 'metric' | 'subject' | 'aggregate'>,
  { window, stepMs, sources }: { window: Window; stepMs: number | null; sources: readonly string[] | null }
): Sql => ({
  text: `SELECT ${bucketSql('time', stepMs)} AS t, ${subject === 'host' ? '[toString(source)]' : 'emptyArrayString()'} AS g, ${aggregate}(value) AS value, count() AS n
FROM series FINAL
WHERE metric = {metric:String} AND subject_kind = {subject:String} AND ${inWindow('time')}
  AND ${sources === null ? '1' : 'source IN {sources:Array(String)}'}
GROUP BY t, g ORDER BY g, t ${FINAL_SETTINGS}`,
  params: {
    metric,
    subject,
    from: window.from,
    to: window.to,
    ...(stepMs === null ? {} : { step: stepMs }),
    ...(sources === null ? {} : { sources }),
  },
});
