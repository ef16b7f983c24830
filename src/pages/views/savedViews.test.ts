import fc from 'fast-check';

import { readViews, type SavedView, viewChanges, viewQuery, withView, writeViews } from './savedViews';

const view = (over: Partial<SavedView> = {}): SavedView => ({
  id: '1',
  name: 'Failed today',
  page: 'sessions',
  query: 'status=failed',
  ...over,
});

describe('T4: saved views', () => {
  it('come back from the storage as they were', () => {
    const views = [view(), view({ id: '2', name: 'Ünïcode & more', query: 'q=a%26b' })];
    expect(readViews(writeViews(views))).toEqual(views);
  });

  it.each([null, '', 'not json', '{}', '[1, null, {"id": 3}]'])('read %p as none', (text) => {
    expect(readViews(text)).toEqual([]);
  });

  it('keep the page’s own parameters alone, whatever their order', () => {
    const search = new URLSearchParams('span=x&status=failed&status=running&q=&from=now-1h');
    expect(viewQuery(search, ['status', 'q', 'from'])).toBe('from=now-1h&status=failed&status=running');
  });

  it('show again exactly what was saved', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.array(fc.string({ minLength: 1 }), { minLength: 1 })),
        (held) => {
          const search = new URLSearchParams();
          Object.entries(held).forEach(([name, values]) => values.forEach((value) => search.append(name, value)));
          const params = ['a', 'b', 'c'];
          const changes = viewChanges(viewQuery(search, params), params);
          expect(changes).toEqual(
            Object.fromEntries(params.map((name) => [name, search.has(name) ? search.getAll(name) : null]))
          );
        }
      )
    );
  });

  it('replace one of the same name on the same page only', () => {
    const other = view({ id: '2', page: 'agents' });
    expect(withView([view(), other], view({ id: '3', query: 'status=running' })).map(({ id }) => id)).toEqual([
      '2',
      '3',
    ]);
  });
});
