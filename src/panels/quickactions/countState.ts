import { statusOf } from '@eljefe/contract';
import { type DataFrame } from '@grafana/data';

export interface StateCounts {
  total: number;
  running: number;
  paused: number;
}

/** Counts the agents in the frames at hand; null when none holds agents. */
export const countState = (series: readonly DataFrame[]): StateCounts | null => {
  const frames = series.filter(({ name }) => name === 'agents');
  if (frames.length === 0) {
    return null;
  }
  const statuses = frames
    .flatMap(({ fields }) => fields.filter(({ name }) => name === 'status'))
    .flatMap(({ values }) => [...values].map((value) => statusOf(String(value))));
  const count = (status: string): number => statuses.filter((one) => one === status).length;
  return { total: statuses.length, running: count('running'), paused: count('paused') };
};
