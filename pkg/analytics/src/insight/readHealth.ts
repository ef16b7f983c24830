import { type Filter, type Health, type Orchestrator } from '@eljefe/contract';

import { DECIDED, ENDED, inWindow } from '../measures/rows';
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

/** Health of a window from its jobs, and of now from orchestrators, store and hosts. */
export const readHealth = async (
  { window, filters }: { window: Window; filters: readonly Filter[] },
  { read, orchestrators, storeReady }: HealthInputs
): Promise<Health> => {
  const where = whereSql('jobs', filters);
  const [row] = await read<Row>({
    text: `SELECT countIf(${DECIDED}) AS decided, countIf(status = 'completed') AS completed, count() AS ended,
  countIf(error_category = 'timeout') AS timeouts, avgOrNull(duration_s) AS seconds
FROM jobs FINAL WHERE ${inWindow('at')} AND ${ENDED} AND ${where.text} SETTINGS do_not_merge_across_partitions_select_final = 1`,
    params: { ...where.params, from: window.from, to: window.to },
  });
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
