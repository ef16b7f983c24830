import { drilldownUrl } from './drilldownUrl';

const search = { from: 'now-6h', to: 'now', 'var-source': ['el-jefe', 'lab'], orgId: '1', viewPanel: 4, kiosk: true };

describe('V8: drill-down keeps time range and variables', () => {
  it('carries from, to and all variables, and sets its own', () => {
    expect(drilldownUrl({ target: '/d/eljefe-agent', variables: { agent: 'a b&c' }, search })).toBe(
      '/d/eljefe-agent?from=now-6h&to=now&var-source=el-jefe&var-source=lab&var-agent=a+b%26c'
    );
  });

  it('lets the target’s own query string win, and replaces a carried variable of the same name', () => {
    const url = drilldownUrl({
      target: '/d/x?from=now-1h',
      variables: { source: 'lab', agent: null },
      search,
    });
    expect(url).toBe('/d/x?from=now-1h&to=now&var-source=lab');
  });

  it.each([
    ['', null],
    ['   ', null],
    ['d/eljefe-agent', null],
    ['//evil.example/x', null],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['https://grafana.example/d/x', 'https://grafana.example/d/x'],
    [' /d/x ', '/d/x'],
  ])('reads the target %p as %p', (target, expected) => {
    expect(drilldownUrl({ target, variables: {}, search: {} })).toBe(expected);
  });
});
