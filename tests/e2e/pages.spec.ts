import { watchFaults } from './support/faults';
import { apiAs, APP, loginState, newestSession, userOf } from './support/grafana';
import { expect, test } from './support/test';

const PAGES = [
  { path: 'home', shown: '[data-testid="eljefe-home-state"]' },
  { path: 'agents?from=now-1h&to=now', shown: '[data-testid="eljefe-agents-list"] a' },
  { path: 'agents/detail?var-agent_type=coder&from=now-1h&to=now', shown: '[data-testid="eljefe-agent-detail"]' },
  { path: 'sessions?from=now-1h&to=now', shown: '[data-testid="eljefe-sessions-list"] a' },
  { path: 'compare?mode=periods&from=now-30m&to=now', shown: '[data-testid="eljefe-compare-result"]' },
  { path: 'settings', shown: '[aria-label="Targets"]' },
  { path: 'setup', shown: '[data-testid="eljefe-setup-checks"] li a' },
];

test.describe('V8: every page of the app in Grafana', () => {
  for (const { path, shown } of PAGES) {
    test(`${path} is drawn, the console stays clean`, async ({ page }) => {
      const faults = watchFaults(page);
      await page.goto(`/a/${APP}/${path}`);
      await expect(page.locator(shown).first()).toBeVisible({ timeout: 120_000 });
      expect(faults).toEqual([]);
    });
  }

  for (const view of ['tree', 'table', 'replay']) {
    test(`T1, T2: a session as ${view}`, async ({ page }) => {
      const faults = watchFaults(page);
      const session = encodeURIComponent(await newestSession());
      await page.goto(`/a/${APP}/sessions/detail?var-session=${session}&view=${view}`);
      await expect(page.getByTestId('eljefe-session-detail')).toContainText(/\d/);
      expect(faults).toEqual([]);
    });
  }

  test('T7: a session compared with itself differs in nothing', async ({ page }) => {
    const faults = watchFaults(page);
    const session = encodeURIComponent(await newestSession());
    await page.goto(`/a/${APP}/compare?a=${session}&b=${session}`);
    await expect(page.getByTestId('eljefe-compare-result')).toBeVisible();
    expect(faults).toEqual([]);
  });
});

test.describe('C4: settings by role', () => {
  for (const { role, edits } of [
    { role: 'Viewer', edits: false },
    { role: 'Admin', edits: true },
  ] as const) {
    test(`${role}: budgets ${edits ? 'can' : 'cannot'} be added`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({ baseURL, storageState: await loginState(await userOf(role)) });
      const page = await context.newPage();
      const faults = watchFaults(page);
      await page.goto(`/a/${APP}/settings`);
      await expect(page.getByText(`Your role here is ${role}.`)).toBeVisible();
      const add = page.getByRole('button', { name: 'Add' });
      if (edits) {
        await expect(add.first()).toBeEnabled();
      } else {
        await expect(add.and(page.locator(':enabled:not([aria-disabled=true])'))).toHaveCount(0);
      }
      expect(faults).toEqual([]);
      await context.close();
    });
  }
});

test.describe('C4, I4: settings are changed in Grafana', () => {
  test('a budget that the administrator adds holds from now on, and says who added it', async ({ page }) => {
    const faults = watchFaults(page);
    const name = `Spring ${Date.now()}`;
    await page.goto(`/a/${APP}/settings`);
    await page.getByRole('button', { name: 'Add' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    for (const choice of ['For', 'In each']) {
      await dialog.getByRole('combobox', { name: choice }).click();
      await page.getByRole('option').first().click();
    }
    await dialog.getByRole('textbox', { name: 'Limit, USD' }).fill('5');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(/^Changed by admin at /)).toBeVisible();
    await page.reload();
    await page.getByRole('button', { name: `Remove ${name}` }).click();
    await page.getByRole('button', { name: 'Do it' }).click();
    await expect(page.getByRole('button', { name: `Remove ${name}` })).toHaveCount(0);
    expect(faults).toEqual([]);
  });
});

test.describe('B3: German', () => {
  test('who has chosen German reads the home page and the overview in German', async ({ browser, baseURL }) => {
    const user = await userOf('Editor');
    const api = await apiAs(user);
    const chosen = await api.patch('/api/user/preferences', { data: { language: 'de-DE' } });
    expect(chosen.status()).toBe(200);
    try {
      const context = await browser.newContext({ baseURL, storageState: await loginState(user) });
      const page = await context.newPage();
      const faults = watchFaults(page);
      await page.goto(`/a/${APP}/home`);
      await expect(page.getByTestId('eljefe-home-state')).toContainText(/Agent(en)? (läuft|laufen|arbeiten)/);
      await page.goto('/d/eljefe-overview');
      await expect(page.locator('[data-agent-row]').first()).toContainText(/Läuft|Fertig|Fehlgeschlagen|Wartet/, {
        timeout: 120_000,
      });
      expect(faults).toEqual([]);
      await context.close();
    } finally {
      await api.patch('/api/user/preferences', { data: { language: 'en-US' } });
      await api.dispose();
    }
  });
});
