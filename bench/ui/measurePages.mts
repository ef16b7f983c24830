import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Browser, type Page, type Request as BrowserRequest } from 'playwright-core';

import { startWorkbench } from '../../pkg/workbench/src/index.ts';
import { launchBrowser } from '../../tests/browser/launch.ts';
import { ROOT } from '../../tests/support/repository.ts';
import { startStack } from '../../tests/support/stack.ts';
import { type Tell } from './figure.mts';
import { sendTrace } from './sendTrace.mts';

const OVERVIEW = '/d/eljefe-overview?from=now-15m&to=now&refresh=';
const QUERY_DOOR = /\/api\/datasources\/proxy\/uid\/[^/]+\/query$/;
const WORKING = 'Panel loading bar';
const PATIENCE_MS = 60_000;
/** What web vitals call good for the largest paint. */
const PAINT_MS = 2_500;
const WATERFALL_MS = 1_000;
const SPANS = 20_000;
const TRACE = '5'.repeat(32);
const REFRESHES_BEFORE = 40;
const GROWTH = 1.25;
/** So that a run that is broken off still tells whether the heap grows or only settles. */
const HEAP_READINGS = 6;

interface Request {
  tell: Tell;
  wanted: readonly string[];
  refreshes: number;
}

const ready = (page: Page) => page.locator('[data-agent-row]').first().waitFor({ timeout: PATIENCE_MS });

const idle = (page: Page) =>
  page.waitForFunction((label) => document.querySelector(`[aria-label="${label}"]`) === null, WORKING, {
    timeout: PATIENCE_MS,
  });

/** Steps on the way to the first paint, by the first request that shows them; the host does all before the first. */
const STEPS: ReadonlyArray<readonly [string, RegExp]> = [
  ['the host asks for the dashboard', /\/api\/dashboards\//],
  ['for our data source', /\/datasource\/module\.js$/],
  ['for our panels', /\/panels\/[a-z]+\/module\.js$/],
  ['first question', QUERY_DOOR],
];

/** Notes when each step was first seen. @returns the steps in words */
const watchSteps = (page: Page, begun: number): (() => string) => {
  const seen = new Map<string, number>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const step = STEPS.find(([name, path]) => !seen.has(name) && path.test(pathname));
    if (step) {
      seen.set(step[0], performance.now() - begun);
    }
  });
  return () => [...seen].map(([name, at]) => `${name} ${at.toFixed(0)}`).join(' · ');
};

/** Time until a person sees agents, with nothing in the browser's cache and with all of it. */
const measurePaint = async (browser: Browser, url: string, tell: Tell): Promise<void> => {
  const context = await browser.newContext({ viewport: { width: 1_600, height: 1_000 } });
  for (const cache of ['empty', 'warm']) {
    const page = await context.newPage();
    const begun = performance.now();
    const steps = watchSteps(page, begun);
    await page.goto(url + OVERVIEW, { waitUntil: 'commit' });
    await ready(page);
    const value = performance.now() - begun;
    console.log(`${cache} cache, ms: ${steps()} · agents ${value.toFixed(0)}`);
    tell({ name: `overview shows agents, ${cache} cache`, value, unit: 'ms', limit: PAINT_MS });
    await page.close();
  }
  await context.close();
};

const refresh = async (page: Page): Promise<void> => {
  const answered = page.waitForResponse((response) => QUERY_DOOR.test(new URL(response.url()).pathname), {
    timeout: PATIENCE_MS,
  });
  await page.getByTestId('data-testid RefreshPicker run button').click();
  await answered;
  await idle(page);
};

const kindsOf = (body: string | null): string => {
  const { from, to, queries } = JSON.parse(body ?? '{}');
  const kinds = Array.isArray(queries) ? queries.map(({ kind }) => kind) : [];
  return `${kinds.length} queries (${[...new Set(kinds)].join(', ')}) from ${from} to ${to}`;
};

