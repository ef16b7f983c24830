import { type BudgetConfig } from '@eljefe/contract';

import { DECIDED, ENDED, inWindow } from '../measures/rows';
import { type Sql } from '../queries/where';
import { type Run } from './FailureModel';
import { HOUR_MS, type Hourly } from './spending';

/** Newest ended runs the models learn from. */
const MAX_RUNS = 20_000;
/** A row has several versions until the engine merges them. */
const LOOKED_AT = MAX_RUNS * 4;

export interface RunRow {
  run_group: string;
  failed: number;
  seconds: number;
  cause: string;
}

/** Ended runs of a window, oldest first. Reads no further back than the newest rows reach. */
export const runsSql = (table: 'jobs' | 'sessions', window: { from: number; to: number }): Sql => {
  const counts = `${inWindow('at')} AND ${DECIDED} AND duration_s IS NOT NULL`;
  const [group, cause] = table === 'jobs' ? ['agent_type', 'error_category'] : ['workflow', `''`];
  return {
    text: `WITH (SELECT min(at) FROM (SELECT at FROM ${table} WHERE ${counts} ORDER BY at DESC LIMIT ${LOOKED_AT})) AS floor
SELECT run_group, failed, seconds, cause FROM (SELECT at, id, toString(${group}) AS run_group, status = 'failed' AS failed, duration_s AS seconds, toString(${cause}) AS cause
  FROM ${table} FINAL WHERE at >= floor AND ${counts} ORDER BY at DESC, id DESC LIMIT ${MAX_RUNS})
ORDER BY at, id SETTINGS do_not_merge_across_partitions_select_final = 1`,
    params: { from: window.from, to: window.to },
  };
};

export const readRun = ({ run_group, failed, seconds, cause }: RunRow): Run => ({
  group: run_group,
  failed: Number(failed) === 1,
  seconds: Number(seconds),
  cause: cause === '' ? null : cause,
});

const COLUMN: Readonly<Record<BudgetConfig['by'], string>> = {
  all: `''`,
  agent_type: 'agent_type',
  workflow: 'workflow',
  user: '`user`',
  source: 'source',
};

export interface SpentRow {
  value: string;
  hour: number;
  usd: number;
}

/** Cost of what ended, by hour and subject. */
export const hourlySql = (by: BudgetConfig['by'], window: { from: number; to: number }): Sql => ({
  text: `SELECT toString(${COLUMN[by]}) AS value, intDiv(toUnixTimestamp64Milli(at), ${HOUR_MS}) AS hour, sum(total_cost_usd) AS usd
FROM jobs FINAL WHERE ${inWindow('at')} AND ${ENDED} AND total_cost_usd > 0
GROUP BY value, hour ORDER BY value, hour SETTINGS do_not_merge_across_partitions_select_final = 1`,
  params: { from: window.from, to: window.to },
});

/** Rows of one subject as whole hours without gaps, from its first cost up to `toHour` (excluded). */
export const hourlyOf = (rows: readonly SpentRow[], toHour: number): Hourly => {
  const start = Number(rows[0]?.hour ?? toHour);
  const values = new Array<number>(Math.max(0, toHour - start)).fill(0);
  for (const { hour, usd } of rows) {
    const at = Number(hour) - start;
    if (at >= 0 && at < values.length) {
      values[at] = Number(usd);
    }
  }
  return { start, values };
};
