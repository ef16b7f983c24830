import { expect, test } from 'vitest';

import { describeInBrowser, OVERVIEW } from './support/site';

const HOME = '/a/eljefe-observability-app/home';

describeInBrowser('Pages of the built bundle', {}, (site) => {
  const markDocument = () => site().page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const isSameDocument = () => site().page.evaluate(() => 'sameDocument' in window);

  test('D1: the first screen says that this is not Grafana and leads to every page of the bundle', async () => {
    const { page } = site();
    await site().open('/');
    await page.getByText('This is not Grafana').first().waitFor();
    for (const name of ['El Jefe / Overview', 'Home', 'Configuration', 'El Jefe']) {
      await page.getByRole('main').getByRole('link', { name, exact: true }).waitFor();
    }
  });

  test('V1: the home page opens by its address and says in words what runs and what needs a person', async () => {
    const { page } = site();
    await site().open(HOME);
    await page.getByRole('heading', { name: 'Home', exact: true }).waitFor();
    const state = page.getByTestId('eljefe-home-state');
    await state.getByText(/\d+ agents? runs? now/).waitFor();
    const berta = page.getByRole('list', { name: 'What needs you' }).getByRole('listitem').filter({ hasText: 'Berta' });
    await berta.getByText('The shelf is full').waitFor();
    expect(await berta.textContent()).toMatch(/Failed.*\d+ (s|min) ago/);
  });

  test('V1: a link on the home page leads to the dashboard without a reload, and Back returns', async () => {
    const { page } = site();
    await site().open(HOME);
    await markDocument();
    await page.getByRole('link', { name: 'Open the overview' }).click();
    await page.getByRole('heading', { name: 'El Jefe / Overview' }).waitFor();
    expect(await isSameDocument()).toBe(true);
    await page.goBack();
    await page.getByTestId('eljefe-home-state').waitFor();
    expect(new URL(page.url()).pathname).toBe(HOME);
  });

  test('D1: navigation leads to the configuration page, that to the data source’s settings', async () => {
    const { page } = site();
    await site().open(HOME);
    await markDocument();
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Configuration' }).click();
    await page.getByText('type: eljefe-observability-datasource').waitFor();
    await page.getByTestId('eljefe-configuration-sources').getByRole('link', { name: 'El Jefe' }).click();
    await page.getByText('What this data source cannot do').waitFor();
    expect(new URL(page.url()).pathname).toBe('/connections/datasources/edit/eljefe');
    expect(await isSameDocument()).toBe(true);
  });

  test('an unknown page of the app leads home', async () => {
    await site().open('/a/eljefe-observability-app/nowhere');
    await site().page.getByTestId('eljefe-home-state').waitFor();
    expect(new URL(site().page.url()).pathname).toBe(HOME);
  });

  test('D1: the data source’s test says that both halves answer', async () => {
    const { page } = site();
    await site().open('/connections/datasources/edit/eljefe');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByText(/Analytics( \S+)? is ready\. The orchestrator answers and knows \d+ jobs\./).waitFor();
  });

  test('D1: Explore asks with the data source’s own editor and shows the answer', async () => {
    const { page } = site();
    const query = { refId: 'A', kind: 'jobs', filters: [{ key: 'agent_type', op: '=', values: ['archivist'] }] };
    const panes = { a: { datasource: 'eljefe', queries: [query], range: { from: 'now-1h', to: 'now' } } };
    await site().open(`/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify(panes))}`);
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByText('Berta', { exact: true }).first().waitFor();
    expect(await page.getByText('coder', { exact: true }).count()).toBe(0);
  });

  test('T8: the overview is there for a Viewer by its address alone', async () => {
    await site().open(`${OVERVIEW}?kiosk`);
    await site().agents.first().waitFor();
  });
});
