import { watchFaults } from './support/faults';
import { UID } from './support/grafana';
import { expect, test } from './support/test';

const address = (query: object): string => {
  const queries = [{ refId: 'A', ...query, datasource: { uid: UID } }];
  const panes = { a: { datasource: UID, queries, range: { from: 'now-1h', to: 'now' } } };
  return `/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify(panes))}`;
};

test.describe('D1: Explore with the data source', () => {
  test('a series is drawn as a graph', async ({ page }) => {
    const faults = watchFaults(page);
    await page.goto(address({ kind: 'series', measure: 'throughput' }));
    await expect(page.locator('.uplot canvas').first()).toBeVisible({ timeout: 60_000 });
    expect(faults).toEqual([]);
  });

  test('jobs are shown as a table', async ({ page }) => {
    const faults = watchFaults(page);
    await page.goto(address({ kind: 'jobs', limit: 20 }));
    await expect(page.getByText('completed').first()).toBeVisible({ timeout: 60_000 });
    expect(faults).toEqual([]);
  });

  test('events are shown as log lines', async ({ page }) => {
    const faults = watchFaults(page);
    await page.goto(address({ kind: 'events', limit: 50 }));
    await expect(page.getByText(/started|completed after/).first()).toBeVisible({ timeout: 60_000 });
    expect(faults).toEqual([]);
  });

  test('the live state is answered once and ends', async ({ page }) => {
    const faults = watchFaults(page);
    await page.goto(
      address({
        kind: 'state',
        format: 'agents',
        filters: [{ key: 'status', op: '=', values: ['running'] }],
      })
    );
    await expect(page.getByText('running').first()).toBeVisible({ timeout: 60_000 });
    expect(faults).toEqual([]);
  });
});
