import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject } from 'vitest';

import { allowedNotFound } from '../../../pkg/workbench/src/index';
import { launchBrowser } from '../launch';

import { sendArchive } from './archive';

/** Longest wait for anything on screen; the machine that runs this may be busy. */
const PATIENCE_MS = 30_000;

export const OVERVIEW = '/d/eljefe-overview';

/** One fresh page for each test, in one browser for each file. */
export class Site {
  /** What must not happen: page errors, console errors, answers of 400 and more that nobody allowed. */
  readonly faults: string[] = [];

  constructor(
    readonly page: Page,
    private readonly base: string
  ) {
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.faults.push(`page error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        this.faults.push(`console: ${message.text()}`);
      }
    });
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (response.status() >= 400 && !allowedNotFound.some(({ path }) => path.test(pathname))) {
        this.faults.push(`${response.status()} ${pathname}`);
      }
    });
  }

  async open(path: string, base = this.base): Promise<void> {
    await this.page.goto(base + path);
  }

  /** The part of the page that is one panel, with its title. */
  panel(title: string): Locator {
    return this.page.getByTestId(`data-testid Panel header ${title}`);
  }

  get grid(): Locator {
    return this.panel('Agents');
  }

  get feed(): Locator {
    return this.panel('Alerts and events');
  }

  /** Rows or cards of agents in sight. */
  get agents(): Locator {
    return this.page.locator('[data-agent-row]');
  }

  get events(): Locator {
    return this.page.locator('[data-event-row]');
  }

  parameter(name: string): string[] {
    return new URL(this.page.url()).searchParams.getAll(name);
  }
}

interface Choice {
  /** Tests that break things on purpose look at the faults themselves. */
  expectsFaults?: boolean;
  /** In pixels; by default a large desktop on which the whole overview is in sight. */
  viewport?: { width: number; height: number };
}

/** A group of tests in a real browser; skipped, with the reason printed at the start, where there is none. */
export const describeInBrowser = (
  name: string,
  { expectsFaults = false, viewport = { width: 1400, height: 1800 } }: Choice,
  tests: (site: () => Site) => void
): void => {
  describe.skipIf(inject('noBrowser') !== null)(name, () => {
    let browser: Browser;
    // One context, so that scripts are read and compiled once; each test has a page of its own and leaves no choice behind.
    let context: BrowserContext;
    let site: Site;
    beforeAll(async () => {
      // Told anew for each group: what ended leaves the live state after some minutes, and others ran before.
      await sendArchive(inject('analyticsUrl'));
      browser = await launchBrowser();
      context = await browser.newContext({ viewport });
    });
    afterAll(async () => {
      await browser?.close();
    });
    beforeEach(async () => {
      site = new Site(await context.newPage(), inject('workbenchUrl'));
    });
    afterEach(async () => {
      await site.page.evaluate(() => localStorage.clear());
      await site.page.close();
      if (!expectsFaults) {
        expect(site.faults).toEqual([]);
      }
    });
    tests(() => site);
  });
};
