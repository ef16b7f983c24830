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

/** Updates whose time is not counted: the browser compiles while they run. */
const WARM_UP = 20;

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
export const measureGrid = async ({
  agents,
  updates,
}: Request): Promise<Request & { commit: Spread; settled: Spread }> => {
  const { url, server } = await servePage(await buildPage());
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1_200, height: 700 } });
    await page.goto(url, { waitUntil: 'networkidle' });
    const samples = await page.evaluate(
      async ([count, rounds]) => {
        window.gridBench.mount({
          panel: 'agentgrid',
          theme: 'dark',
          width: 1_200,
          height: 700,
          scene: 'data',
          agents: count,
          options: {},
        });
        const measured = [];
        for (let round = 0; round < rounds; round++) {
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
          measured.push(window.gridBench.update(0.05 + (0.15 * ((round * 7) % 10)) / 9));
        }
        return measured;
      },
      [agents, updates + WARM_UP] as const
    );
    const counted = samples.slice(WARM_UP);
    if (counted.some(({ changed }) => changed === 0)) {
      throw new Error('An update changed no agent: the sample is not what the benchmark claims');
    }
    return {
      agents,
      updates,
      commit: spreadOf(counted.map(({ commitMs }) => commitMs)),
      settled: spreadOf(counted.map(({ settledMs }) => settledMs)),
    };
  } finally {
    await browser.close();
    server.close();
  }
};
