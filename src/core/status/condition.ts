import { type Status } from '@eljefe/contract';

/** What an operator sorts agents by: what needs a person first. */
export const CONDITIONS = [
  'failed',
  'stuck',
  'waiting',
  'running',
  'unknown',
  'queued',
  'paused',
  'stopped',
  'done',
] as const;
export type Condition = (typeof CONDITIONS)[number];

const OF_STATUS: Readonly<Record<Status, Condition>> = {
  failed: 'failed',
  waiting: 'waiting',
  running: 'running',
  unknown: 'unknown',
  queued: 'queued',
  paused: 'paused',
  interrupted: 'stopped',
  cancelled: 'stopped',
  completed: 'done',
};

const RANK: Readonly<Record<Condition, number>> = {
  failed: 0,
  stuck: 1,
  waiting: 2,
  running: 3,
  unknown: 4,
  queued: 5,
  paused: 6,
  stopped: 7,
  done: 8,
};

/** Conditions in which somebody should look. */
const ATTENTION: ReadonlySet<Condition> = new Set(['failed', 'stuck', 'waiting']);

/** Statuses in which news is expected to keep coming. A waiting or paused agent is silent for a known reason. */
const TALKING: ReadonlySet<Status> = new Set(['running', 'unknown']);

export interface ConditionInput {
  status: Status;
  /** No news for longer than is believable. */
  stale: boolean;
  /** Running longer than its own limit allows. */
  overLimit: boolean;
}

/**
 * Reads status, age of news and limit as one condition.
 * @returns `stuck` for work that should be moving and is silent, or runs past its limit; else the status' own condition
 */
export const conditionOf = ({ status, stale, overLimit }: ConditionInput): Condition =>
  TALKING.has(status) && (stale || overLimit) ? 'stuck' : OF_STATUS[status];

/** Place in every list, 0 first. */
export const conditionRank = (condition: Condition): number => RANK[condition];

export const needsAttention = (condition: Condition): boolean => ATTENTION.has(condition);
