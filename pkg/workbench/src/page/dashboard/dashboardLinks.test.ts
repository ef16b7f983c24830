import { expect, test } from 'vitest';
import { dashboardLinks, linkAddress } from './dashboardLinks';

const dashboards = [
  { uid: 'a', title: 'A', description: '', tags: ['x'], folder: '', panelCount: 0 },
  { uid: 'b', title: 'B', description: '', tags: ['x', 'y'], folder: '', panelCount: 0 },
];

test('V1: a link of type dashboards stands for every other dashboard with its tags', () => {
  const links = dashboardLinks({ uid: 'a', links: [{ type: 'dashboards', tags: ['x'] }] }, dashboards);
  expect(links.map(({ title, url }) => [title, url])).toEqual([['B', '/d/b']]);
});

test('V1: a link keeps time and variables only if it says so', () => {
  const search = '?from=now-1h&to=now&var-a=1&var-a=2&other=3';
  const [link] = dashboardLinks({ links: [{ type: 'link', title: 'T', url: '/x?y=1' }] }, []);
  expect(link).toBeDefined();
  if (link !== undefined) {
    expect(linkAddress(link, search)).toBe('/x?y=1');
    expect(linkAddress({ ...link, keepTime: true }, search)).toBe('/x?y=1&from=now-1h&to=now');
    expect(linkAddress({ ...link, includeVars: true }, search)).toBe('/x?y=1&var-a=1&var-a=2');
  }
});