const measureRequests = async (page: Page, tell: Tell): Promise<void> => {
  await idle(page);
  await sleep(2_000);
  const asked: string[] = [];
  const note = (request: BrowserRequest) => {
    const { pathname } = new URL(request.url());
    asked.push(pathname);
    if (QUERY_DOOR.test(pathname)) {
      console.log(`asked: ${kindsOf(request.postData())}`);
    }
  };
  page.on('request', note);
  await refresh(page);
  await sleep(1_000);
  page.off('request', note);
  const queries = asked.filter((pathname) => QUERY_DOOR.test(pathname));
  const perSource = Math.max(...[...new Set(queries)].map((one) => queries.filter((other) => other === one).length));
  console.log(`requests of one refresh: ${asked.join(', ')}`);
  tell({ name: 'query requests per refresh and data source', value: perSource, unit: 'requests', limit: 1 });
};

const heapMb = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1_000_000;
};

const measureMemory = async (page: Page, { tell, refreshes }: Request): Promise<void> => {
  for (let count = 0; count < REFRESHES_BEFORE; count++) {
    await refresh(page);
  }
  const before = await heapMb(page);
  const every = Math.max(1, Math.floor(refreshes / HEAP_READINGS));
  for (let count = 1; count <= refreshes; count++) {
    await refresh(page);
    if (count % every === 0) {
      console.log(`heap after ${count} refreshes: ${(await heapMb(page)).toFixed(1)} MB`);
    }
  }
  const after = await heapMb(page);
  console.log(
    `heap ${before.toFixed(1)} MB after ${REFRESHES_BEFORE} refreshes, ${after.toFixed(1)} MB after ${refreshes} more`
  );
  tell({ name: `heap after ${refreshes} refreshes to before`, value: after / before, unit: 'times', limit: GROWTH });
};

const measureWaterfall = async (browser: Browser, { url, analyticsUrl, tell }: Request & Site): Promise<void> => {
  await sendTrace(analyticsUrl, { traceId: TRACE, count: SPANS });
  const page = await browser.newPage({ viewport: { width: 1_600, height: 1_000 } });
  const path = `/a/eljefe-observability-app/sessions/detail?var-session=${TRACE}`;
  await page.goto(url + path);
  const rows = page.locator('[data-span-row]');
  await rows.first().waitFor({ timeout: PATIENCE_MS });
  // The second visit has the code; what counts is the trace.
  const answer = page.waitForResponse((response) => QUERY_DOOR.test(new URL(response.url()).pathname));
  await page.goto(url + path, { waitUntil: 'commit' });
  await (await answer).finished();
  const begun = performance.now();
  await rows.first().waitFor({ timeout: PATIENCE_MS });
  const value = performance.now() - begun;
  tell({ name: `waterfall of ${SPANS} spans, from the answer to its rows`, value, unit: 'ms', limit: WATERFALL_MS });
  await page.close();
};

interface Site {
  url: string;
  analyticsUrl: string;
}

/** The pages on the workbench, over a simulator that runs and a service that records. */
export const measurePages = async (request: Request): Promise<void> => {
  const { tell, wanted } = request;
  const stack = await startStack({ scenario: 'healthy', speed: 4 });
  const { analyticsUrl, orchestratorUrl } = stack;
  const workbench = await startWorkbench({
    distDir: join(ROOT, 'dist'),
    provisioningDir: join(ROOT, 'provisioning'),
    overrides: { eljefe: { jsonData: { analyticsUrl, orchestratorUrl } } },
  });
  const browser = await launchBrowser();
  try {
    if (wanted.includes('overview')) {
      await sleep(10_000);
      await measurePaint(browser, workbench.url, tell);
    }
    if (wanted.includes('overview') || wanted.includes('memory')) {
      const page = await browser.newPage({ viewport: { width: 1_600, height: 1_000 } });
      await page.goto(workbench.url + OVERVIEW);
      await ready(page);
      if (wanted.includes('overview')) {
        await measureRequests(page, tell);
      }
      if (wanted.includes('memory')) {
        await measureMemory(page, request);
      }
      await page.close();
    }
    if (wanted.includes('waterfall')) {
      await measureWaterfall(browser, { ...request, url: workbench.url, analyticsUrl });
    }
  } finally {
    await browser.close();
    await workbench.close();
    await stack.stop();
  }
};
