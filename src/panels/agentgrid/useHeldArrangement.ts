import { useMemo, useState } from 'react';

import { type AgentRow } from './agentGrid.types';
import { keysOf, type Arrangement } from './arrangeAgents';

type Rows = ReadonlyMap<string, AgentRow>;

interface Frozen {
  arrangement: Arrangement;
  rows: Rows;
  token: string;
}

interface Input {
  arrangement: Arrangement;
  rows: Rows;
  /** Changes when the reader himself changes order, filter or groups: then the new order counts at once. */
  viewKey: string;
  held: boolean;
}

interface Held {
  arrangement: Arrangement;
  /** The row as it is now; for one that left meanwhile, as it was last seen. */
  rowOf: (key: string) => { row: AgentRow; gone: boolean } | null;
  /** Rows that wait outside for the reader to let go. */
  newCount: number;
  /** Rows standing where they would no longer stand. */
  outOfPlace: boolean;
  release: () => void;
}

const countNew = (now: Arrangement, before: Arrangement): number => {
  const known = new Set(keysOf(before));
  return keysOf(now).filter((key) => !known.has(key)).length;
};

const differ = (a: Arrangement, b: Arrangement): boolean => {
  const [left, right] = [keysOf(a), keysOf(b)];
  return left.length !== right.length || left.some((key, index) => key !== right[index]);
};

/** Keeps every row in its place while the reader points at the list; values go on changing in place. */
export const useHeldArrangement = ({ arrangement, rows, viewKey, held }: Input): Held => {
  const [frozen, setFrozen] = useState<Frozen | null>(null);
  const [releases, setReleases] = useState(0);

  // Frozen once per hold, with what is on screen at that moment; not again at every update.
  const token = held ? `${releases}${viewKey}` : null;
  if (token !== (frozen?.token ?? null)) {
    setFrozen(token === null ? null : { arrangement, rows, token });
  }

  const active = token !== null && frozen?.token === token ? frozen : null;
  const shown = active?.arrangement ?? arrangement;
  const changes = useMemo(
    () =>
      arrangement === shown
        ? { newCount: 0, outOfPlace: false }
        : { newCount: countNew(arrangement, shown), outOfPlace: differ(arrangement, shown) },
    [arrangement, shown]
  );
  return {
    arrangement: shown,
    rowOf: (key) => {
      const row = rows.get(key);
      const last = row ?? active?.rows.get(key);
      return last ? { row: last, gone: row === undefined } : null;
    },
    ...changes,
    release: () => setReleases((count) => count + 1),
  };
};
