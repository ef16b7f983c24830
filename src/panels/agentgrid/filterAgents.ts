import { type Condition } from '../../core/status/condition';
import { type AgentRow } from './agentGrid.types';

export interface AgentFilter {
  text: string;
  conditions: readonly Condition[];
}

const SEARCHED = [
  'agent',
  'agentType',
  'jobId',
  'source',
  'task',
  'step',
  'model',
  'sessionId',
  'workflowId',
  'errorMessage',
  'errorCategory',
  'rawStatus',
  'status',
  'condition',
] as const satisfies ReadonlyArray<keyof AgentRow>;

const contains = (row: AgentRow, word: string): boolean =>
  SEARCHED.some((key) => row[key]?.toLowerCase().includes(word) ?? false);

/** @returns rows that hold every word of the text somewhere, in any case */
export const filterByText = (rows: readonly AgentRow[], text: string): AgentRow[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => words.every((word) => contains(row, word)));
};

/** @returns rows in one of the conditions; no condition chosen means all */
export const filterByCondition = (rows: readonly AgentRow[], conditions: readonly Condition[]): AgentRow[] =>
  conditions.length === 0 ? [...rows] : rows.filter((row) => conditions.includes(row.condition));
