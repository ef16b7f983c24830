import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';

import { describeInBrowser, OVERVIEW } from './support/site';

describeInBrowser('V3, V8: the agent grid on the overview', {}, (site) => {
  const filter = (): Locator => site().grid.getByRole('textbox');
  const only = async (text: string) => {
    await filter().fill(text);
    await expect
      .poll(async () => (await site().agents.allTextContents()).every((row) => row.includes(text)))
      .toBe(true);
  };
  const choose = async (name: string) => {
    await site().grid.getByRole('button', { name: /^View/ }).click();
    await site().page.getByRole('menuitemradio', { name, exact: true }).click();
  };
  const openOverview = async (query = '') => {
    await site().open(`${OVERVIEW}?refresh=${query}`);
    await site().agents.first().waitFor();
  };
  const openArchive = () => openOverview('&var-agent_type=archivist');

  test('V3: a status chip leaves agents of that status alone; a second press brings the others back', async () => {
    await openOverview();
    const chip = site().grid.getByRole('button', { name: /^Failed \d+ agents?$/ });
    await chip.click();
    expect(await chip.getAttribute('aria-pressed')).toBe('true');
    await expect
      .poll(async () => (await site().agents.allTextContents()).every((text) => text.startsWith('Failed')))
      .toBe(true);
    expect(await site().agents.count()).toBeGreaterThan(0);
    await chip.click();
    expect(await chip.getAttribute('aria-pressed')).toBe('false');
  });

  test('V3: words narrow the list; a filter that fits nothing says so and can be cleared', async () => {
    await openOverview();
    await only('Anton');
    expect(await site().agents.count()).toBe(1);
    await filter().fill('nobody is called so');
    await site().grid.getByText('No agent matches the filter').waitFor();
    await site().grid.getByRole('button', { name: 'Clear filter' }).click();
    await expect.poll(() => site().agents.count()).toBeGreaterThan(1);
  });

  test('V3: as a table it sorts by a press on a head, the other way round by a second one', async () => {
    await openArchive();
    await choose('Table');
    const head = site().grid.getByRole('columnheader', { name: 'Agent' });
    const names = async () =>
      (await site().agents.allTextContents()).map((text) => /Anton|Berta|Carla/.exec(text)?.[0] ?? '').filter(Boolean);
    await head.getByRole('button').click();
    await site().page.mouse.move(0, 0);
    await expect.poll(names).toEqual(['Anton', 'Berta', 'Carla']);
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    await head.getByRole('button').click();
    await site().page.mouse.move(0, 0);
    await expect.poll(names).toEqual(['Carla', 'Berta', 'Anton']);
    expect(await head.getAttribute('aria-sort')).toBe('descending');
  });

  test('V3: the chosen layout is remembered over a reload', async () => {
    await openArchive();
    await choose('Table');
    await site().grid.getByRole('grid', { name: 'Agents' }).waitFor();
    await site().page.reload();
    await site().grid.getByRole('grid', { name: 'Agents' }).waitFor();
  });

  test('T8: keyboard alone: / filters, arrows move, Space opens the details, Escape closes and gives the focus back', async () => {
    const { page } = site();
    await openArchive();
    await site().agents.first().focus();
    await page.keyboard.press('/');
    await expect.poll(() => filter().evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await site().agents.first().focus();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-agent-row'));
    const first = await focused();
    await page.keyboard.press('ArrowRight');
    const second = await focused();
    expect(second).not.toBeNull();
    expect(second).not.toBe(first);
    await page.keyboard.press('Space');
    const details = page.getByRole('dialog', { name: /^Details of / });
    await details.waitFor();
    // The first Escape may close the tip of the focused button, as it should.
    await page.keyboard.press('Escape');
    if ((await details.count()) > 0) {
      await page.keyboard.press('Escape');
    }
    await details.waitFor({ state: 'detached' });
    expect(await focused()).toBe(second);
  });

  test('V8: a failed agent’s details give its error and the next step', async () => {
    await openArchive();
    await site().agents.filter({ hasText: 'Berta' }).getByText('The shelf is full').click();
    const details = site().page.getByRole('dialog', { name: 'Details of Berta' });
    await details.getByText('The shelf is full').waitFor();
    await details.getByText('Sort the files of Berta').waitFor();
    await details.getByRole('button', { name: 'Close details' }).click();
    await details.waitFor({ state: 'detached' });
  });

  test('V3: nothing moves under the pointer while the agents change', async () => {
    await openOverview();
    await site().agents.nth(1).hover();
    const order = () => site().agents.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-agent-row')));
    const before = (await order()).slice(0, 4);
    const said = await site().grid.textContent();
    await expect.poll(() => site().grid.textContent()).not.toBe(said);
    expect((await order()).slice(0, 4)).toEqual(before);
  });
});
