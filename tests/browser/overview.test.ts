import { expect, inject, test } from 'vitest';

import { sendJobs } from './support/archive';
import { describeInBrowser, OVERVIEW } from './support/site';

const LIVE_WITHIN_MS = 20_000;
const STATS = ['Agents active', 'Workflows running', 'Tokens used', 'Cost', 'Success rate', 'Error rate'];

describeInBrowser('V1: the overview on the workbench', {}, (site) => {
  test('V1, V4: every panel draws data: key figures, graphs, agents, events', async () => {
    const { page } = site();
    await site().open(OVERVIEW);
    await site()
      .panel('Status')
      .getByText(/Up|Degraded|Down/)
      .waitFor();
    for (const title of STATS) {
      await site().panel(title).getByText(/\d/).first().waitFor();
    }
    for (const title of ['Response time', 'Errors and timeouts', 'Throughput']) {
      await site().panel(title).locator('canvas').first().waitFor();
    }
    await site().agents.first().waitFor();
    await site().events.first().waitFor();
    expect(await page.getByText(/No data|cannot be read/).count()).toBe(0);
  });

  test('V1: live agents show soon after the page was opened, and they change without a refresh', async () => {
    const started = Date.now();
    await site().open(`${OVERVIEW}?refresh=`);
    await site().agents.first().waitFor();
    expect(Date.now() - started).toBeLessThan(LIVE_WITHIN_MS);
    await sendJobs(inject('analyticsUrl'), [{ agent: 'Dora', status: 'running', task: 'First task', progress: 0.1 }]);
    await site().grid.getByRole('textbox').fill('Dora');
    const dora = site().agents.filter({ hasText: 'Dora' });
    await dora.getByText('First task').waitFor();
    await sendJobs(inject('analyticsUrl'), [{ agent: 'Dora', status: 'completed', completed_at: Date.now() }]);
    await dora.getByText('Done').waitFor();
  });

  test('V2: a variable in the address narrows agents and events; without it everything is there', async () => {
    await site().open(`${OVERVIEW}?var-agent_type=archivist`);
    await site().agents.filter({ hasText: 'Anton' }).waitFor();
    await expect.poll(() => site().agents.count()).toBeLessThanOrEqual(8);
    for (const name of await site().agents.allTextContents()) {
      expect(name).toMatch(/Anton|Berta|Carla|Dora|Emil|Frida/);
    }
    await site().open(OVERVIEW);
    await site()
      .grid.getByText(/of \d{2,} agents|All \d{2,} agents/)
      .waitFor();
  });

  test('V2: All leaves nothing out, also agents that belong to no workflow', async () => {
    await site().open(OVERVIEW);
    await site().agents.first().waitFor();
    await site().grid.getByRole('textbox').fill('Berta');
    await site().agents.filter({ hasText: 'The shelf is full' }).waitFor();
  });

  test('V2: choosing a value and taking it away again changes the address and the panels', async () => {
    const { page } = site();
    await site().open(`${OVERVIEW}?var-agent_type=archivist&var-agent_type=writer`);
    await site().agents.first().waitFor();
    await site().grid.getByRole('textbox').fill('writer');
    await site().agents.filter({ hasText: 'writer' }).first().waitFor();
    const writer = page.locator('div').filter({ hasText: /^writer$/ });
    await writer.getByRole('button', { name: 'Remove' }).first().click();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'El Jefe / Overview' }).click();
    await expect.poll(() => site().parameter('var-agent_type')).toEqual(['archivist']);
    await site().grid.getByText('No agent matches the filter').waitFor();
  });

  test('the time picker sets the range, and the address says so', async () => {
    const { page } = site();
    await site().open(OVERVIEW);
    await page.getByRole('button', { name: /^Time range selected: Last 1 hour/ }).click();
    await page.getByText('Last 5 minutes').click();
    await expect.poll(() => site().parameter('from')).toEqual(['now-5m']);
    await page.getByRole('button', { name: /^Time range selected: Last 5 minutes/ }).waitFor();
  });

  test('hovering a graph tells time and values of its series', async () => {
    await site().open(`${OVERVIEW}?from=now-15m&to=now&refresh=`);
    const graph = site().panel('Response time').locator('.u-over');
    await graph.waitFor();
    await graph.hover();
    const tooltip = site().page.locator('#grafana-portal-container');
    await tooltip.getByText(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/).waitFor();
    await tooltip.getByText('Median').first().waitFor();
    await tooltip.getByText('95th percentile').first().waitFor();
  });

  test('dragging over a graph zooms all panels', async () => {
    const { page } = site();
    await site().open(`${OVERVIEW}?from=now-15m&to=now&refresh=`);
    const graph = site().panel('Errors and timeouts').locator('.u-over');
    await graph.waitFor();
    const box = await graph.boundingBox();
    if (box === null) {
      throw new Error('the graph has no size');
    }
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => site().parameter('from')[0]).toMatch(/^\d{4}-|^\d{13}$/);
  });

  test('a click on a name in the legend leaves that series alone', async () => {
    await site().open(`${OVERVIEW}?refresh=`);
    await site().panel('Response time').getByRole('button', { name: 'All series selected' }).first().click();
    await site().page.getByRole('button', { name: 'Only Median selected' }).waitFor();
  });

  test('a link of the dashboard keeps the time range and leads to the app without a reload', async () => {
    const { page } = site();
    await site().open(`${OVERVIEW}?from=now-30m&to=now`);
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    await page.getByRole('main').getByRole('link', { name: 'El Jefe', exact: true }).click();
    await page.getByTestId('eljefe-home-state').waitFor();
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  });
});
