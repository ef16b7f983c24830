import { fileURLToPath } from 'node:url';

import { type Page } from 'playwright-core';

import { launchBrowser } from '../../tests/browser/launch.ts';
import { buildPage } from '../grid/buildPage.mts';
import { servePage } from '../grid/servePage.mts';
import { quantile, type Tell } from './figure.mts';

const FRAME_MS = 16.7;
const FIRST_DRAW_MS = 1_000;
const FRAMES = 240;
const PANELS = fileURLToPath(new URL('../panels/page.tsx', import.meta.url));
const CACHE = fileURLToPath(new URL('../../.cache/bench-panels', import.meta.url));

interface Scroll {
  /** Finds the element that scrolls. */
  area: string;
  x: number;
  y: number;
}

/**
 * Scrolls on by one step a frame, back at the end.
 * @returns per frame, the time from its begin until style, layout and all that the scroll caused are done, in ms
 */
const scrollFrames = (page: Page, { area, x, y }: Scroll): Promise<number[]> =>
  page.evaluate(
    async ([selector, stepX, stepY, count]) => {
      const all = [...document.querySelectorAll<HTMLElement>(selector)];
      const element = all.find(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
        stepY > 0 ? scrollHeight > clientHeight : scrollWidth > clientWidth
      );
      if (!element) {
        throw new Error(`Nothing scrolls at ${selector}`);
      }
      const took: number[] = [];
      for (let frame = 0; frame < count; frame++) {
        const begun = await new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
        const atEnd =
          element.scrollTop + element.clientHeight >= element.scrollHeight - 1 &&
          element.scrollLeft + element.clientWidth >= element.scrollWidth - 1;
        element.scrollTo(atEnd ? 0 : element.scrollLeft + stepX, atEnd ? 0 : element.scrollTop + stepY);
        element.dispatchEvent(new Event('scroll'));
        await new Promise((resolve) => setTimeout(resolve, 0));
        element.getBoundingClientRect();
        took.push(performance.now() - begun);
      }
      return took;
    },
    [area, x, y, FRAMES] as const
  );

const measureGrid = async (page: Page, tell: Tell): Promise<void> => {
  const { url, server } = await servePage(await buildPage());
  await page.goto(url, { waitUntil: 'networkidle' });
  const request = { panel: 'agentgrid', theme: 'dark', width: 1_200, height: 700, scene: 'data', agents: 1_000 };
  await page.evaluate((asked) => window.gridBench.mount({ ...asked, options: {} }), request);
  await measureScroll(page, { name: '1,000 agents scrolled', area: '[role="list"]', x: 0, y: 90 }, tell);
  server.close();
};

const measurePipeline = async (page: Page, tell: Tell): Promise<void> => {
  const { url, server } = await servePage(await buildPage(PANELS, CACHE));
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.clock.setFixedTime(await page.evaluate(() => window.panelPictures.at));
  const request = { panel: 'pipeline', theme: 'dark', width: 1_200, height: 700, scene: 'crowd', options: {} };
  const drawn = await page.evaluate((asked) => window.panelPictures.mount(asked), request);
  tell({ name: 'pipeline of 5,000 steps, folded, first drawn', value: drawn, unit: 'ms', limit: FIRST_DRAW_MS });
  await page.clock.resume();
  const unfolded = await page.evaluate(async () => {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Unfold all');
    const begun = performance.now();
    button?.click();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    return button ? performance.now() - begun : Number.NaN;
  });
  tell({ name: 'pipeline of 5,000 steps, all unfolded', value: unfolded, unit: 'ms', limit: FIRST_DRAW_MS });
  await measureScroll(page, { name: '5,000 steps scrolled', area: '#root div', x: 24, y: 120 }, tell);
  server.close();
};

/** What the page's main thread really computed per frame: what a busy computer does not inflate. */
const measureScroll = async (page: Page, { name, ...scroll }: Scroll & { name: string }, tell: Tell): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const computed = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1_000 * (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? Number.NaN);
  };
  const before = await computed();
  const frames = await scrollFrames(page, scroll);
  const perFrame = ((await computed()) - before) / frames.length;
  await session.detach();
  const [median, p95] = [quantile(frames, 0.5), quantile(frames, 0.95)];
  console.log(`${name}, by the wall clock: median ${median.toFixed(1)} · p95 ${p95.toFixed(1)} ms`);
  tell({ name: `${name}, computed per frame`, value: perFrame, unit: 'ms', limit: FRAME_MS });
};

/** Frame times of the two panels that hold most, drawn alone with React's production build. */
export const measureFrames = async (tell: Tell): Promise<void> => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1_200, height: 700 } });
    await measureGrid(page, tell);
    await measurePipeline(page, tell);
  } finally {
    await browser.close();
  }
};
