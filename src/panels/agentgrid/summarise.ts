import { type Condition } from '../../core/status/condition';
import { type AgentRow } from './agentGrid.types';

/** What the first line says, as numbers; the words are the component's. */
export interface Summary {
  total: number;
  counts: Readonly<Record<Condition, number>>;
  /** Epoch ms as reported: end of the oldest failure among those shown. */
  failingSinceMs: number | null;
  /** Epoch ms in the viewer's clock: newest and oldest news of work that has not ended. */
  newestNewsMs: number | null;
  oldestNewsMs: number | null;
}

const NONE: Readonly<Record<Condition, number>> = {
  failed: 0,
  stuck: 0,
  waiting: 0,
  running: 0,
  unknown: 0,
  queued: 0,
  paused: 0,
  stopped: 0,
  done: 0,
};

const extreme = (values: readonly number[], pick: (a: number, b: number) => number): number | null =>
  values.length === 0 ? null : values.reduce((a, b) => pick(a, b));

const ENDED: ReadonlySet<Condition> = new Set(['failed', 'stopped', 'done']);

/** Counts what an operator asks first. */
export const summarise = (rows: readonly AgentRow[]): Summary => {
  const counts = { ...NONE };
  rows.forEach(({ condition }) => (counts[condition] += 1));
  const numbers = (list: readonly AgentRow[], key: 'endedAtMs' | 'newsAtMs'): number[] =>
    list.flatMap((row) => (row[key] === null ? [] : [row[key]]));
  const failed = rows.filter(({ condition }) => condition === 'failed');
  const live = numbers(
    rows.filter(({ condition }) => !ENDED.has(condition)),
    'newsAtMs'
  );
  return {
    total: rows.length,
    counts,
    failingSinceMs: extreme(numbers(failed, 'endedAtMs'), Math.min),
    newestNewsMs: extreme(live, Math.max),
    oldestNewsMs: extreme(live, Math.min),
  };
};
