import { watchFaults } from './support/faults';
import { OVERVIEW, proxy } from './support/grafana';
import { expect, test } from './support/test';

test.describe('V1: the overview in Grafana', () => {
  test('every panel has data, agents are live within a minute, and the console stays clean', async ({ page }) => {
    const faults = watchFaults(page);
    await page.goto(OVERVIEW);
    await expect(page.locator('[data-agent-row]').first()).toBeVisible({ timeout: 120_000 });
    await expect(page.locator('[data-event-row]').first()).toBeVisible();
    for (const title of ['Status', 'Agents active', 'Workflows running', 'Tokens used', 'Cost', 'Success rate']) {
      await expect(page.getByTestId(`data-testid Panel header ${title}`)).toContainText(/\d|Up|Degraded|Down/);
    }
    for (const title of ['Response time', 'Errors and timeouts', 'Throughput']) {
      await expect(page.getByTestId(`data-testid Panel header ${title}`).locator('canvas').first()).toBeVisible();
    }
    const grid = page.getByTestId('data-testid Panel header Agents');
    const said = await grid.textContent();
    await expect.poll(() => grid.textContent()).not.toBe(said);
    expect(faults).toEqual([]);
  });

  test('I1: one stream for all live panels, one request for a whole refresh', async ({ page }) => {
    let streams = 0;
    const asked: string[][] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      streams += pathname === proxy('read/stream') ? 1 : 0;
      if (pathname === proxy('query')) {
        const body: { queries: Array<{ kind: string }> } = request.postDataJSON();
        asked.push(body.queries.map(({ kind }) => kind));
      }
    });
    await page.goto(`${OVERVIEW}?refresh=`);
    await expect(page.locator('[data-agent-row]').first()).toBeVisible({ timeout: 120_000 });
    await expect(page.getByTestId('data-testid Panel header Throughput').locator('canvas').first()).toBeVisible();
    await expect(page.getByLabel('Panel loading bar')).toHaveCount(0);
    asked.length = 0;
    const answered = page.waitForResponse(
      (response) =>
        response.url().endsWith(proxy('query')) && (response.request().postData() ?? '').includes('throughput')
    );
    await page.getByTestId('data-testid RefreshPicker run button').click();
    await answered;
    await expect(page.getByLabel('Panel loading bar')).toHaveCount(0);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.filter((kind) => kind === 'series').length).toBeGreaterThanOrEqual(12);
    expect(streams).toBe(1);
  });

  test('V3: grid and feed: filter, details, pause', async ({ page }) => {
    await page.goto(OVERVIEW);
    await expect(page.locator('[data-agent-row]').first()).toBeVisible({ timeout: 120_000 });
    const grid = page.getByTestId('data-testid Panel header Agents');
    await grid.getByRole('button', { name: /^Running \d+ agents?$/ }).click();
    await expect
      .poll(async () => (await page.locator('[data-agent-row]').allTextContents()).every((row) => /^Running/.test(row)))
      .toBe(true);
    await page.locator('[data-agent-row]').first().focus();
    await page.keyboard.press('Space');
    await expect(page.getByRole('dialog', { name: /^Details of / })).toBeVisible();
    await page.getByRole('button', { name: 'Close details' }).click();
    await expect(page.getByRole('dialog', { name: /^Details of / })).toHaveCount(0);
    const feed = page.getByTestId('data-testid Panel header Alerts and events');
    await feed.getByRole('button', { name: 'Pause', exact: true }).click();
    const first = await page.locator('[data-event-row]').first().getAttribute('data-event-row');
    await expect(feed.getByRole('button', { name: /^\d+ new$/ })).toBeVisible();
    expect(await page.locator('[data-event-row]').first().getAttribute('data-event-row')).toBe(first);
  });

  test('V2: a variable in the address narrows the grid', async ({ page }) => {
    await page.goto(`${OVERVIEW}?var-agent_type=writer`);
    await expect(page.locator('[data-agent-row]').first()).toBeVisible({ timeout: 120_000 });
    const grid = page.getByTestId('data-testid Panel header Agents');
    for (const row of await grid.locator('[data-agent-row]').allTextContents()) {
      expect(row).toContain('writer');
    }
  });

  test('D6: deployments are drawn on the graphs', async ({ page }) => {
    const answered = page.waitForResponse(
      (response) =>
        response.url().endsWith(proxy('query')) && /"kind":"marks"/.test(response.request().postData() ?? ''),
      { timeout: 120_000 }
    );
    await page.goto(`${OVERVIEW}?from=now-6h&to=now`);
    expect((await answered).status()).toBe(200);
    await expect(page.getByTestId('data-testid annotation-marker').first()).toBeAttached();
  });
});
