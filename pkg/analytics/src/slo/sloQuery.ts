import { type SloConfig } from '@eljefe/contract';
import { DECIDED, ENDED } from '../measures/rows';
import { type Sql } from '../queries/where';
import { BURN_WINDOWS, type Tally } from './burnRate';

interface Indicator {
  table: 'jobs' | 'sessions';
  where: string;
  good: string;
}

const WITHIN = (column: string): string => `${column} <= {threshold:Float64}`;

/** For each measure an objective can be set on: which rows count, and which of them are good. */
const INDICATORS: Readonly<Record<SloConfig['measure'], Indicator>> = {
  success_rate: { table: 'jobs', where: DECIDED, good: `status = 'completed'` },
  timeout_rate: { table: 'jobs', where: ENDED, good: `error_category != 'timeout'` },
  response_time: { table: 'jobs', where: `${ENDED} AND duration_s IS NOT NULL`, good: WITHIN('duration_s') },
  queue_wait: { table: 'jobs', where: `${ENDED} AND queue_wait_s IS NOT NULL`, good: WITHIN('queue_wait_s') },
  step_success_rate: { table: 'jobs', where: `${DECIDED} AND step != ''`, good: `status = 'completed'` },
  workflow_time: { table: 'sessions', where: `${ENDED} AND duration_s IS NOT NULL`, good: WITHIN('duration_s') },
  workflow_success_rate: { table: 'sessions', where: DECIDED, good: `status = 'completed'` },
};

const DAY = 86_400;

/** All look-backs of an objective at once: columns `n<seconds>` and `b<seconds>`, events and bad ones. */
export const sloSql = (slo: SloConfig, now: number): Sql => {
  const { table, where, good } = INDICATORS[slo.measure];
  const windows = [...new Set([...BURN_WINDOWS, slo.windowDays * DAY])];
  const columns = windows.flatMap((seconds) => {
    const since = `at >= fromUnixTimestamp64Milli(toInt64(${Math.round(now - seconds * 1_000)}), 'UTC')`;
    return [`countIf(${since}) AS n${seconds}`, `countIf(${since} AND NOT (${good})) AS b${seconds}`];
  });
  const longest = Math.max(...windows);
  return {
    text: `SELECT ${columns.join(', ')} FROM ${table} FINAL
WHERE at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND ${where}
  ${slo.agentType === null ? '' : 'AND agent_type = {agentType:String}'} ${slo.workflow === null ? '' : 'AND workflow = {workflow:String}'}
SETTINGS do_not_merge_across_partitions_select_final = 1`,
    params: {
      from: now - longest * 1_000,
      to: now,
      ...(slo.thresholdSeconds === null ? {} : { threshold: slo.thresholdSeconds }),
      ...(slo.agentType === null ? {} : { agentType: slo.agentType }),
      ...(slo.workflow === null ? {} : { workflow: slo.workflow }),
    },
  };
};

/** Reads the row of `sloSql` as tallies by look-back, s. */
export const readTallies =
  (row: Readonly<Record<string, unknown>>) =>
  (seconds: number): Tally => ({ total: Number(row[`n${seconds}`] ?? 0), bad: Number(row[`b${seconds}`] ?? 0) });
