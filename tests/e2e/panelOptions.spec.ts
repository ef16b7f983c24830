import type { Locator, Page } from '@playwright/test';

import { overviewPanel } from './support/boards';
import { watchFaults } from './support/faults';
import { expect, test } from './support/test';

const PANELS = [
  { title: 'Agents', group: 'Agent status grid', shown: '[data-agent-row]' },
  { title: 'Alerts and events', group: 'Alert & event feed', shown: '[data-event-row]' },
  { title: 'Workflow pipeline', group: 'Workflow pipeline', shown: 'svg, [role=grid], [role=table], table' },
  { title: 'Insights', group: 'Insights', shown: 'button, h2, h3, li' },
  { title: 'Quick actions', group: 'Quick actions', shown: 'button' },
];

/** Presses each one once and once more, and looks at the panel in between. */
const pressEach = async (controls: Locator, check: () => Promise<void>): Promise<number> => {
  const count = await controls.count();
  for (let index = 0; index < count; index += 1) {
    await controls.nth(index).click({ force: true });
    await check();
  }
  return count;
};

/** Each choice of a list once; of a list of many, where all are chosen, the last one off and on again. */
const chooseEach = async (page: Page, combobox: Locator, check: () => Promise<void>): Promise<void> => {
  await combobox.click();
  const choices = page.getByRole('option');
  const count = await choices.count();
  if (count === 0) {
    await combobox.press('Backspace');
    await check();
    await choices.first().click();
    await page.keyboard.press('Escape');
    return check();
  }
  await page.keyboard.press('Escape');
  for (let index = 0; index < count; index += 1) {
    await combobox.click();
    await choices.nth(index).click();
    await check();
  }
};

test.describe('V2, V3: every option of every panel, in Grafana’s own editor', () => {
  for (const { title, group, shown } of PANELS) {
    test(title, async ({ page }) => {
      const faults = watchFaults(page);
      await page.goto(`/d/eljefe-overview?editPanel=${overviewPanel(title)}`);
      const panel = page.getByTestId(`data-testid Panel header ${title}`);
      await expect(panel.locator(shown).first()).toBeVisible({ timeout: 120_000 });
      const options = page.getByTestId(`data-testid Options group ${group}`);
      await options.scrollIntoViewIfNeeded();
      const check = async (): Promise<void> => {
        await expect(panel.getByTestId(/^data-testid Panel status/)).toHaveCount(0);
        await expect(panel.getByText('An unexpected error happened')).toHaveCount(0);
      };
      const switches = await pressEach(options.getByRole('switch'), check);
      const radios = await pressEach(options.getByRole('radio'), check);
      for (const combobox of await options.getByRole('combobox').all()) {
        await chooseEach(page, combobox, check);
      }
      expect(switches + radios).toBeGreaterThan(0);
      expect(faults).toEqual([]);
    });
  }
});
