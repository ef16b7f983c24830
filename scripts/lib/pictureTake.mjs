import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { tsImport } from 'tsx/esm/api';

import { say } from './say.mjs';

const READY_MS = 30_000;
/** The one picture of the README is worth a wait. */
const PATIENCE_MS = 120_000;
/** Graphs fade in, fonts arrive, one more update comes. */
const SETTLE_MS = 2_500;
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
  await site.prepare(page);
  return page;
};

const takeShot = async (browser, { site, path, width, state, ready, part, prepare, file }) => {
  const page = await openPage(browser, { site, width, height: width < 600 ? 2_800 : 1_500 });
  try {
    await page.goto(site.url + path);
    if (state === 'data') {
      await page.locator(ready).first().waitFor({ timeout: READY_MS });
      await prepare?.(page);
    } else if (part !== undefined) {
      await page.locator(part).waitFor({ timeout: READY_MS });
    }
    await page.waitForTimeout(SETTLE_MS);
    if (state !== 'data' && part === undefined) {
      await prepare?.(page);
      await page.waitForTimeout(prepare ? SETTLE_MS : 0);
    }
    await (part === undefined ? page : page.locator(part)).screenshot({ path: file });
  } finally {
    await page.context().close();
  }
};

/** Takes the pictures one after the other. @returns the names of those that could not be taken */
export const takeShots = async (browser, { shots, out }) => {
  mkdirSync(out, { recursive: true });
  const failed = [];
  for (const shot of shots) {
    try {
      await takeShot(browser, { ...shot, file: join(out, `${shot.name}.png`) });
      say(shot.name);
    } catch (error) {
      failed.push(shot.name);
      say(`${shot.name}: ${error.message.split('\n')[0]}`);
    }
  }
  return failed;
};

/**
 * The README's picture: the live overview, 1600 × 1000, dark, the grid on the agents that run. @returns its size in kB
 * @throws when it is too large for a README
 */
export const takePicture = async (browser, { site, file }) => {
  // A large screen seen from a little further away, so that key figures, graphs, agents and events are all on it.
  const page = await openPage(browser, { site, width: 1_920, height: 1_200, scale: 1_600 / 1_920 });
  await page.goto(`${site.url}/d/eljefe-overview?from=now-15m&to=now&refresh=&kiosk&theme=dark`);
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
