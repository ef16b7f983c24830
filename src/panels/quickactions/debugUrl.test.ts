import { debugUrl } from './debugUrl';

const input = {
  target: '',
  queries: [],
  range: { from: 'now-6h', to: 'now' },
  search: { from: 'now-6h', 'var-a': 'b' },
};

describe('V4: where Debug leads', () => {
  it('to the dashboard of the option', () => {
    expect(debugUrl({ ...input, target: '/d/x' })).toBe('/d/x?from=now-6h&var-a=b');
  });

  it('else to Explore with the panel’s query and time range', () => {
    const query = { refId: 'A', kind: 'state', datasource: { uid: 'eljefe', type: 'eljefe-observability-datasource' } };
    const url = new URL(debugUrl({ ...input, queries: [query] }) ?? '', 'http://localhost');
    expect(url.pathname).toBe('/explore');
    expect(JSON.parse(url.searchParams.get('panes') ?? '')).toEqual({
      debug: { datasource: 'eljefe', queries: [query], range: { from: 'now-6h', to: 'now' } },
    });
  });

  it.each(['', 'javascript:alert(1)', '//evil.example'])('nowhere for the address “%s” and no query', (target) => {
    expect(debugUrl({ ...input, target })).toBeNull();
  });
});
