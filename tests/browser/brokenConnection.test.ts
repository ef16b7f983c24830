import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { startWorkbench, type Workbench } from '../../pkg/workbench/src/index';
import { startHttpServer } from '../support/httpServer';
import { ROOT } from '../support/repository';
import { startAnalytics } from '../support/stack';
import type { ServerProcess } from '../support/serverProcess';
import { sendJobs } from './support/archive';
import { describeInBrowser, OVERVIEW } from './support/site';

/** Nothing listens on port 1. */
const NOBODY = 'http://127.0.0.1:1';
const LIVE_AGAIN_MS = 10_000;
/** Three missed updates and the next look at them. */
const STALE_MS = 25_000;
/** Loss, silence and return take their time. */
const WHOLE_STORY_MS = 180_000;

interface Connection {
  analyticsUrl: string;
  orchestratorUrl: string;
  token?: string;
}

describeInBrowser('Bad input: a connection that does not work', { expectsFaults: true }, (site) => {
  const cleanUp: Array<() => Promise<void>> = [];
  const dataDir = mkdtempSync(join(tmpdir(), 'eljefe-broken-'));
  let token: string;
  let guarded: ServerProcess;

  const workbench = async ({ analyticsUrl, orchestratorUrl, token: secret }: Connection): Promise<Workbench> => {
    const started = await startWorkbench({
      distDir: join(ROOT, 'dist'),
      provisioningDir: join(ROOT, 'provisioning'),
      overrides: {
        eljefe: {
          jsonData: { analyticsUrl, orchestratorUrl },
          secureJsonData: secret === undefined ? {} : { analyticsToken: secret },
        },
      },
    });
    cleanUp.push(started.close);
    return started;
  };

  /** What "Save & test" says with this connection. */
  const testConnection = async (connection: Connection): Promise<string> => {
    const { url } = await workbench(connection);
    await site().open('/connections/datasources/edit/eljefe', url);
    await site().page.getByRole('button', { name: 'Test', exact: true }).click();
    const said = site().page.getByRole('alert').last();
    await said.waitFor();
    return (await said.textContent()) ?? '';
  };

  const startGuarded = (port: number) =>
    startAnalytics({ dataDir, orchestratorUrl: inject('orchestratorUrl'), port, flags: ['--auth-required'] });

  beforeAll(async () => {
    const command = ['token', 'create', '--role', 'Editor', '--name', 'browser-test', '--data-dir', dataDir];
    const told = execFileSync(process.execPath, [join(ROOT, 'pkg/analytics/dist/main.mjs'), ...command], {
      encoding: 'utf8',
    });
    token = /^eljefe_\S+/.exec(told)?.[0] ?? '';
    expect(token, told).not.toBe('');
    guarded = await startGuarded(0);
  });
  afterAll(async () => {
    await Promise.all(cleanUp.map((close) => close()));
    await guarded?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('a wrong analytics address: the test names that half and the remedy, and says that the other works', async () => {
    const said = await testConnection({ analyticsUrl: NOBODY, orchestratorUrl: inject('orchestratorUrl') });
    expect(said).toContain('Grafana cannot reach the analytics service. Check that it runs and that its URL');
    expect(said).toMatch(/The orchestrator answers and knows \d+ jobs\./);
  });

  test('a wrong orchestrator address: the test names that half', async () => {
    // The guarded one: that of the other tests believes the identities of their workbench, not of this one.
    const said = await testConnection({ analyticsUrl: guarded.url, orchestratorUrl: NOBODY, token });
    expect(said).toMatch(/Analytics.* is ready\./);
    expect(said).toContain('Grafana cannot reach the orchestrator.');
  });

  test('a wrong token: the test says which one to enter anew', async () => {
    const said = await testConnection({ analyticsUrl: guarded.url, orchestratorUrl: '', token: 'wrong' });
    expect(said).toContain('The analytics service does not accept the token. Enter the analytics token anew');
  });

  test('an address where something else answers: the test shows the beginning of what it got', async () => {
    const other = await startHttpServer(() => '<!doctype html><title>Router login</title>');
    cleanUp.push(other.stop);
    const said = await testConnection({ analyticsUrl: other.url, orchestratorUrl: '' });
    expect(said).toMatch(/answered with something that is not JSON: .?<!doctype html>/);
  });

  test('without the analytics service the grid shows the orchestrator’s own state and says so; graphs say what is wrong', async () => {
    const { url } = await workbench({ analyticsUrl: NOBODY, orchestratorUrl: inject('orchestratorUrl') });
    await site().open(`${OVERVIEW}?refresh=`, url);
    await site().agents.first().waitFor();
    await site()
      .grid.getByText(/cannot reach the analytics service/)
      .first()
      .waitFor();
    await site()
      .feed.getByText(/cannot reach the analytics service/)
      .first()
      .waitFor();
    expect(site().faults.filter((fault) => fault.startsWith('page error'))).toEqual([]);
  });

  test(
    'the service stops and comes back: the last state stays, is marked, and lives again',
    async () => {
      const { url } = await workbench({ analyticsUrl: guarded.url, orchestratorUrl: '', token });
      const notice = site()
        .grid.getByText(/Last known state\. Grafana cannot reach the analytics service/)
        .first();
      const port = Number(new URL(guarded.url).port);
      await sendJobs(guarded.url, [{ agent: 'Gina', status: 'running', task: 'Before the loss' }], token);
      await site().open(`${OVERVIEW}?refresh=`, url);
      await site().agents.first().waitFor();
      await site().grid.getByRole('textbox').fill('Gina');
      const gina = site().agents.filter({ hasText: 'Gina' });
      await gina.getByText('Before the loss').waitFor();

      await guarded.stop();
      await notice.waitFor();
      await gina.getByText('Before the loss').waitFor();
      await gina.getByText('stale', { exact: true }).waitFor({ timeout: STALE_MS });

      guarded = await startGuarded(port);
      const back = Date.now();
      await notice.waitFor({ state: 'detached', timeout: LIVE_AGAIN_MS });
      await gina.getByText('stale', { exact: true }).waitFor({ state: 'detached' });
      expect(Date.now() - back).toBeLessThan(LIVE_AGAIN_MS);
      await sendJobs(guarded.url, [{ agent: 'Gina', status: 'running', task: 'After the loss' }], token);
      await gina.getByText('After the loss').waitFor();
      expect(site().faults.filter((fault) => fault.startsWith('page error'))).toEqual([]);
    },
    WHOLE_STORY_MS
  );
});
