import { useState } from 'react';

import { type InsightRow } from './insights.types';

interface Held {
  rows: readonly InsightRow[];
  /** Rows that wait outside for the reader to let go. */
  newCount: number;
}

/** Keeps every insight in its place while the reader points at the list; what they say goes on changing. */
export const useHeldRows = (rows: readonly InsightRow[], held: boolean): Held => {
  const [frozen, setFrozen] = useState<readonly InsightRow[] | null>(null);
  if (held !== (frozen !== null)) {
    setFrozen(held ? rows : null);
  }
  if (!held || frozen === null) {
    return { rows, newCount: 0 };
  }
  const now = new Map(rows.map((row) => [row.id, row]));
  const known = new Set(frozen.map(({ id }) => id));
  return {
    rows: frozen.map((row) => now.get(row.id) ?? row),
    newCount: rows.filter(({ id }) => !known.has(id)).length,
  };
};
