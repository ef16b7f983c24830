import { type Filter, type Health, type Orchestrator } from '@eljefe/contract';

import { type Statistic } from '../measures/measure';
import { findMeasure } from '../measures/registry';
import { DECIDED, ENDED, inWindow } from '../measures/rows';
import { settingParams, type MeasureSettings } from '../measures/settings';
import { LONG_MS, readPoints, type Remembered } from '../queries/series/remembered';
import { whereSql } from '../queries/where';
import { type Window } from '../queries/window';
import { type Read } from './compare';
import { attainment, healthOf, resourceAttainment, type Part } from './health';

/** With fewer jobs than this a rate says nothing about health. */
const MIN_JOBS = 5;

interface Row {
  decided: number;
  completed: number;
  ended: number;
  timeouts: number;
  seconds: number | null;
}

export interface HealthInputs {
  read: Read;
  /** Absent where others may write the same rows. */
  remembered: Remembered | null;
  settings: MeasureSettings;
  orchestrators: readonly Orchestrator[];
  storeReady: boolean;
}

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

const rates = (row: Row): Part[] => {
  const enough = (n: number): boolean => Number(n) >= MIN_JOBS;
  const few = (n: number): string => `only ${Number(n)} jobs ended: not counted`;
  const success = Number(row.completed) / Number(row.decided);
  const timely = 1 - Number(row.timeouts) / Number(row.ended);
  const seconds = row.seconds === null ? null : Number(row.seconds);
  return [
    {
      name: 'success',
      weight: 3,
      attainment: enough(row.decided) ? attainment(success, 0.95, 'higher') : null,
      text: enough(row.decided)
        ? `${percent(success)} of ${Number(row.decided)} jobs succeeded, target 95 %`
        : few(row.decided),
    },
    {
      name: 'response time',
      weight: 2,
      attainment: enough(row.ended) && seconds !== null ? attainment(seconds, 30, 'lower') : null,
      text: enough(row.ended) && seconds !== null ? `mean ${seconds.toFixed(1)} s, target 30 s` : few(row.ended),
    },
    {
      name: 'timeouts',
      weight: 1,
      attainment: enough(row.ended) ? attainment(timely, 0.99, 'higher') : null,
      text: enough(row.ended) ? `${percent(1 - timely)} timed out, target below 1 %` : few(row.ended),
    },
  ];
};

const heard = (orchestrators: readonly Orchestrator[]): Part => {
  const known = orchestrators.filter(({ status }) => status !== 'unknown');
  const up = known.filter(({ status }) => status === 'up' || status === 'degraded').length;
  return {
    name: 'orchestrators',
    weight: 3,
    attainment: known.length === 0 ? null : up / known.length,
    text: known.length === 0 ? 'none heard yet: not counted' : `${up} of ${known.length} heard`,
  };
};

const resources = (orchestrators: readonly Orchestrator[]): Part => {
  const used = orchestrators.flatMap(({ resources: use }) =>
    use === null ? [] : [use.cpu_percent, use.memory_percent, use.disk_percent].filter((value) => value !== null)
  );
  const most = used.length === 0 ? null : Math.max(...used);
  return {
    name: 'resources',
    weight: 1,
    attainment: most === null ? null : resourceAttainment(most),
    text: most === null ? 'no host tells its resources: not counted' : `busiest resource at ${most.toFixed(0)} %`,
  };
};

type RowAsk = { window: Window; filters: readonly Filter[] };

/** All figures in one reading of the rows. */
const readRow = async ({ window, filters }: RowAsk, read: Read): Promise<Row | undefined> => {
  const where = whereSql('jobs', filters);
  const [row] = await read<Row>({
    text: `SELECT countIf(${DECIDED}) AS decided, countIf(status = 'completed') AS completed, count() AS ended,
  countIf(error_category = 'timeout') AS timeouts, avgOrNull(duration_s) AS seconds
FROM jobs FINAL WHERE ${inWindow('at')} AND ${ENDED} AND ${where.text} SETTINGS do_not_merge_across_partitions_select_final = 1`,
    params: { ...where.params, from: window.from, to: window.to },
  });
  return row;
};

/** The same out of the measures that say it, whose hours are remembered. */
const rememberedRow = async (
  { window, filters }: RowAsk,
  { read, remembered, settings }: Pick<HealthInputs, 'read' | 'remembered' | 'settings'>
): Promise<Row> => {
  const pointOf = async (name: string, statistic: Statistic): Promise<{ value: number; n: number } | null> => {
    const measure = findMeasure(name);
    if (measure?.kind !== 'sql') {
      return null;
    }
    const ask = { measure, statistic, by: [], filters, window, stepMs: null, settings: settingParams(settings) };
    const [point] = await readPoints(ask, read, remembered);
    return point === undefined || point.value === null ? null : { value: Number(point.value), n: Number(point.n) };
  };
  const [success, timeouts, seconds] = await Promise.all([
    pointOf('success_rate', 'value'),
    pointOf('timeout_rate', 'value'),
    pointOf('response_time', 'mean'),
  ]);
  const hits = (ratio: { value: number; n: number } | null): number =>
    ratio === null ? 0 : Math.round(ratio.value * ratio.n);
  return {
    decided: success?.n ?? 0,
    completed: hits(success),
    ended: timeouts?.n ?? 0,
    timeouts: hits(timeouts),
    seconds: seconds?.value ?? null,
  };
};

/** Health of a window from its jobs, and of now from orchestrators, store and hosts. */
export const readHealth = async (
  { window, filters }: { window: Window; filters: readonly Filter[] },
  inputs: HealthInputs
): Promise<Health> => {
  const { read, remembered, orchestrators, storeReady } = inputs;
  const isLong = remembered !== null && window.to - window.from >= LONG_MS;
  const row = await (isLong ? rememberedRow({ window, filters }, inputs) : readRow({ window, filters }, read));
  const none: Row = { decided: 0, completed: 0, ended: 0, timeouts: 0, seconds: null };
  return healthOf([
    ...rates(row ?? none),
    heard(orchestrators),
    {
      name: 'store',
      weight: 2,
      attainment: storeReady ? 1 : 0,
      text: storeReady ? 'takes and answers' : 'does not take data',
    },
    resources(orchestrators),
  ]);
};
