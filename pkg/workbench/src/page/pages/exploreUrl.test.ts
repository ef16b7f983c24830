import { expect, test } from 'vitest';
import { readExploreUrl, writeExploreUrl } from './exploreUrl';

test('D1: Explore’s address leads back to the same query', () => {
  const panes = writeExploreUrl('eljefe', { refId: 'A', hide: false }, { from: 'now-6h', to: 'now' });
  expect(readExploreUrl(new URLSearchParams({ panes }))).toEqual({
    datasource: 'eljefe',
    query: { refId: 'A', hide: false },
    range: { from: 'now-6h', to: 'now' },
  });
});

test.each(['', 'panes=broken', 'panes=[]'])('D1: "%s" asks for nothing special', (search) => {
  expect(readExploreUrl(new URLSearchParams(search))).toEqual({
    datasource: undefined,
    query: undefined,
    range: { from: 'now-1h', to: 'now' },
  });
});
