import { watchFaults } from './support/faults';
import { newestSession, proxy, UID } from './support/grafana';
import { expect, test } from './support/test';

interface Asked {
  kind: string;
  more?: object;
  /** Of one session: the newest one's id goes in. */
  ofSession?: boolean;
}

/** Every kind that the editor offers; the live state is asked of the stream and has specs of its own. */
const KINDS: Asked[] = [
  { kind: 'series', more: { measure: 'response_time', by: ['agent_type'], statistic: 'p95' } },
  { kind: 'jobs' },
  { kind: 'sessions' },
  { kind: 'session_graph', ofSession: true },
  { kind: 'trace', ofSession: true },
  { kind: 'events' },
  { kind: 'alerts' },
  { kind: 'insights' },
  { kind: 'budgets' },
  { kind: 'budgets', more: { format: 'slo' } },
  { kind: 'orchestrators' },
  { kind: 'values', more: { dimension: 'agent_type' } },
  { kind: 'marks' },
  { kind: 'catalog' },
];

const DRAWN = [
  '.uplot canvas',
  '[role=grid]',
  '[role=table]',
  'table',
  '[data-testid="logRows"]',
  '[data-testid="data-testid Span row"]',
  '[aria-label^="Node: "]',
  ':text("Trace")',
  ':text("No data")',
  ':text("0 series returned")',
].join(', ');

const explore = (query: object): string => {
  const queries = [{ refId: 'A', ...query, datasource: { uid: UID } }];
  const panes = { a: { datasource: UID, queries, range: { from: 'now-1h', to: 'now' } } };
  return `/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify(panes))}`;
};

test.describe('D1: every kind of query in Explore', () => {
  for (const { kind, more = {}, ofSession = false } of KINDS) {
    test(`${kind} ${JSON.stringify(more)}`, async ({ page }) => {
      const faults = watchFaults(page);
      const refused: string[] = [];
      page.on('response', async (response) => {
        if (response.url().endsWith(proxy('query'))) {
          const body = await response.text().catch(() => '');
          refused.push(...[...body.matchAll(/"detail":"([^"]+)"/g)].map(([, detail]) => detail ?? ''));
        }
      });
      await page.goto(explore({ kind, ...more, ...(ofSession ? { id: await newestSession() } : {}) }));
      await expect(page.getByRole('combobox', { name: 'Kind of query' })).toBeVisible();
      await expect(page.locator(DRAWN).first()).toBeVisible();
      expect(refused).toEqual([]);
      expect(faults).toEqual([]);
    });
  }
});

test.describe('D1: the editors in a dashboard', () => {
  test('a variable lists the values of the dimension that was chosen', async ({ page }) => {
    const faults = watchFaults(page);
    await page.goto('/d/eljefe-overview?editview=variables&editIndex=2');
    const dimension = page.getByRole('combobox', { name: 'Dimension', exact: true });
    await expect(dimension).toHaveValue('Agent types');
    await expect(page.getByTestId(/Preview of Values option/i).first()).toBeVisible();
    expect(faults).toEqual([]);
  });

  test('an annotation marks deployments, alerts or other events', async ({ page }) => {
    const faults = watchFaults(page);
    await page.goto('/d/eljefe-overview?editview=annotations&editIndex=1');
    const marks = page.getByRole('radiogroup', { name: 'Mark' });
    await expect(marks.getByRole('radio', { name: 'Deployments and maintenance' })).toBeChecked();
    await marks.getByRole('radio', { name: 'Alerts' }).check({ force: true });
    await expect(marks.getByRole('radio', { name: 'Alerts' })).toBeChecked();
    expect(faults).toEqual([]);
  });
});
