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
  const settled = async () => {
    await site().agents.first().waitFor();
    await site().panel('Throughput').locator('canvas').first().waitFor();
    await site().page.waitForLoadState('load');
  };

  const refresh = async () => {
    const answered = site().page.waitForResponse((response) => {
      const body = response.request().postData() ?? '';
      return response.url().endsWith('/query') && body.includes('"measure":"throughput"');
    });
    await site().page.getByTestId('data-testid RefreshPicker run button').click();
    await answered;
    await expect.poll(() => site().page.getByLabel('Panel loading bar').count()).toBe(0);
  };

  test('I1: opening the dashboard asks for all key figures and graphs in one request', async () => {
    watch();
    await site().open(`${OVERVIEW}?refresh=`);
    await settled();
    // Those that depend on every variable; what depends on none or one may be asked before.
    const figures = queries.filter((batch) => batch.some(({ measure }) => measure === 'throughput'));
    expect(figures).toHaveLength(1);
    expect(figures[0]?.filter(({ kind }) => kind === 'series').length).toBeGreaterThanOrEqual(12);
  });

  test('I1: a refresh is one request: figures, graphs, events, insights, marks and values of variables', async () => {
    watch();
    await site().open(`${OVERVIEW}?refresh=`);
    await settled();
    await expect.poll(() => site().page.getByLabel('Panel loading bar').count()).toBe(0);
    for (let count = 0; count < 3; count += 1) {
      queries.length = 0;
      await refresh();
      expect(queries).toHaveLength(1);
      const kinds = new Set(queries[0]?.map(({ kind }) => kind));
      expect([...kinds].sort()).toEqual(['alerts', 'events', 'insights', 'marks', 'series', 'values']);
    }
  });

  test('I1: all panels of live state share one stream, and a refresh does not open another', async () => {
    watch();
    await site().open(`${OVERVIEW}?refresh=`);
    await settled();
    await site()
      .panel('Status')
      .getByText(/Healthy|Up|Degraded|Down|Failing/)
      .waitFor();
    const answered = site().page.waitForResponse((response) => response.url().endsWith('/query'));
    await site().page.getByTestId('data-testid RefreshPicker run button').click();
    await answered;
    expect(streams).toHaveLength(1);
  });
});
