import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Supervisor } from './embedded/supervisor';
import { QueryAborted, StoreDenied, StoreUnavailable } from './errors';
import { migrate } from './migrations/migrate';
import { renderRows } from './rowText';
import { openStore } from './store';
import { rowOf, systemDeps } from './testing';

// The embedded engine on a loopback port speaks ClickHouse's own protocol, so it can stand where a server would.
let directory: string;
let supervisor: Supervisor;
let url: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'eljefe-server-'));
  const times = { startTimeoutMs: 60_000, lockWaitMs: 1000, drainMs: 2000 };
  const sizes = { memoryBytes: 1e9, rssLimitBytes: 4e9, maxBodyBytes: 1e7 };
  const check = { everyMs: 1000, deadlineMs: 10_000, misses: 3 };
  supervisor = new Supervisor(
    { dataDirectory: directory, database: 'app', port: 0, ...times, ...sizes, check },
    systemDeps()
  );
  await supervisor.start();
  const address = supervisor.address();
  url = `http://127.0.0.1:${'port' in address ? address.port : 0}`;
});
afterAll(async () => {
  await supervisor.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe('store: on a server, by its url', () => {
  it('makes its database and tables, stores and reads', async () => {
    const target = { kind: 'server', url, password: supervisor.password } as const;
    const store = await openStore({ target, database: 'other' }, systemDeps());
    try {
      await migrate(store, Date.now());
      const rows = [rowOf('facts', { id: 'a', time: 1_800_000_000_000 })];
      await store.insert('facts', renderRows('facts', rows), { dedupToken: 'a' });
      expect(await store.query('SELECT id FROM facts')).toEqual([{ id: 'a' }]);
      expect(await store.health()).toMatchObject({ ready: true, engine: null });
      expect(store.kind).toBe('server');
    } finally {
      await store.close();
    }
  });

  it('a caller that leaves gets its answer at once', async () => {
    const store = await openStore({ target: { kind: 'server', url, password: supervisor.password } }, systemDeps());
    try {
      const asked = store.query('SELECT sleepEachRow(1) FROM numbers(50) SETTINGS max_block_size = 1', {
        signal: AbortSignal.timeout(100),
        maxMs: 60_000,
      });
      await expect(asked).rejects.toBeInstanceOf(QueryAborted);
    } finally {
      await store.close();
    }
  });

  it('wrong password: denied at once', async () => {
    const target = { kind: 'server', url, password: 'wrong' } as const;
    await expect(openStore({ target }, systemDeps())).rejects.toBeInstanceOf(StoreDenied);
  });

  it('nobody there: unavailable, after the time it may take', async () => {
    const target = { kind: 'server', url: 'http://127.0.0.1:9', startTimeoutMs: 300 } as const;
    await expect(openStore({ target }, systemDeps())).rejects.toBeInstanceOf(StoreUnavailable);
  });
});
