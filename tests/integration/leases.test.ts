import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { State } from '@eljefe/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { Supervisor } from '../../pkg/analytics/src/store/embedded/supervisor';
import { openStore, type Store } from '../../pkg/analytics/src/store';
import { systemDeps } from '../../pkg/analytics/src/store/testing';
import { parsed } from '../support/parsed';
import { ROOT } from '../support/repository';
import { startServer, type ServerProcess } from '../support/serverProcess';
import { startTiny, type TinyOrchestrator, type Wire, wireJob as job } from '../support/tinyOrchestrator';
import { until } from '../support/until';

/** A claim holds 15 s; then another process may take over, and it looks every 5 s. */
const TAKE_OVER_MS = 60_000;

const ended = (): Wire => ({ status: 'completed', completed_at: new Date().toISOString().replace('Z', '000') });

describe('B1: two service processes on one store server', { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'eljefe-leases-'));
  // The embedded engine on a loopback port speaks ClickHouse's own protocol: it stands where a server would.
  const engine = new Supervisor(
    {
      dataDirectory: join(folder, 'engine'),
      database: 'app',
      port: 0,
      ...{ startTimeoutMs: 60_000, lockWaitMs: 1_000, drainMs: 2_000 },
      ...{ memoryBytes: 1e9, rssLimitBytes: 4e9, maxBodyBytes: 1e8 },
      check: { everyMs: 1_000, deadlineMs: 20_000, misses: 5 },
    },
    systemDeps()
  );
  let storeUrl = '';
  let tiny: TinyOrchestrator;
  let store: Store;
  const processes: ServerProcess[] = [];

  const startProcess = async (): Promise<ServerProcess> => {
    const started = await startServer(
      'env',
      [
        `ELJEFE_STORE_PASSWORD=${engine.password}`,
        ...[process.execPath, '--import', 'tsx', join(ROOT, 'pkg/analytics/src/main.ts')],
        ...['--port', '0', '--data-dir', join(folder, randomUUID()), '--store-url', storeUrl],
        ...['--store-database', 'shared', '--orchestrator', `main=${tiny.url}`],
      ],
      /El Jefe analytics listens on http:\/\/127\.0\.0\.1:(\d+)/
    );
    processes.push(started);
    return started;
  };
  const stateOf = async ({ url }: ServerProcess): Promise<State> =>
    parsed(State, await (await fetch(`${url}/api/v1/state`)).json(), 'state');
  const follows = async (one: ServerProcess): Promise<boolean> =>
    (await stateOf(one)).orchestrators.some(({ status }) => status === 'up');
  const follower = (among: readonly ServerProcess[]): Promise<ServerProcess> =>
    until(
      async () => {
        const following = await Promise.all(among.map(follows));
        return among[following.indexOf(true)] ?? null;
      },
      { withinMs: TAKE_OVER_MS, what: 'a process that follows the orchestrator' }
    );
  const shows = (one: ServerProcess, id: string, status: string): Promise<true> =>
    until(
      async () =>
        (await stateOf(one)).agents.some((agent) => agent.job_id === id && agent.status === status) ? true : null,
      { withinMs: 20_000, what: `${id} ${status}` }
    );
  const factsOf = async (id: string): Promise<number> => {
    const [row] = await store.query<{ facts: number }>(
      `SELECT count() AS facts FROM facts FINAL WHERE kind = 'job' AND subject = {id:String}`,
      { params: { id } }
    );
    return Number(row?.facts);
  };

  beforeAll(async () => {
    await engine.start();
    const address = engine.address();
    storeUrl = `http://127.0.0.1:${'port' in address ? address.port : 0}`;
    tiny = await startTiny();
    const target = { kind: 'server', url: storeUrl, password: engine.password } as const;
    store = await openStore({ target, database: 'shared' }, systemDeps());
  }, 90_000);

  afterAll(async () => {
    await Promise.all(processes.map((one) => one.stop()));
    await store.close();
    await tiny.stop();
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  test('one follows; when it is killed the other takes over, knows all it knew, and stores nothing twice', async () => {
    tiny.agents['done'] = job('done', ended());
    tiny.agents['long'] = job('long');
    // One after the other: both make the tables, which a server takes once.
    const both = [await startProcess(), await startProcess()];
    const first = await follower(both);
    const second = both.find((one) => one !== first) ?? expect.fail('no second process');
    await shows(first, 'long', 'running');
    expect([tiny.connections(), await follows(second)]).toEqual([1, false]);

    const told = { job_id: 'long', output_quality_score: 0.75, labels: { told: 'to the first' } };
    const sent = await fetch(`${first.url}/api/v1/jobs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ source: 'main', jobs: [told] }),
    });
    expect(sent.status).toBe(200);
    const before = await factsOf('done');
    expect(before).toBeGreaterThan(0);

    await first.kill();
    tiny.agents['long'] = job('long', ended());
    tiny.agents['new'] = job('new');
    expect(await follower([second])).toBe(second);
    await shows(second, 'long', 'completed');
    await shows(second, 'new', 'running');
    expect(tiny.connections()).toBe(1);
    expect(await factsOf('done')).toBe(before);

    const rows = await until(
      async () => {
        const found = await store.query<{ id: string; status: string; quality_score: number | null; labels: string }>(
          `SELECT id, toString(status) AS status, quality_score, labels FROM jobs FINAL ORDER BY id`
        );
        return found.some(({ id, status }) => id === 'long' && status === 'completed') ? found : null;
      },
      { withinMs: 20_000, what: 'the row of the job that ended' }
    );
    expect(rows.map(({ id, status }) => [id, status])).toEqual([
      ['done', 'completed'],
      ['long', 'completed'],
      ['new', 'running'],
    ]);
    expect(rows[1]).toMatchObject({ quality_score: 0.75, labels: '{"told":"to the first"}' });
  });
});
