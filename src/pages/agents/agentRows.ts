import { type DataFrame } from '@grafana/data';
import { isEnded, statusOf } from '@eljefe/contract';

import { columnReaders } from '../../components/fieldReader';
import { type Condition, conditionOf, conditionRank } from '../../core/status/condition';
import { type AgentBy } from '../url/pageLink';
import { type KeyMeasure } from './measures';
import { type Total } from './readTotals';

/** What runs of an agent now. */
export interface LiveAgent {
  running: number;
  condition: Condition;
  task: string | null;
  /** Seconds since the job that is shown was heard last. */
  ageSeconds: number | null;
}

export interface AgentRow {
  name: string;
  live: LiveAgent | null;
  totals: Partial<Record<KeyMeasure, Total>>;
}

const COLUMNS = {
  agent: ['agent'],
  agent_type: ['agent_type'],
  status: ['status'],
  stale: ['stale'],
  task: ['task'],
  age: ['age_seconds'],
} as const;

interface LiveJob {
  name: string;
  condition: Condition;
  isOpen: boolean;
  isRunning: boolean;
  task: string | null;
  ageSeconds: number | null;
}

const readJobsNow = (frame: DataFrame, by: AgentBy): LiveJob[] => {
  const read = columnReaders(frame, COLUMNS);
  return Array.from({ length: frame.length }, (_, row) => {
    const status = statusOf(read.status.text(row) ?? 'unknown');
    return {
      name: read[by].text(row) ?? '',
      condition: conditionOf({ status, stale: read.stale.flag(row) === true, overLimit: false }),
      isOpen: !isEnded(status),
      isRunning: status === 'running',
      task: read.task.text(row),
      ageSeconds: read.age.number(row),
    };
  });
};

/** Open work before ended work; of open work what needs a person first; of ended work the newest. */
const isMoreTelling = (one: LiveJob, held: LiveJob): boolean =>
  one.isOpen !== held.isOpen
    ? one.isOpen
    : one.isOpen
      ? conditionRank(one.condition) < conditionRank(held.condition)
      : (one.ageSeconds ?? Infinity) < (held.ageSeconds ?? Infinity);

/** What each agent or agent type does now, else did last. */
export const readLiveAgents = (frame: DataFrame | undefined, by: AgentBy): Map<string, LiveAgent> => {
  const telling = new Map<string, LiveJob>();
  const running = new Map<string, number>();
  for (const job of frame ? readJobsNow(frame, by) : []) {
    const held = telling.get(job.name);
    if (job.name !== '' && (!held || isMoreTelling(job, held))) {
      telling.set(job.name, job);
    }
    running.set(job.name, (running.get(job.name) ?? 0) + (job.isRunning ? 1 : 0));
  }
  return new Map(
    [...telling].map(([name, { condition, task, ageSeconds }]) => [
      name,
      { running: running.get(name) ?? 0, condition, task, ageSeconds },
    ])
  );
};

/** Everybody who worked in the window or works now. */
export const agentRows = (
  live: ReadonlyMap<string, LiveAgent>,
  totals: ReadonlyArray<readonly [KeyMeasure, ReadonlyMap<string, Total>]>
): AgentRow[] => {
  const names = new Set([...live.keys(), ...totals.flatMap(([, byName]) => [...byName.keys()])]);
  return [...names]
    .filter((name) => name !== '')
    .sort((left, right) => left.localeCompare(right, undefined, { numeric: true }))
    .map((name) => ({
      name,
      live: live.get(name) ?? null,
      totals: Object.fromEntries(
        totals.flatMap(([measure, byName]) => {
          const total = byName.get(name);
          return total ? [[measure, total]] : [];
        })
      ),
    }));
};
