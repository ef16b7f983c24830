import { expect, test } from 'vitest';

import { describeInBrowser, OVERVIEW } from './support/site';

interface Asked {
  kind: string;
  measure?: string;
}

describeInBrowser('I1: what the data source asks the service', {}, (site) => {
  const queries: Asked[][] = [];
  const streams: string[] = [];
  const watch = () => {
    queries.length = 0;
    streams.length = 0;
    site().page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (request.method() === 'POST' && pathname.endsWith('/proxy/uid/eljefe/query')) {
        queries.push(request.postDataJSON().queries);
      }
      if (pathname.endsWith('/proxy/uid/eljefe/read/stream')) {
        streams.push(pathname);
      }
    });
  };
  const ofSeries = () => queries.filter((batch) => batch.some(({ kind }) => kind === 'series'));
  const settled = async () => {
    await site().agents.first().waitFor();
    await site().panel('Throughput').locator('canvas').first().waitFor();
    await site().page.waitForLoadState('load');
  };

  test('I1: a refresh asks for all key figures and graphs in one request', async () => {
    watch();
    await site().open(`${OVERVIEW}?refresh=`);
    await settled();
    expect(ofSeries()).toHaveLength(1);
    const [first] = ofSeries();
    expect(first?.filter(({ kind }) => kind === 'series').length).toBeGreaterThanOrEqual(12);

    queries.length = 0;
    const answered = site().page.waitForResponse((response) => {
      const body = response.request().postData() ?? '';
      return response.url().endsWith('/query') && body.includes('"measure":"throughput"');
    });
    await site().page.getByTestId('data-testid RefreshPicker run button').click();
    await answered;
    await expect.poll(() => site().panel('Throughput').getByLabel('Panel loading bar').count()).toBe(0);
    expect(ofSeries()).toHaveLength(1);
    expect(ofSeries()[0]?.filter(({ kind }) => kind === 'series')).toHaveLength(
      first?.filter(({ kind }) => kind === 'series').length ?? 0
    );
  });

  test('I1: all panels of live state share one stream, and a refresh does not open another', async () => {
    watch();
    await site().open(`${OVERVIEW}?refresh=`);
    await settled();
    await site()
      .panel('Status')
      .getByText(/Healthy|Degraded|Down|Failing/)
      .waitFor();
    const answered = site().page.waitForResponse((response) => response.url().endsWith('/query'));
    await site().page.getByTestId('data-testid RefreshPicker run button').click();
    await answered;
    expect(streams).toHaveLength(1);
  });
});
