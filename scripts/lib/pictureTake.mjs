import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { tsImport } from 'tsx/esm/api';

import { say } from './say.mjs';

const READY_MS = 30_000;
/** The one picture of the README is worth a wait. */
const PATIENCE_MS = 120_000;
/** Graphs fade in, fonts arrive, one more update comes. */
const SETTLE_MS = 1_500;
/** Most of the time is waiting. */
const AT_ONCE = 4;
const SCREEN_PX = 900;
const TALLEST_PX = 6_000;
const LARGEST_KB = 400;

export const openBrowser = async () => {
  const { launchBrowser } = await tsImport('../../tests/browser/launch.ts', import.meta.url);
  return launchBrowser();
};

const openPage = async (browser, { site, width, height, scale = 1 }) => {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    storageState: site.storageState,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(READY_MS);
  await site.prepare(page);
  return page;
};

/** No panel and no list waits for an answer any more. */
const waitForAnswers = (page) =>
  page.waitForFunction(
    () => document.querySelector('[aria-label="Panel loading bar"], [data-testid="Spinner"]') === null,
    undefined,
    { timeout: READY_MS }
  );

/** Makes the window as high as what it shows: panels below its edge are not drawn. */
const fitHeight = async (page, width) => {
  const height = await page.evaluate(() => {
    const heights = [...document.querySelectorAll('main, #reactRoot, #root, body')].map(
      (element) => element.scrollHeight
    );
    return Math.max(...heights);
  });
  await page.setViewportSize({ width, height: Math.min(Math.max(height, SCREEN_PX), TALLEST_PX) });
};

const makeReady = async (page, { state, ready, prepare, width }) => {
  if (state === 'data') {
    await page.locator(ready).first().waitFor();
    await prepare?.(page);
  }
  if (state !== 'loading') {
    await page.waitForTimeout(SETTLE_MS);
    await waitForAnswers(page);
  }
  if (state === 'error') {
    await prepare?.(page);
  }
  await fitHeight(page, width);
  await page.waitForTimeout(SETTLE_MS);
  if (state !== 'loading') {
    await waitForAnswers(page);
  }
};

const sit = async (browser, sitting, out) => {
  const { site, path, width, pictures } = sitting;
  const page = await openPage(browser, { site, width, height: width < 600 ? 2_800 : 1_500 });
  try {
    await page.goto(site.url + path);
    await makeReady(page, sitting);
    for (const { name, part } of pictures) {
      await (part === null ? page : page.locator(part)).screenshot({ path: join(out, `${name}.png`) });
    }
  } finally {
    await page.context().close();
  }
};

/** Takes the pictures, some pages side by side. @returns the names of those that could not be taken */
export const takeShots = async (browser, { sittings, out }) => {
  mkdirSync(out, { recursive: true });
  const waiting = [...sittings];
  const failed = [];
  const sitOn = async () => {
    for (let sitting = waiting.shift(); sitting !== undefined; sitting = waiting.shift()) {
      const names = sitting.pictures.map(({ name }) => name);
      try {
        await sit(browser, sitting, out);
        say(names.join(' '));
      } catch (error) {
        failed.push(...names);
        say(`${names.join(' ')}: ${error.message.split('\n')[0]}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sitOn));
  return failed;
};

/**
 * The README's picture: the live overview, 1600 pixels wide, dark, the grid on the agents that run. @returns its size in kB
 * @throws when it is too large for a README
 */
export const takePicture = async (browser, { site, file }) => {
  // A large screen seen from a little further away, so that key figures, graphs, agents and events are all on it.
  const page = await openPage(browser, { site, width: 1_920, height: 1_600, scale: 1_600 / 1_920 });
  await page.goto(`${site.url}/d/eljefe-overview?from=now-1h&to=now&refresh=&kiosk&theme=dark`);
  await page.locator('[data-event-row]').first().waitFor({ timeout: PATIENCE_MS });
  await page.locator('[data-agent-row]').first().waitFor({ timeout: PATIENCE_MS });
  await page.locator('canvas').first().waitFor({ timeout: PATIENCE_MS });
  await page.getByRole('button', { name: /^Running \d+ agents?$/ }).click();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(SETTLE_MS);
  await page.waitForFunction(() => document.querySelector('[aria-label="Panel loading bar"]') === null, undefined, {
    timeout: PATIENCE_MS,
  });
  mkdirSync(dirname(file), { recursive: true });
  await page.screenshot({ path: file });
  await page.context().close();
  const kilobytes = statSync(file).size / 1_000;
  if (kilobytes > LARGEST_KB) {
    throw new Error(`${file} has ${kilobytes.toFixed(0)} kB; a README's picture should have at most ${LARGEST_KB}`);
  }
  return kilobytes;
};
