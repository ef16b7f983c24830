import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../../tests/browser/launch';
import { allowedNotFound, startWorkbench, type Workbench } from '../src/index';
import { startUpstream, type FakeUpstream } from './fakeUpstream';
import { fixtureBundle, fixtureProvisioning } from './fixtureWorkbench';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const patienceMs = 20_000;

let browser: Browser;
let upstream: FakeUpstream;
let workbench: Workbench;
let page: Page;
let faults: string[];

beforeAll(async () => {
  upstream = await startUpstream((_request, response) => response.end('{"health":"fine"}'));
  workbench = await startWorkbench({
    distDir: fixtureBundle,
    provisioningDir: fixtureProvisioning,
    env: { UPSTREAM: upstream.url, READ_TOKEN: 'read', CONTROL_TOKEN: 'control' },
  });
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await workbench?.close();
  await upstream?.close();
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(patienceMs);
  faults = [];
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() >= 400 && !allowedNotFound.some(({ path }) => path.test(pathname))) {
      faults.push(`${response.status()} ${pathname}`);
    }
  });
  page.on('console', (message) => {
    if (message.type() === 'error') {
      faults.push(`console: ${message.text()}`);
    }
  });
});

afterEach(async () => {
  await page.close();
  expect(faults).toEqual([]);
});

const open = (path: string) => page.goto(workbench.url + path);
const shows = (text: string | RegExp) => page.getByText(text).first().waitFor();

/** The part of the page that is one panel. */
function panel(title: string) {
  return page.getByTestId(`data-testid Panel header ${title}`);
}

describe('D1: pages', () => {
  test('the first screen says that this is not Grafana and lists dashboards, app pages and data sources', async () => {
    await open('/');
    await shows('This is not Grafana');
    for (const name of ['Demo', 'Sample page', 'Sample']) {
      await page.getByRole('main').getByRole('link', { name, exact: true }).waitFor();
    }
  });

  test('an app page opens by its address; its links lead on without a reload', async () => {
    await open('/a/sample-workbench-app/one');
    await shows('app sample-workbench-app at /a/sample-workbench-app');
    await shows(/module at http.*\/public\/plugins\/sample-workbench-app\/module\.js/);
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    await page.getByRole('link', { name: 'To page two' }).click();
    await shows('x is 1');
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
    expect(new URL(page.url()).pathname).toBe('/a/sample-workbench-app/two');
    await page.goBack();
    await page.getByRole('heading', { name: 'Page one' }).waitFor();
  });

  test('application events are shown as messages', async () => {
    await open('/a/sample-workbench-app/one');
    await page.getByRole('button', { name: 'Say it' }).click();
    await shows('Well done');
    await shows('all of it');
  });

  test('the app’s configuration page is drawn', async () => {
    await open('/plugins/sample-workbench-app');
    await shows('The configuration of the sample');
  });

  test('a page that Grafana may have is said to be absent', async () => {
    await open('/alerting/list');
    await shows('Not in the workbench');
  });

  test('a data source is edited, saved and tested', async () => {
    await open('/connections/datasources/edit/sample');
    await page.getByLabel('API address').fill(`${upstream.url}/other`);
    await page.getByRole('button', { name: 'Save & test' }).click();
    await shows('The upstream says {"health":"fine"}');
    expect(upstream.seen.at(-1)?.path).toBe('/other/v1/read/health');
    await page.getByLabel('API address').fill(upstream.url);
    await page.getByRole('button', { name: 'Save & test' }).click();
    await expect.poll(() => upstream.seen.at(-1)?.path).toBe('/v1/read/health');
  });

  test('Explore runs the query of the data source’s own editor and keeps it in the address', async () => {
    await open('/explore?datasource=sample');
    await page.getByLabel('Kind').fill('logs');
    await page.getByRole('button', { name: 'Run query' }).click();
    await shows('second line');
    expect(decodeURIComponent(page.url())).toContain('"kind":"logs"');
  });
});

