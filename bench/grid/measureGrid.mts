import { type Page } from 'playwright-core';

import { launchBrowser } from '../../tests/browser/launch.ts';
import { buildPage } from './buildPage.mts';
import { servePage } from './servePage.mts';

interface Spread {
  min: number;
  median: number;
  p95: number;
  max: number;
}

interface Request {
  agents: number;
  updates: number;
}

interface Measurement extends Request {
  /** Render, commit and layout effects, by the wall clock. */
  commit: Spread;
  /** The same with the browser's style and layout. */
  settled: Spread;
  /** Time the page's main thread really computed for it: what a busy computer does not inflate. */
  processor: Spread;
}

/** Updates whose time is not counted: the browser compiles while they run. */
const WARM_UP = 20;

/** 5 % to 20 % of the agents, in turn. */
const shareOf = (round: number): number => 0.05 + (0.15 * ((round * 7) % 10)) / 9;

/** Reads the processor time of all tasks of the page's main thread, in ms. */
const mainThreadClock = async (page: Page): Promise<() => Promise<number>> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
};

const spreadOf = (values: readonly number[]): Spread => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { min: sorted[0] ?? Number.NaN, median: at(0.5), p95: at(0.95), max: at(1) };
};

/**
 * Mounts the real panel with many agents and gives it one answer after the other, a frame apart.
 * @returns spread of the times per update, in ms
 */
export const measureGrid = async ({ agents, updates }: Request): Promise<Measurement> => {
  const { url, server } = await servePage(await buildPage());
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1_200, height: 700 } });
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.evaluate((count) => {
      window.gridBench.mount({
        panel: 'agentgrid',
        theme: 'dark',
        width: 1_200,
        height: 700,
        scene: 'data',
        agents: count,
        options: {},
      });
    }, agents);
    const processorMs = await mainThreadClock(page);
    const samples = [];
    for (let round = 0; round < updates + WARM_UP; round++) {
      await page.evaluate(async (share) => {
        window.gridBench.prepare(share);
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      }, shareOf(round));
      const before = await processorMs();
      const measured = await page.evaluate(() => window.gridBench.update());
      samples.push({ ...measured, processorMs: (await processorMs()) - before });
    }
    const counted = samples.slice(WARM_UP);
    if (counted.some(({ changed }) => changed === 0)) {
      throw new Error('An update changed no agent: the sample is not what the benchmark claims');
    }
    return {
      agents,
      updates,
      commit: spreadOf(counted.map(({ commitMs }) => commitMs)),
      settled: spreadOf(counted.map(({ settledMs }) => settledMs)),
      processor: spreadOf(counted.map((sample) => sample.processorMs)),
    };
  } finally {
    await browser.close();
    server.close();
  }
};
