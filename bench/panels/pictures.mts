// Draws the pipeline, insights and quick actions panels into a folder, to be looked at: `npx tsx bench/panels/pictures.mts <folder> [part of a name]`.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Page } from 'playwright-core';

import { launchBrowser } from '../../tests/browser/launch.ts';
import { buildPage } from '../grid/buildPage.mts';
import { servePage } from '../grid/servePage.mts';
import { type MountRequest } from './page.tsx';

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? 'gallery/panels';
const only = process.argv[3] ?? '';

const SIZES = { wide: [1200, 620], phone: [360, 640] } as const;

type Scene = [string, Pick<MountRequest, 'panel'> & Partial<MountRequest>, Array<(page: Page) => Promise<void>>];

const states = (panel: MountRequest['panel']): Scene[] =>
  ['none', 'empty', 'missing', 'loading', 'error', 'stale'].map((scene) => [`${panel}-${scene}`, { panel, scene }, []]);

const button = (name: string) => (page: Page) => page.getByRole('button', { name }).click();

const SCENES: Scene[] = [
  ['pipeline-data', { panel: 'pipeline' }, []],
  ['pipeline-failing', { panel: 'pipeline', scene: 'failing' }, []],
  [
    'pipeline-details',
    { panel: 'pipeline', scene: 'failing', options: { sessionUrl: '/d/eljefe-session' } },
    [
      (page) =>
        page
          .getByRole('button', { name: /^‘survey’ failed/ })
          .first()
          .click(),
    ],
  ],
  ['pipeline-table', { panel: 'pipeline', scene: 'failing', options: { view: 'table' } }, []],
  ['pipeline-hundred', { panel: 'pipeline', scene: 'hundred' }, []],
  ['pipeline-crowd', { panel: 'pipeline', scene: 'crowd' }, []],
  ['pipeline-unfolded', { panel: 'pipeline', scene: 'crowd' }, [button('Unfold all')]],
  ['pipeline-unordered', { panel: 'pipeline', scene: 'unordered' }, []],
  ['pipeline-nosteps', { panel: 'pipeline', scene: 'no-steps' }, []],
  ...states('pipeline'),
  ['insights-data', { panel: 'insights' }, []],
  ['insights-evidence', { panel: 'insights' }, [(page) => page.getByText('What it rests on').first().click()]],
  ...states('insights'),
  ['quickactions-data', { panel: 'quickactions', options: { debugUrl: '/d/eljefe-agent' } }, []],
  ['quickactions-none', { panel: 'quickactions', scene: 'none' }, []],
  ['quickactions-stale', { panel: 'quickactions', scene: 'stale' }, []],
];

/** What axe finds on the page, colour contrast included. */
const violations = async (page: Page): Promise<string[]> => {
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  return page.evaluate(async () => {
    const { violations: found } = await window.axe.run('#root');
    return found.map(({ id, nodes }) => `${id} (${nodes.length}) ${nodes[0]?.html ?? ''}`);
  });
};

const main = async (): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const outdir = path.resolve(here, '../../.cache/bench-panels');
  const { url, server } = await servePage(await buildPage(path.join(here, 'page.tsx'), outdir));
  const browser = await launchBrowser();
  const problems: string[] = [];
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
  await page.goto(url, { waitUntil: 'networkidle' });
  const at = await page.evaluate(() => window.panelPictures.at);
  await page.clock.setFixedTime(at);
  for (const [name, change, steps] of SCENES.filter(([scene]) => scene.includes(only))) {
    for (const theme of ['dark', 'light'] as const) {
      for (const [size, [width, height]] of Object.entries(SIZES)) {
        const request: MountRequest = { theme, width, height, scene: 'data', options: {}, ...change };
        await page.setViewportSize({ width, height });
        await page.goto(url, { waitUntil: 'networkidle' });
        await page.evaluate(() => window.localStorage.clear());
        const tookMs = await page.evaluate((asked) => window.panelPictures.mount(asked), request);
        await page.waitForLoadState('networkidle');
        await page.waitForTimeout(150);
        for (const step of steps) {
          await step(page);
        }
        problems.push(...(await violations(page)).map((text) => `${name} ${theme} ${size}: ${text}`));
        await page.screenshot({ path: path.join(folder, `${name}-${theme}-${size}.png`) });
        console.log(`${name} ${theme} ${size}: drawn in ${tookMs.toFixed(0)} ms`);
      }
    }
  }
  await browser.close();
  server.close();
  console.log(problems.length === 0 ? 'axe: no violation' : problems.join('\n'));
  process.exitCode = problems.length === 0 ? 0 : 1;
};

await main();
