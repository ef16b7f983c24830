import { t } from '../../core/i18n/t';
import { conditionRank, needsAttention, type Condition } from '../../core/status/condition';
import { type AgentRow, type Grouping, type Sort } from './agentGrid.types';
import { filterByCondition, filterByText, type AgentFilter } from './filterAgents';
import { sortAgents } from './sortAgents';

export interface AgentGroup {
  id: string;
  label: string;
  /** Counts per condition, worst first. */
  counts: Array<{ condition: Condition; count: number }>;
  collapsed: boolean;
  keys: string[];
}

/** Which rows stand where. Drawing needs only this and the rows by key. */
export interface Arrangement {
  grouped: boolean;
  groups: AgentGroup[];
}

export interface ArrangeInput {
  rows: readonly AgentRow[];
  filter: AgentFilter;
  sort: Sort;
  groupBy: Grouping;
  /** Groups the reader opened or closed himself; the others are closed when nothing in them needs a person. */
  toggled: Readonly<Record<string, boolean>>;
}

/** Below this many rows everything is open: folding a screenful hides more than it helps. */
const FOLD_ABOVE = 24;

const GROUP_OF: Readonly<Record<Exclude<Grouping, 'none'>, (row: AgentRow) => string | null>> = {
  type: (row) => row.agentType,
  workflow: (row) => row.workflowId,
  session: (row) => row.sessionId,
  orchestrator: (row) => (row.source === '' ? null : row.source),
};

const UNGROUPED: Readonly<Record<Exclude<Grouping, 'none'>, string>> = {
  get type() {
    return t('agentgrid.ungrouped.type', 'No type');
  },
  get workflow() {
    return t('agentgrid.ungrouped.workflow', 'No workflow');
  },
  get session() {
    return t('agentgrid.ungrouped.session', 'No session');
  },
  get orchestrator() {
    return t('agentgrid.ungrouped.orchestrator', 'No orchestrator named');
  },
};

const countsOf = (rows: readonly AgentRow[]): AgentGroup['counts'] => {
  const counts = new Map<Condition, number>();
  rows.forEach(({ condition }) => counts.set(condition, (counts.get(condition) ?? 0) + 1));
  return [...counts]
    .map(([condition, count]) => ({ condition, count }))
    .sort((a, b) => conditionRank(a.condition) - conditionRank(b.condition));
};

const groupRows = (rows: readonly AgentRow[], groupBy: Exclude<Grouping, 'none'>): Map<string, AgentRow[]> => {
  const groups = new Map<string, AgentRow[]>();
  for (const row of rows) {
    const id = GROUP_OF[groupBy](row) ?? '';
    const list = groups.get(id);
    if (list) {
      list.push(row);
    } else {
      groups.set(id, [row]);
    }
  }
  return groups;
};

const worstOf = (group: AgentGroup): number => conditionRank(group.counts[0]?.condition ?? 'done');

/** Attention first, then by name: healthy groups keep their places while their agents work. */
const compareGroups = (a: AgentGroup, b: AgentGroup): number => {
  const [worstA, worstB] = [Math.min(worstOf(a), 3), Math.min(worstOf(b), 3)];
  return worstA - worstB || a.label.localeCompare(b.label, 'en', { numeric: true });
};

/** Filters, sorts and groups the rows. */
export const arrangeAgents = ({ rows, filter, sort, groupBy, toggled }: ArrangeInput): Arrangement => {
  const shown = sortAgents(filterByCondition(filterByText(rows, filter.text), filter.conditions), sort);
  if (groupBy === 'none') {
    const keys = shown.map(({ key }) => key);
    return { grouped: false, groups: [{ id: '', label: '', counts: [], collapsed: false, keys }] };
  }
  const filtering = filter.text.trim() !== '' || filter.conditions.length > 0;
  const foldHealthy = !filtering && shown.length > FOLD_ABOVE;
  const groups = [...groupRows(shown, groupBy)].map(([id, members]): AgentGroup => {
    const healthy = !members.some(({ condition }) => needsAttention(condition));
    return {
      id,
      label: id === '' ? UNGROUPED[groupBy] : id,
      counts: countsOf(members),
      collapsed: toggled[id] ?? (foldHealthy && healthy),
      keys: members.map(({ key }) => key),
    };
  });
  return { grouped: true, groups: groups.sort(compareGroups) };
};

/** @returns all keys in drawing order, folded groups included */
export const keysOf = (arrangement: Arrangement): string[] => arrangement.groups.flatMap(({ keys }) => keys);
