import { type Filter, type SloConfig } from '@eljefe/contract';
import { summed, type SumsMeasure } from '../measures/measure';
import { DECIDED, ENDED } from '../measures/rows';
import { readPoints, type Read, type Remembered } from '../queries/series/remembered';
import { whereSql, type Sql } from '../queries/where';
import { type Window } from '../queries/window';
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
const HOUR = 3_600;
/** Look-backs up to this are counted together in one reading; longer ones out of remembered hours. */
const SHORT_SECONDS = 6 * HOUR;

const filtersOf = ({ agentType, workflow }: SloConfig): Filter[] => [
  ...(agentType === null ? [] : [{ key: 'agent_type', op: '=' as const, values: [agentType] }]),
  ...(workflow === null ? [] : [{ key: 'workflow', op: '=' as const, values: [workflow] }]),
];

/** The short look-backs of an objective at once: columns `n<seconds>` and `b<seconds>`, events and bad ones. */
const recentSql = (slo: SloConfig, now: number, windows: readonly number[]): Sql => {
  const { table, where, good } = INDICATORS[slo.measure];
  const columns = windows.flatMap((seconds) => {
    const since = `at >= fromUnixTimestamp64Milli(toInt64(${Math.round(now - seconds * 1_000)}), 'UTC')`;
    return [`countIf(${since}) AS n${seconds}`, `countIf(${since} AND NOT (${good})) AS b${seconds}`];
  });
  const filter = whereSql(table, filtersOf(slo));
  return {
    text: `SELECT ${columns.join(', ')} FROM ${table} FINAL
WHERE at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND ${where} AND ${filter.text}
SETTINGS do_not_merge_across_partitions_select_final = 1, max_threads = 1`,
    params: {
      ...filter.params,
      from: now - Math.max(...windows) * 1_000,
      to: now,
      ...(slo.thresholdSeconds === null ? {} : { threshold: slo.thresholdSeconds }),
    },
  };
};

/** Bad events of an objective, as a measure whose value adds up. */
const badEvents = ({ measure }: SloConfig): SumsMeasure => {
  const { table, where, good } = INDICATORS[measure];
  const parts = { top: `countIf(NOT (${good}))`, bottom: null };
  return { rows: table, where, count: 'count()', ...summed(parts) };
};

export interface TallyDeps {
  read: Read;
  remembered: Remembered | null;
}

const readLong = async (slo: SloConfig, window: Window, { read, remembered }: TallyDeps): Promise<Tally> => {
  const ask = {
    measure: badEvents(slo),
    statistic: 'value' as const,
    by: [],
    filters: filtersOf(slo),
    window,
    stepMs: null,
  };
  const settings = { threshold: slo.thresholdSeconds };
  const [point] = await readPoints({ ...ask, settings }, read, remembered);
  return { total: point?.n ?? 0, bad: point?.value ?? 0 };
};

/** Events of an objective in each look-back its status needs, s. */
export const readTallies = async (
  slo: SloConfig,
  now: number,
  deps: TallyDeps
): Promise<(seconds: number) => Tally> => {
  const windows = [...new Set([...BURN_WINDOWS, slo.windowDays * DAY])];
  const short = windows.filter((seconds) => seconds <= SHORT_SECONDS);
  const [[row = {}], ...long] = await Promise.all([
    deps.read<Record<string, unknown>>(recentSql(slo, now, short)),
    ...windows
      .filter((seconds) => seconds > SHORT_SECONDS)
      .map(async (seconds): Promise<[number, Tally]> => {
        const window = { from: now - seconds * 1_000, to: now };
        return [seconds, await readLong(slo, window, deps)];
      }),
  ]);
  const tallies = new Map(long);
  return (seconds) =>
    tallies.get(seconds) ?? { total: Number(row[`n${seconds}`] ?? 0), bad: Number(row[`b${seconds}`] ?? 0) };
};
