import { conditionRank } from '../../core/status/condition';
import { type AgentRow, type Sort, type SortKey } from './agentGrid.types';

type Value = number | string | null;

const elapsedOf = (row: AgentRow): number | null =>
  row.durationSeconds ?? (row.startedAtMs === null ? null : -row.startedAtMs);

/** Names in the order a person expects (agent-2 before agent-10), as keys that compare quickly. Kept with the row, which is kept over updates. */
const naturalKeys = new WeakMap<AgentRow, string>();

const naturalKey = (row: AgentRow): string => {
  const known = naturalKeys.get(row);
  if (known !== undefined) {
    return known;
  }
  const key = row.agent.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, '0'));
  naturalKeys.set(row, key);
  return key;
};

/** Ascending puts first what an operator wants first: worst, oldest news, longest, most. */
const VALUES: Readonly<Record<SortKey, (row: AgentRow) => Value>> = {
  condition: (row) => conditionRank(row.condition),
  agent: naturalKey,
  type: (row) => row.agentType?.toLowerCase() ?? null,
  age: (row) => row.newsAtMs,
  elapsed: (row) => (row.startedAtMs !== null && row.endedAtMs === null ? row.startedAtMs : elapsedOf(row)),
  progress: (row) => row.progress,
  tokens: (row) => (row.tokens === null ? null : -row.tokens),
  cost: (row) => (row.costUsd === null ? null : -row.costUsd),
};

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Absent values come last in both directions. */
const compareValues = (a: Value, b: Value, sign: number): number => {
  if (a === null || b === null) {
    return a === b ? 0 : a === null ? 1 : -1;
  }
  return sign * (typeof a === 'string' && typeof b === 'string' ? compareTexts(a, b) : Number(a) - Number(b));
};

/** @returns a sorted copy; ties go by condition, then by name and identity, so that the order never flickers */
export const sortAgents = (rows: readonly AgentRow[], { key, descending }: Sort): AgentRow[] => {
  const sign = descending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, value: VALUES[key](row), rank: conditionRank(row.condition) }));
  keyed.sort(
    (a, b) =>
      compareValues(a.value, b.value, sign) ||
      a.rank - b.rank ||
      compareTexts(naturalKey(a.row), naturalKey(b.row)) ||
      compareTexts(a.row.key, b.row.key)
  );
  return keyed.map(({ row }) => row);
};
