import { type Condition } from '../../core/status/condition';
import { type Grouping, type SortKey } from './agentGrid.types';

/** All words of the panel that are no component's own, in one place for translation. */
export const SORT_TEXT: Readonly<Record<SortKey, string>> = {
  condition: 'What needs you first',
  agent: 'Name',
  type: 'Type',
  age: 'Oldest news first',
  elapsed: 'Longest running first',
  progress: 'Progress',
  tokens: 'Most tokens first',
  cost: 'Most expensive first',
};

export const GROUPING_TEXT: Readonly<Record<Grouping, string>> = {
  none: 'No groups',
  type: 'By agent type',
  workflow: 'By workflow',
  session: 'By session',
  orchestrator: 'By orchestrator',
};

const PHRASE: Readonly<Record<Condition, string>> = {
  failed: 'failing',
  stuck: 'stuck',
  waiting: 'waiting for a person',
  running: 'running',
  unknown: 'in an unknown state',
  queued: 'queued',
  paused: 'paused',
  stopped: 'stopped',
  done: 'done',
};

export const phraseOf = (condition: Condition): string => PHRASE[condition];

export const agentsText = (count: number): string => (count === 1 ? '1 agent' : `${count} agents`);
