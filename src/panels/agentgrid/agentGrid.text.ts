import { t, tCount } from '../../core/i18n/t';
import { type Condition } from '../../core/status/condition';
import { type Grouping, type SortKey } from './agentGrid.types';

/** All words of the panel that are no component's own. */
export const SORT_TEXT: Readonly<Record<SortKey, string>> = {
  get condition() {
    return t('agentgrid.sort.condition', 'What needs you first');
  },
  get agent() {
    return t('agentgrid.sort.agent', 'Name');
  },
  get type() {
    return t('agentgrid.sort.type', 'Type');
  },
  get age() {
    return t('agentgrid.sort.age', 'Oldest news first');
  },
  get elapsed() {
    return t('agentgrid.sort.elapsed', 'Longest running first');
  },
  get progress() {
    return t('agentgrid.sort.progress', 'Progress');
  },
  get tokens() {
    return t('agentgrid.sort.tokens', 'Most tokens first');
  },
  get cost() {
    return t('agentgrid.sort.cost', 'Most expensive first');
  },
};

export const GROUPING_TEXT: Readonly<Record<Grouping, string>> = {
  get none() {
    return t('agentgrid.group.none', 'No groups');
  },
  get type() {
    return t('agentgrid.group.type', 'By agent type');
  },
  get workflow() {
    return t('agentgrid.group.workflow', 'By workflow');
  },
  get session() {
    return t('agentgrid.group.session', 'By session');
  },
  get orchestrator() {
    return t('agentgrid.group.orchestrator', 'By orchestrator');
  },
};

const PHRASE: Readonly<Record<Condition, string>> = {
  get failed() {
    return t('agentgrid.phrase.failed', 'failing');
  },
  get stuck() {
    return t('agentgrid.phrase.stuck', 'stuck');
  },
  get waiting() {
    return t('agentgrid.phrase.waiting', 'waiting for a person');
  },
  get running() {
    return t('agentgrid.phrase.running', 'running');
  },
  get unknown() {
    return t('agentgrid.phrase.unknown', 'in an unknown state');
  },
  get queued() {
    return t('agentgrid.phrase.queued', 'queued');
  },
  get paused() {
    return t('agentgrid.phrase.paused', 'paused');
  },
  get stopped() {
    return t('agentgrid.phrase.stopped', 'stopped');
  },
  get done() {
    return t('agentgrid.phrase.done', 'done');
  },
};

export const phraseOf = (condition: Condition): string => PHRASE[condition];

export const agentsText = (count: number): string =>
  tCount('agentgrid.agents', { one: '{{count}} agent', other: '{{count}} agents' }, { count });
