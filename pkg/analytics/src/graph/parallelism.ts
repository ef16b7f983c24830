import { type Session, type Step } from '@eljefe/contract';

import { stepSeconds } from './stepGraph';

export interface Parallelism {
  /** Sum of what the steps worked, waiting for a person left out, s. */
  workSeconds: number;
  wallSeconds: number;
  peak: number;
  /** W1.4, 0..1. */
  efficiency: number;
}

/** Largest number of steps under way at once; intervals are half-open. */
const peakOf = (intervals: ReadonlyArray<readonly [number, number]>): number => {
  const changes = intervals
    .flatMap(([start, end]) => [
      { at: start, by: 1 },
      { at: end, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let running = 0;
  let peak = 0;
  for (const { by } of changes) {
    running += by;
    peak = Math.max(peak, running);
  }
  return peak;
};

const interval = (step: Step, at: number): Array<[number, number]> => {
  const seconds = stepSeconds(step, at);
  return step.started_at === null || seconds === null || seconds === 0
    ? []
    : [[step.started_at, step.started_at + seconds * 1_000]];
};

/** W1.4: sum of step work / (wall time × peak parallel steps); null while no step tells its times. */
export const parallelism = ({ steps }: Pick<Session, 'steps'>, at: number): Parallelism | null => {
  const worked = steps.filter(({ kind }) => kind !== 'phase');
  const intervals = worked.flatMap((step) => interval(step, at));
  if (intervals.length === 0) {
    return null;
  }
  const wallMs =
    intervals.reduce((end, one) => Math.max(end, one[1]), -Infinity) -
    intervals.reduce((start, one) => Math.min(start, one[0]), Infinity);
  const workSeconds = worked.reduce(
    (sum, step) => sum + Math.max(0, (stepSeconds(step, at) ?? 0) - (step.human_wait_seconds ?? 0)),
    0
  );
  const peak = peakOf(intervals);
  return {
    workSeconds,
    wallSeconds: wallMs / 1_000,
    peak,
    efficiency: Math.min(1, workSeconds / ((wallMs / 1_000) * peak)),
  };
};
