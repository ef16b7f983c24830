import { type AgentRow } from './agentGrid.types';

/** Two stamps of one instant differ by transport time; below this they are the same and draw nothing anew. */
const JITTER_MS = 1_500;

const INSTANTS: ReadonlySet<keyof AgentRow> = new Set(['startedAtMs', 'newsAtMs']);

const sameInstant = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) < JITTER_MS;

const sameRow = (a: AgentRow, b: AgentRow): boolean => {
  for (const name in a) {
    if (Object.hasOwn(a, name)) {
      const key = name as keyof AgentRow;
      if (a[key] !== b[key] && !(INSTANTS.has(key) && sameInstant(a[key], b[key]))) {
        return false;
      }
    }
  }
  return true;
};

/**
 * Keeps the former object of each row that says the same, so that a memoised element is not drawn again.
 * @returns the new rows in their order, former objects where nothing changed
 */
export const reuseRows = (former: ReadonlyMap<string, AgentRow>, rows: readonly AgentRow[]): AgentRow[] =>
  rows.map((row) => {
    const old = former.get(row.key);
    return old && sameRow(old, row) ? old : row;
  });
