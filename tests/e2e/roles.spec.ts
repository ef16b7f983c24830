import { expect, test } from '@playwright/test';

import { watchFaults } from './support/faults';
import { apiAs, APP, loginState, OVERVIEW, proxy, UID, userOf, type Role } from './support/grafana';

const ROLES: Array<{ role: Role; configures: boolean; explores: boolean }> = [
  { role: 'Viewer', configures: false, explores: false },
  { role: 'Editor', configures: false, explores: true },
  { role: 'Admin', configures: true, explores: true },
];

for (const { role, configures, explores } of ROLES) {
  test.describe(`S1: as ${role}`, () => {
    test('the overview is live, without an error', async ({ browser, baseURL }) => {
      const context = await browser.newContext({ baseURL, storageState: await loginState(await userOf(role)) });
      const page = await context.newPage();
      const faults = watchFaults(page);
      await page.goto(OVERVIEW);
      await expect(page.locator('[data-agent-row]').first()).toBeVisible({ timeout: 60_000 });
      await expect(page.locator('[data-event-row]').first()).toBeVisible();
      expect(faults).toEqual([]);
      await context.close();
    });

    test(`the home page is there, configuration ${configures ? 'is' : 'is not'}`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({ baseURL, storageState: await loginState(await userOf(role)) });
      const page = await context.newPage();
      await page.goto(`/a/${APP}/home`);
      await expect(page.getByTestId('eljefe-home-state')).toBeVisible();
      await page.goto(`/plugins/${APP}`);
      const sources = page.getByTestId('eljefe-configuration-sources');
      if (configures) {
        await expect(sources).toBeVisible();
      } else {
        await page.waitForLoadState('networkidle');
        await expect(sources).toHaveCount(0);
      }
      await context.close();
    });

    test(`Explore ${explores ? 'opens' : 'stays closed'}`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({ baseURL, storageState: await loginState(await userOf(role)) });
      const page = await context.newPage();
      const panes = {
        a: { datasource: UID, queries: [{ refId: 'A', kind: 'jobs' }], range: { from: 'now-1h', to: 'now' } },
      };
      await page.goto(`/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify(panes))}`);
      const runs = page
        .getByTestId('data-testid RefreshPicker run button')
        .or(page.getByRole('button', { name: 'Run query' }));
      if (explores) {
        await expect(runs.first()).toBeVisible();
      } else {
        await page.waitForLoadState('networkidle');
        await expect(runs).toHaveCount(0);
      }
      await context.close();
    });

    test('reading goes through the proxy, changing the data source does not', async () => {
      const api = await apiAs(await userOf(role));
      expect((await api.get(proxy('read/state'))).status()).toBe(200);
      const changed = await api.put(`/api/datasources/uid/${UID}`, { data: { name: 'Taken over' } });
      expect([400, 403]).toContain(changed.status());
      await api.dispose();
    });
  });
}
