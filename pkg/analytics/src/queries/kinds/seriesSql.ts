import { type Filter } from '@eljefe/contract';

import { type SqlMeasure, type Statistic } from '../../measures/measure';
import { BadRequest } from '../errors';
import { dimensionSql, whereSql, type Sql } from '../where';
import { type Window } from '../window';

export interface SeriesAsk {
  measure: SqlMeasure;
  statistic: Statistic;
  by: readonly string[];
  filters: readonly Filter[];
  window: Window;
  /** Length of a bucket, ms; null: one value for the window. */
  stepMs: number | null;
}

/** Groups a question may return; more would be a picture nobody reads. */
export const MAX_GROUPS = 200;

/**
 * SQL of a measure: columns `t` (bucket start, epoch ms), `g` (values of `by`), `value`, `n`.
 * @throws BadRequest when the measure lacks the statistic or a dimension
 */
export const seriesSql = ({ measure, statistic, by, filters, window, stepMs }: SeriesAsk): Sql => {
  const value = measure.value[statistic];
  if (value === undefined) {
    throw new BadRequest('statistic', statistic, `use one of ${Object.keys(measure.value).join(', ')}`);
  }
  const groups = by.map((dimension, index) => dimensionSql(measure.table, dimension, `g${index}`));
  const where = whereSql(measure.table, filters);
  const bucket = stepMs === null ? '0' : `intDiv(toUnixTimestamp64Milli(at), {step:Int64}) * {step:Int64}`;
  const group =
    groups.length === 0 ? 'emptyArrayString()' : `[${groups.map(({ text }) => `toString(${text})`).join(', ')}]`;
  return {
    text: `SELECT ${bucket} AS t, ${group} AS g, ${value} AS value, ${measure.count} AS n
FROM ${measure.table} FINAL
WHERE at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND (${measure.where}) AND ${where.text}
GROUP BY t, g ORDER BY g, t`,
    params: Object.assign(
      { from: window.from, to: window.to, ...(stepMs === null ? {} : { step: stepMs }) },
      where.params,
      ...groups.map(({ params }) => params)
    ),
  };
};

/**
 * SQL of the work under way in each bucket: ended rows that overlap it, as running time.
 * Columns `t`, `g`, `running_ms` (summed over the rows), `n` (rows).
 */
export const overlapSql = (
  table: 'jobs' | 'sessions',
  { by, filters, window, stepMs }: Pick<SeriesAsk, 'by' | 'filters' | 'window'> & { stepMs: number }
): Sql => {
  const groups = by.map((dimension, index) => dimensionSql(table, dimension, `g${index}`));
  const where = whereSql(table, filters);
  const group =
    groups.length === 0 ? 'emptyArrayString()' : `[${groups.map(({ text }) => `toString(${text})`).join(', ')}]`;
  return {
    text: `SELECT t, g, sum(least(ended, t + {step:Int64}) - greatest(started, t)) AS running_ms, count() AS n FROM (
  SELECT ${group} AS g,
    greatest(toUnixTimestamp64Milli(assumeNotNull(started_at)), {from:Int64}) AS started,
    least(toUnixTimestamp64Milli(assumeNotNull(ended_at)), {to:Int64}) AS ended,
    arrayJoin(range(toUInt64(intDiv(started, {step:Int64})), toUInt64(intDiv(ended, {step:Int64})) + 1)) * {step:Int64} AS t
  FROM ${table} FINAL
  WHERE at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND started_at IS NOT NULL AND ended_at IS NOT NULL
    AND started_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND ended_at >= started_at AND ${where.text})
GROUP BY t, g ORDER BY g, t`,
    params: Object.assign(
      { from: window.from, to: window.to, step: stepMs },
      where.params,
      ...groups.map(({ params }) => params)
    ),
  };
};

/** SQL of a sampled series, mean per bucket and source. */
export const sampledSql = (metric: string, { window, stepMs }: { window: Window; stepMs: number | null }): Sql => ({
  text: `SELECT ${stepMs === null ? '0' : 'intDiv(toUnixTimestamp64Milli(time), {step:Int64}) * {step:Int64}'} AS t, [source] AS g, avg(value) AS value, count() AS n
FROM series FINAL
WHERE metric = {metric:String} AND subject_kind = 'host'
  AND time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
GROUP BY t, g ORDER BY g, t`,
  params: { metric, from: window.from, to: window.to, ...(stepMs === null ? {} : { step: stepMs }) },
});
