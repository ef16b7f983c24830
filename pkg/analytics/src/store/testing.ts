import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from './migrations/migrate';
import type { EmbeddedTarget, StoreDeps, StoreOptions } from './options';
import { TABLES, type RowOf, type Table, type TableName } from './schema';
import { openStore } from './store';
import type { Store } from './storeTypes';

export interface TemporaryStore {
  store: Store;
  dataDirectory: string;
  /** Ends the engine and removes the directory. */
  dispose: () => Promise<void>;
}

export interface TemporaryOptions extends Omit<StoreOptions, 'target'> {
  target?: Partial<EmbeddedTarget>;
  /** Default: a new temporary directory, removed at the end. */
  dataDirectory?: string;
  /** Default true. */
  migrated?: boolean;
  log?: StoreDeps['log'];
}

export function systemDeps(log: StoreDeps['log'] = () => undefined): StoreDeps {
  return { now: () => performance.now(), random: Math.random, log };
}

/** A real embedded store in a directory of its own, for tests. */
export async function openTemporaryStore(options: TemporaryOptions = {}): Promise<TemporaryStore> {
  const dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), 'eljefe-test-'));
  const { target, migrated, log, ...rest } = options;
  const store = await openStore({ ...rest, target: { kind: 'embedded', dataDirectory, ...target } }, systemDeps(log));
  if (migrated !== false) {
    await migrate(store, Date.now());
  }
  return {
    store,
    dataDirectory,
    dispose: async () => {
      await store.close();
      if (options.dataDirectory === undefined) {
        rmSync(dataDirectory, { recursive: true, force: true });
      }
    },
  };
}

const ZERO = { text: '', time: 0, int: 0, bigint: 0n, float: 0 };

/** A row of a table with every column at its emptiest, except those given. */
export function rowOf<T extends TableName>(table: T, given: Partial<RowOf<T>>): RowOf<T> {
  const columns: Table['columns'] = TABLES[table].columns;
  const empty = Object.entries(columns).map(([key, column]) => [key, column.nullable ? null : ZERO[column.kind]]);
  return { ...Object.fromEntries(empty), ...given };
}

/** Polls until `check` holds; throws with the last answer after the deadline. */
export async function until<T>(
  check: () => Promise<T> | T,
  holds: (value: T) => boolean,
  deadlineMs = 15_000
): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const value = await check();
    if (holds(value)) {
      return value;
    }
    if (performance.now() > end) {
      throw new Error(`still not so after ${deadlineMs} ms: ${JSON.stringify(value)}`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
