import { type Filter, type PerformanceTrend } from '@eljefe/contract';

import { type Measure } from '../measures/measure';
import { DECIDED, ENDED } from '../measures/rows';
import { formerWindow, type Window } from '../queries/window';
import { whereSql, type Sql } from '../queries/where';
import { compareDistributions, compareProportions, type Compared } from './stats';

/** Observations compared per window: the newest. */
const MAX_OBSERVATIONS = 5_000;
/** A change counts when it is this certain and this large. */
export const CLAIM_P = 0.01;
export const CLAIM_RATIO = 0.05;

interface Observed {
  table: 'jobs' | 'sessions';
  where: string;
  value: string;
  proportion: boolean;
}

/** What is compared for each measure: one number a row, in the order the rows ended. */
const OBSERVED: Readonly<Record<string, Observed>> = {
  success_rate: { table: 'jobs', where: DECIDED, value: `toFloat64(status = 'completed')`, proportion: true },
  timeout_rate: { table: 'jobs', where: ENDED, value: `toFloat64(error_category = 'timeout')`, proportion: true },
  response_time: {
    table: 'jobs',
    where: `${ENDED} AND duration_s IS NOT NULL`,
    value: 'duration_s',
    proportion: false,
  },
  queue_wait: {
    table: 'jobs',
    where: `${ENDED} AND queue_wait_s IS NOT NULL`,
    value: 'queue_wait_s',
    proportion: false,
  },
  cost_per_task: {
    table: 'jobs',
    where: `${ENDED} AND total_cost_usd IS NOT NULL`,
    value: 'total_cost_usd',
    proportion: false,
  },
  quality_score: {
    table: 'jobs',
    where: `${ENDED} AND quality_score IS NOT NULL`,
    value: 'quality_score',
    proportion: false,
  },
  workflow_time: {
    table: 'sessions',
    where: `${ENDED} AND duration_s IS NOT NULL`,
    value: 'duration_s',
    proportion: false,
  },
};

/** What can be compared too, but says again what another measure says. */
const MIRRORED: Readonly<Record<string, Observed>> = {
  error_rate: { table: 'jobs', where: DECIDED, value: `toFloat64(status = 'failed')`, proportion: true },
};

/** Measures a trend is told of. */
export const COMPARED_MEASURES: readonly string[] = Object.keys(OBSERVED);

/** Stored rows looked at for the newest observations: a row has several versions until the engine merges them. */
const LOOKED_AT = MAX_OBSERVATIONS * 4;

/** Windows up to this long are read whole: looking for where to begin would cost as much. */
const SHORT_MS = 6 * 3_600_000;

/**
 * Newest observations of a window and of the equal one before it, oldest first, as two columns. A long window is read from
 * where its newest stored rows reach back to: FINAL would merge all of it for a few thousand rows.
 */
const observationsSql = (observed: Observed, window: Window, filters: readonly Filter[]): Sql => {
  const where = whereSql(observed.table, filters);
  const former = formerWindow(window);
  const isShort = window.to - window.from <= SHORT_MS;
  const newest = ([from, to]: readonly [string, string]): string => {
    const within = `at >= fromUnixTimestamp64Milli({${from}:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({${to}:Int64}, 'UTC')`;
    const counts = `${within} AND ${observed.where} AND ${where.text}`;
    const floor = isShort
      ? '1'
      : `at >= (SELECT min(at) FROM (SELECT at FROM ${observed.table} WHERE ${counts} ORDER BY at DESC LIMIT ${LOOKED_AT}))`;
    return `SELECT '${to}' AS side, groupArray(value) AS observed FROM (SELECT ${observed.value} AS value FROM ${observed.table} FINAL
  WHERE ${floor} AND ${counts} ORDER BY at DESC, id DESC LIMIT ${MAX_OBSERVATIONS}
  SETTINGS do_not_merge_across_partitions_select_final = 1, max_threads = 1)`;
  };
  return {
    text: [newest(['middle', 'to']), newest(['from', 'middle'])].join('\nUNION ALL\n'),
    params: { ...where.params, from: former.from, middle: window.from, to: window.to },
  };
};

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

export type Read = <T>(sql: Sql) => Promise<T[]>;

const directionOf = (
  better: PerformanceTrend['better'],
  change: number | null,
  test: Compared
): PerformanceTrend['direction'] => {
  if (test.p === null || change === null) {
    return 'unknown';
  }
  if (test.p >= CLAIM_P || Math.abs(change) < CLAIM_RATIO || better === 'neither') {
    return 'unchanged';
  }
  return change > 0 === (better === 'higher') ? 'better' : 'worse';
};

const reasonOf = (test: Compared, change: number | null): string | null => {
  if (change === null) {
    return 'nothing to compare with in one of the two windows';
  }
  return test.p === null
    ? `not enough evidence: worth ${Math.floor(test.n.now)} and ${Math.floor(test.n.before)} independent observations, 10 are needed`
    : null;
};

/**
 * W4.3, P5: a measure now against the equal window before, with a test that allows for runs of similar jobs (effective
 * numbers). Means are of the newest 5,000 observations of each window.
 */
export const compareFormer = async (
  { info }: Measure,
  { window, filters, read }: { window: Window; filters: readonly Filter[]; read: Read }
): Promise<PerformanceTrend | null> => {
  const observed = OBSERVED[info.name] ?? MIRRORED[info.name];
  if (observed === undefined) {
    return null;
  }
  const rows = await read<{ side: 'to' | 'middle'; observed: number[] }>(observationsSql(observed, window, filters));
  const side = (name: string): number[] =>
    (rows.find((row) => row.side === name)?.observed ?? []).map(Number).reverse();
  const [now, before] = [side('to'), side('middle')];
  const test = observed.proportion ? compareProportions(now, before) : compareDistributions(now, before);
  const [value, former] = [mean(now), mean(before)];
  const change = value === null || former === null || former === 0 ? null : value / former - 1;
  return {
    measure: info.name,
    title: info.title,
    unit: info.unit,
    better: info.better,
    value,
    count: now.length,
    former,
    former_count: before.length,
    change,
    direction: directionOf(info.better, change, test),
    p_value: test.p,
    method: test.p === null ? null : test.method,
    reason: reasonOf(test, change),
  };
};
