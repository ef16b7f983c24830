import { watchFaults } from './support/faults';
import { apiAs, APP, UID } from './support/grafana';
import { expect, test } from './support/test';

const IDS = [APP, 'eljefe-observability-datasource', 'eljefe-agentgrid-panel', 'eljefe-eventfeed-panel'];

test.describe('D1: the bundle in Grafana', () => {
  test('every plugin of the bundle is registered with the version of the app', async () => {
    const api = await apiAs();
    const plugins: Array<{ id: string; info: { version: string } }> = await (await api.get('/api/plugins')).json();
    const versions = new Map(plugins.map(({ id, info }) => [id, info.version]));
    for (const id of IDS) {
      expect(versions.get(id), id).toMatch(/^\d+\.\d+\.\d+/);
      expect(versions.get(id), id).toBe(versions.get(APP));
    }
    await api.dispose();
  });

  test('the app is enabled by its provisioning file', async () => {
    const api = await apiAs();
    const settings = await (await api.get(`/api/plugins/${APP}/settings`)).json();
    expect(settings.enabled).toBe(true);
    await api.dispose();
  });

  test('the data source’s test on its configuration page succeeds', async ({ gotoDataSourceConfigPage, page }) => {
    const faults = watchFaults(page);
    await gotoDataSourceConfigPage(UID);
    await expect(page.getByText('What this data source cannot do')).toBeVisible();
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(
      page.getByText(/Analytics( \S+)? is ready\. The orchestrator answers and knows \d+ jobs/)
    ).toBeVisible();
    expect(faults).toEqual([]);
  });

  test('the app’s home page says what runs', async ({ page }) => {
    const faults = watchFaults(page);
    await page.goto(`/a/${APP}/home`);
    await expect(page.getByTestId('eljefe-home-state')).toContainText(/agents? runs? now/);
    await page.getByRole('link', { name: 'Open the overview' }).click();
    await expect(page.locator('[data-agent-row]').first()).toBeVisible();
    expect(faults).toEqual([]);
  });

  test('the app’s configuration page lists the data source', async ({ page }) => {
    const faults = watchFaults(page);
    await page.goto(`/plugins/${APP}`);
    await expect(page.getByTestId('eljefe-configuration-sources').getByRole('link', { name: 'El Jefe' })).toBeVisible();
    expect(faults).toEqual([]);
  });
});
