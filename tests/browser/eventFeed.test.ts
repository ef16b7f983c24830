import { expect, inject, test } from 'vitest';

import { failNow } from './support/archive';
import { describeInBrowser, OVERVIEW } from './support/site';

const NEWS_WITHIN = { timeout: 20_000 };

describeInBrowser('V3: the event feed on the overview', {}, (site) => {
  const openFeed = async () => {
    await site().open(`${OVERVIEW}?refresh=5s&var-source=archive`);
    await site().events.first().waitFor();
  };
  const line = (text: string) => site().events.filter({ hasText: text });

  test('V3: it follows: an event shows by itself, newest first', async () => {
    await openFeed();
    await failNow(inject('analyticsUrl'), 'Emil', 'Emil lost the key');
    await line('Emil').first().waitFor();
    await expect.poll(() => site().events.first().textContent(), NEWS_WITHIN).toContain('Emil');
  });

  test('V3: paused it holds still and counts what is new; following again shows it', async () => {
    await openFeed();
    await site().feed.getByRole('button', { name: 'Pause', exact: true }).click();
    await failNow(inject('analyticsUrl'), 'Frida', 'Frida found no desk');
    await site()
      .feed.getByRole('button', { name: /^\d+ new$/ })
      .waitFor();
    expect(await line('Frida').count()).toBe(0);
    await site().feed.getByRole('button', { name: 'Follow', exact: true }).click();
    await site().page.mouse.move(0, 0);
    await line('Frida').first().waitFor();
  });

  test('V3: a severity chip and words narrow it', async () => {
    await openFeed();
    await site().feed.getByRole('textbox').fill('Berta');
    await line('Berta').first().waitFor();
    for (const text of await site().events.allTextContents()) {
      expect(text).toContain('Berta');
    }
    await site().feed.getByRole('textbox').fill('');
    await site()
      .feed.getByRole('button', { name: /^Warning \d+ events?$/ })
      .click();
    await expect
      .poll(async () => (await site().events.allTextContents()).every((text) => text.includes('Warning')))
      .toBe(true);
    expect(await site().events.count()).toBeGreaterThan(0);
  });

  test('T8: arrows move from event to event, Space unfolds one, Escape folds it', async () => {
    const { page } = site();
    await openFeed();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-event-row'));
    await site().events.first().focus();
    const first = await focused();
    await page.keyboard.press('ArrowDown');
    const second = await focused();
    expect(second).not.toBe(first);
    await page.keyboard.press('Space');
    const open = site().feed.getByText(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} · job /);
    await open.waitFor();
    await page.keyboard.press('Escape');
    await open.waitFor({ state: 'detached' });
  });
});
