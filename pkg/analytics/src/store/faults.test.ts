import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import { Batcher } from './batcher';
import { childEntry } from './embedded/childEntry';
import { StoreLocked, StoreUnavailable, StoreUnsupported } from './errors';
import { openStore } from './store';
import type { Store } from './storeTypes';
import { openTemporaryStore, rowOf, systemDeps, until } from './testing';

const cleanups: Array<() => unknown> = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) {
    await cleanup();
  }
});

function temporaryDirectory(parent = tmpdir()): string {
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(join(parent, 'eljefe-faults-'));
  cleanups.push(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function temporaryStore(options: Parameters<typeof openTemporaryStore>[0] = {}): Promise<Store> {
  const temporary = await openTemporaryStore({ dataDirectory: temporaryDirectory(), ...options });
  cleanups.push(temporary.dispose);
  return temporary.store;
}

async function enginePid(store: Store): Promise<number> {
  const health = await until(
    () => store.health(),
    ({ engine }) => engine?.state === 'ready' && engine.pid !== undefined
  );
  return health.engine?.pid ?? 0;
}

/** Whether a process runs. One that has ended and waits for its parent to notice (a zombie) does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // Gone meanwhile, or a system without /proc.
    return !existsSync('/proc/self/stat');
  }
}

/** Writes audit rows (a table that never merges equal rows away) until told to stop; notes which were acknowledged. */
function ingest(store: Store) {
  let tokens = 0;
  let seq = 0;
  let isStopped = false;
  const acknowledged: number[] = [];
  const batcher = new Batcher(
    { insert: store.insert.bind(store), now: () => performance.now(), newToken: () => `ingest-${(tokens += 1)}` },
    { intervalMs: 5 }
  );
  const writer = async (): Promise<void> => {
    while (!isStopped) {
      const rows = Array.from({ length: 25 }, () => rowOf('audit', { seq: (seq += 1), time: 1_800_000_000_000 }));
      await batcher.write('audit', rows);
      acknowledged.push(...rows.map((row) => row.seq));
    }
  };
  const done = Promise.all([writer(), writer(), writer(), writer()]);
  return {
    acknowledged,
    stop: async () => {
      isStopped = true;
      await done;
    },
  };
}

describe("store: the engine's process is killed", () => {
  it('five times in mid-ingest: no acknowledged row is lost, none is there twice', async () => {
    const store = await temporaryStore();
    const load = ingest(store);
    for (let kill = 0; kill < 5; kill += 1) {
      const before = load.acknowledged.length;
      const pid = await enginePid(store);
      await until(
        () => load.acknowledged.length,
        (count) => count > before + 500
      );
      process.kill(pid, 'SIGKILL');
      await until(
        () => store.health(),
        ({ ready, engine }) => ready && engine?.pid !== pid
      );
    }
    await load.stop();
    const rows = await store.query<{ seq: number }>('SELECT seq FROM audit ORDER BY seq');
    const stored = rows.map((row) => row.seq);
    expect(new Set(stored).size).toBe(stored.length);
    expect(stored).toEqual([...load.acknowledged].sort((a, b) => a - b));
    expect((await store.health()).engine?.restarts).toBe(5);
  });

  it('a query in flight is asked again once the engine is back', async () => {
    const store = await temporaryStore({ migrated: false });
    const pid = await enginePid(store);
    const asked = store.query('SELECT sum(sleepEachRow(0.5)) AS s FROM numbers(3)');
    await until(
      () =>
        store.query<{ c: number }>(
          "SELECT count() AS c FROM system.processes WHERE query LIKE '%sleepEachRow(0.5)%' AND query NOT LIKE '%processes%'"
        ),
      ([row]) => row?.c === 1
    );
    process.kill(pid, 'SIGKILL');
    expect(await asked).toEqual([{ s: 0 }]);
  });

  it('one that hangs is found out, ended and replaced', async () => {
    const store = await temporaryStore({
      migrated: false,
      target: { check: { everyMs: 100, deadlineMs: 300, misses: 2 } },
    });
    const pid = await enginePid(store);
    process.kill(pid, 'SIGSTOP');
    await until(
      () => store.health(),
      ({ ready, engine }) => ready && engine?.pid !== pid
    );
    expect(isAlive(pid)).toBe(false);
  });

  it('one that grows above its limit is drained and replaced', async () => {
    const store = await temporaryStore({ migrated: false, target: { rssLimitBytes: 1 } });
    // Each is replaced as soon as it is looked at, so it is not waited for until it is ready.
    const begun = await until(
      () => store.health(),
      ({ engine }) => engine?.pid !== undefined
    );
    const pid = begun.engine?.pid ?? 0;
    await until(
      () => store.health(),
      ({ engine }) => engine?.pid !== undefined && engine.pid !== pid,
      30_000
    );
    expect(isAlive(pid)).toBe(false);
  });
});

describe('store: the service itself is killed', () => {
  it('its engine ends by itself, and the next service gets the data directory', async () => {
    const directory = temporaryDirectory();
    const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const holder = spawn(process.execPath, [
      '--import',
      loader,
      fileURLToPath(new URL('./testHolder.ts', import.meta.url)),
      directory,
    ]);
    cleanups.push(() => holder.kill('SIGKILL'));
    const pid = await new Promise<number>((resolve) => {
      holder.stdout.once('data', (line: Buffer) => resolve(Number(line)));
    });
    expect(isAlive(pid)).toBe(true);
    holder.kill('SIGKILL');
    const next = await openTemporaryStore({ dataDirectory: directory, migrated: false });
    cleanups.push(next.dispose);
    expect(isAlive(pid)).toBe(false);
    expect((await next.store.health()).ready).toBe(true);
  });
});

describe('store: two services want one data directory', () => {
  it('the second is told so after its patience; the first is unharmed', async () => {
    const directory = temporaryDirectory();
    const first = await openTemporaryStore({ dataDirectory: directory, migrated: false });
    cleanups.push(first.dispose);
    const target = { kind: 'embedded', dataDirectory: directory, lockWaitMs: 300 } as const;
    await expect(openStore({ target }, systemDeps())).rejects.toBeInstanceOf(StoreLocked);
    expect((await first.store.health()).ready).toBe(true);
  });

  it('the second waits for the first to let go', async () => {
    const directory = temporaryDirectory();
    const first = await openTemporaryStore({ dataDirectory: directory, migrated: false });
    let sawLock = (): void => undefined;
    const locked = new Promise<void>((resolve) => (sawLock = resolve));
    const second = openTemporaryStore({
      dataDirectory: directory,
      migrated: false,
      log: (message) => message.includes('holds') && sawLock(),
    });
    await locked;
    await first.dispose();
    const { store, dispose } = await second;
    cleanups.push(dispose);
    expect((await store.health()).ready).toBe(true);
  });
});

describe('store: the store cannot start', () => {
  it('says why, after the time a start may take', async () => {
    const directory = join(temporaryDirectory(), 'a file');
    writeFileSync(directory, '');
    // Long enough for a busy machine to start the process once, so that there is a reason to tell.
    const opened = openStore(
      { target: { kind: 'embedded', dataDirectory: directory, startTimeoutMs: 10_000 } },
      systemDeps()
    );
    await expect(opened).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(opened).rejects.toThrow(/EEXIST|ENOTDIR|not a directory/);
  });
});

describe('store: the bundled engine process', () => {
  async function bundledEntry(parent?: string) {
    const directory = temporaryDirectory(parent);
    const source = fileURLToPath(new URL('./embedded/child.ts', import.meta.url));
    await build({
      entryPoints: [source],
      outfile: join(directory, 'child.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['chdb'],
    });
    return childEntry(pathToFileURL(join(directory, 'main.mjs')).href);
  }

  it('runs from beside the bundled service', async () => {
    const entry = await bundledEntry(fileURLToPath(new URL('../../node_modules/.test', import.meta.url)));
    const target = { kind: 'embedded', dataDirectory: temporaryDirectory() } as const;
    const store = await openStore({ target }, { ...systemDeps(), entry });
    cleanups.push(() => store.close());
    expect(await store.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('where the engine is not installed: says so once and tells what to do', async () => {
    const entry = await bundledEntry();
    const target = { kind: 'embedded', dataDirectory: temporaryDirectory() } as const;
    const opened = openStore({ target }, { ...systemDeps(), entry });
    await expect(opened).rejects.toBeInstanceOf(StoreUnsupported);
    await expect(opened).rejects.toThrow(/set a ClickHouse URL/);
  });
});

describe('store: a graceful stop', () => {
  it('does not wait for an endless query beyond its drain time', async () => {
    const temporary = await openTemporaryStore({ migrated: false, target: { drainMs: 200 } });
    const asked = temporary.store
      .query('SELECT sleepEachRow(1) FROM numbers(60) SETTINGS max_block_size = 1', { maxMs: 60_000 })
      .catch((error: unknown) => error);
    await until(
      () => temporary.store.health(),
      ({ engine }) => (engine?.running ?? 0) > 0
    );
    await temporary.dispose();
    expect(await asked).toBeInstanceOf(Error);
  });
});