describe('D1: a dashboard', () => {
  beforeEach(async () => {
    await open('/d/demo');
    await page.getByRole('heading', { name: 'Demo' }).waitFor();
  });

  test('the nested panel draws what the nested data source answers', async () => {
    await shows('Nested panel: time, alpha, beta in en-US');
  });

  test('texts come in the language asked for, which may be one that the page itself does not speak', async () => {
    await open('/d/demo?language=de-DE');
    await shows('Nested panel: time, alpha, beta in de-DE');
  });

  test('every stand-in draws its data and bears the quiet mark', async () => {
    for (const text of ['Renamed alpha', 'second line', 'busy', 'run the job', 'planner', 'deployed']) {
      await page.getByText(text).first().waitFor({ state: 'attached' });
    }
    await page.getByText('The workbench has no panel of type "alertlist"').waitFor({ state: 'attached' });
    await expect.poll(() => page.locator('canvas').count()).toBeGreaterThan(0);
    expect(await page.getByTitle(/^Approximation:/).count()).toBeGreaterThan(10);
  });

  test('text is made safe', async () => {
    await shows('Chosen:');
    expect(await page.evaluate(() => 'evil' in window)).toBe(false);
  });

  test('a query that fails shows its error on its own panel', async () => {
    await panel('failing title').scrollIntoViewIfNeeded();
    await panel('failing title')
      .getByTestId(/Panel status error/)
      .waitFor();
  });

  test('variables stand in the address, and the address sets them', async () => {
    await expect.poll(() => new URL(page.url()).searchParams.getAll('var-colour')).toEqual(['red', 'green']);
    await open('/d/demo?var-colour=blue&var-size=large');
    await page.getByText('Chosen:').getByText('blue').waitFor();
    await page.getByText('large', { exact: true }).first().waitFor();
  });

  test('dragging over a graph zooms, and the address says so', async () => {
    const canvas = panel('timeseries title').locator('.u-over');
    await canvas.waitFor();
    const box = await canvas.boundingBox();
    expect(box).not.toBeNull();
    if (box !== null) {
      await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 5 });
      await page.mouse.up();
    }
    await expect.poll(() => new URL(page.url()).searchParams.get('from')).toMatch(/^\d{4}-|^\d{13}$/);
  });

  test('hovering a graph shows time and values of its series', async () => {
    await panel('timeseries title').locator('.u-over').hover();
    const tooltip = page.locator('#grafana-portal-container');
    await tooltip.getByText(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/).waitFor();
    await tooltip.getByText('alpha').waitFor();
    await tooltip.getByText('beta').waitFor();
  });

  test('a click on a name in the legend leaves that series alone, a second one brings the others back', async () => {
    const legend = panel('timeseries title')
      .getByRole('button')
      .filter({ hasText: /^(alpha|beta)$/ });
    await legend.first().click();
    await page.getByRole('button', { name: 'Only alpha selected' }).waitFor();
    await legend.first().click();
    await page.getByRole('button', { name: 'All series selected' }).first().waitFor();
  });

  test('series and bars have the colours of the palette', async () => {
    const icons = panel('timeseries title').getByTestId('series-icon');
    const colours = (): Promise<string[]> =>
      icons.evaluateAll((found) => found.map((icon) => getComputedStyle(icon).background));
    await expect.poll(async () => new Set(await colours()).size).toBe(2);
  });

  test('the refresh button asks again', async () => {
    await shows('Nested panel: time, alpha, beta');
    await page.getByTestId('data-testid RefreshPicker run button').click();
    await shows('Nested panel: time, alpha, beta');
  });

  test('a closed row opens', async () => {
    await page.getByRole('button', { name: /Closed row/ }).click();
    await page.getByText('row content').waitFor();
  });

  test('a link keeps the time range and leads to the app without a reload', async () => {
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    await page.getByRole('link', { name: 'Sample page' }).last().click();
    await page.getByRole('heading', { name: 'Page one' }).waitFor();
    expect(new URL(page.url()).searchParams.get('from')).toBe('now-1h');
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  });
});

describe.each(['dark', 'light'])('D1: in the %s theme', (theme) => {
  test.each(['/', '/d/demo', '/a/sample-workbench-app/one'])(
    '%s fits 360 px and axe finds nothing grave in the frame',
    async (path) => {
      await page.setViewportSize({ width: 360, height: 800 });
      await open(`${path}?theme=${theme}`);
      await page.getByRole('main').getByRole('heading').first().waitFor();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await page.addScriptTag({ path: axePath });
      const violations: unknown = await page.evaluate(
        'axe.run("header, main h1, [role=status]").then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html))'
      );
      expect(violations).toEqual([]);
    }
  );
});
