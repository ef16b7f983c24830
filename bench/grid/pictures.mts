import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type axe from 'axe-core';
import { type Page } from 'playwright-core';

import { launchBrowser } from '../../tests/browser/launch.ts';
import { buildPage } from './buildPage.mts';
import { type MountRequest } from './page.tsx';
import { servePage } from './servePage.mts';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const require = createRequire(import.meta.url);
const folder = process.argv[2] ?? 'gallery/panels';
const only = process.argv[3] ?? '';

const SIZES = { wide: [1200, 620], half: [720, 480], phone: [360, 640] } as const;

const grid = (name: string, change: Partial<MountRequest>): [string, Partial<MountRequest>] => [
  `grid-${name}`,
  { panel: 'agentgrid', ...change },
];
const feed = (name: string, change: Partial<MountRequest>): [string, Partial<MountRequest>] => [
  `feed-${name}`,
  { panel: 'eventfeed', ...change },
];

const SCENES: Array<[string, Partial<MountRequest>]> = [
  grid('data', {}),
  grid('table', { options: { layout: 'table' } }),
  grid('compact', { options: { density: 'compact' } }),
  grid('table-compact', { options: { layout: 'table', density: 'compact' } }),
  grid('grouped', { agents: 1_000, options: { groupBy: 'session' } }),
  grid('thousand', { agents: 1_000 }),
  ...['empty', 'none', 'missing', 'loading', 'error', 'stale'].map((scene) => grid(scene, { scene })),
  grid('details', { options: { agentUrl: '/d/eljefe-agent', sessionUrl: '/d/eljefe-session' } }),
  grid('menu', {}),
  grid('tiny', { width: 216, height: 420 }),
  feed('tiny', { width: 216, height: 420 }),
  feed('data', {}),
  feed('open', { options: { agentUrl: '/d/eljefe-agent' } }),
  feed('compact', { options: { density: 'compact' } }),
  ...['empty', 'error', 'stale'].map((scene) => feed(scene, { scene })),
];

/** Scenes that a reader makes himself. */
const STEPS: Readonly<Record<string, Array<(page: Page) => Promise<void>>>> = {
  'grid-details': [(page) => page.getByRole('listitem').first().press('Space')],
  'grid-menu': [(page) => page.getByRole('button', { name: /^View/ }).click(), (page) => page.waitForTimeout(300)],
  'feed-open': [(page) => page.getByRole('listitem').nth(2).press('Space')],
};

/** While its menu is open, Grafana's own Dropdown hides the page behind it from screen readers in a way that axe reports. */
const LIBRARY_OWN: ReadonlySet<string> = new Set(['grid-menu']);

/** What axe finds on the page, colour contrast included. */
const violations = async (page: Page): Promise<string[]> => {
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  return page.evaluate(async () => {
    const { violations: found } = await window.axe.run('#root');
    return found.map(({ id, nodes }) => `${id} (${nodes.length}) ${nodes[0]?.html ?? ''}`);
  });
};

/** Draws both panels in every state, theme and width into a folder, to be looked at. */
const main = async (): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const { url, server } = await servePage(await buildPage());
  const browser = await launchBrowser();
  const problems: string[] = [];
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  page.on('pageerror', (error) => console.error('page error:', error.message));
  for (const [name, change] of SCENES.filter(([scene]) => scene.includes(only))) {
    for (const theme of ['dark', 'light'] as const) {
      for (const [size, [width, height]] of Object.entries(SIZES)) {
        const request: MountRequest = {
          panel: 'agentgrid',
          theme,
          width,
          height,
          scene: 'data',
          agents: 22,
          options: {},
          ...change,
        };
        await page.setViewportSize({ width, height });
        await page.goto(url, { waitUntil: 'networkidle' });
        await page.evaluate((asked) => window.gridBench.mount(asked), request);
        await page.waitForLoadState('networkidle');
        await page.waitForTimeout(150);
        for (const step of STEPS[name] ?? []) {
          await step(page);
        }
        problems.push(
          ...(LIBRARY_OWN.has(name) ? [] : await violations(page)).map((text) => `${name} ${theme} ${size}: ${text}`)
        );
        await page.screenshot({ path: path.join(folder, `${name}-${theme}-${size}.png`) });
      }
    }
  }
  await browser.close();
  server.close();
  console.log(problems.length === 0 ? 'axe: no violation' : `axe:\n${problems.join('\n')}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
};

await main();
