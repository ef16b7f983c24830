import { type Identity } from '@eljefe/contract';
import { describe, expect, test } from 'vitest';

import { type MetaRow } from '../store/metaRows';

import { SavedViews } from './SavedViews';

const ADA: Identity = { name: 'ada', role: 'Viewer', email: null, by: 'grafana' };
const BOB: Identity = { name: 'bob', role: 'Editor', email: null, by: 'grafana' };
const EVE: Identity = { name: 'eve', role: 'Admin', email: null, by: 'grafana' };
const VIEW = { name: 'Failing coders', page: 'sessions', search: '?status=failed', shared: false };

const world = () => {
  const kept = new Map<string, MetaRow>();
  let ids = 0;
  const views = new SavedViews({
    rows: {
      read: async (prefix) => [...kept.values()].filter(({ key }) => key.startsWith(prefix)),
      write: async (row) => void kept.set(row.key, row),
      remove: async (key) => void kept.delete(key),
    },
    newId: () => `id-${(ids += 1)}`,
    now: () => 1_000,
  });
  return { views, kept };
};

describe('saved views (T4)', () => {
  test('a private view is seen by its owner alone, a shared one by all', async () => {
    const { views } = world();
    await views.create(VIEW, ADA);
    await views.create({ ...VIEW, name: 'Everything', shared: true }, BOB);
    expect((await views.list(ADA)).map(({ name, mine }) => [name, mine])).toEqual([
      ['Everything', false],
      ['Failing coders', true],
    ]);
    expect((await views.list(EVE)).map(({ name }) => name)).toEqual(['Everything']);
  });

  test('a token and a person of the same name are two owners', async () => {
    const { views } = world();
    await views.create(VIEW, ADA);
    expect(await views.list({ ...ADA, by: 'token' })).toEqual([]);
  });

  test('replacing one’s own keeps its id; somebody’s private view is unknown, a shared one is theirs', async () => {
    const { views } = world();
    await views.create(VIEW, ADA);
    await views.create({ ...VIEW, shared: true }, ADA);
    expect(await views.replace('id-1', { ...VIEW, name: 'Renamed' }, ADA)).toMatchObject({
      id: 'id-1',
      name: 'Renamed',
    });
    expect(await views.replace('id-1', VIEW, BOB)).toBe('unknown');
    expect(await views.replace('id-2', VIEW, BOB)).toBe('not yours');
  });

  test('only its owner removes a private view; an Admin also a shared one', async () => {
    const { views, kept } = world();
    await views.create(VIEW, ADA);
    await views.create({ ...VIEW, shared: true }, ADA);
    expect(await views.remove('id-1', EVE)).toBe('unknown');
    expect(await views.remove('id-2', BOB)).toBe('not yours');
    expect(await views.remove('id-2', EVE)).toBe('removed');
    expect(await views.remove('id-1', ADA)).toBe('removed');
    expect(kept.size).toBe(0);
  });

  test('one person keeps at most 200', async () => {
    const { views } = world();
    for (let count = 0; count < 200; count += 1) {
      await views.create(VIEW, ADA);
    }
    expect(await views.create(VIEW, ADA)).toBe('too many');
    expect(await views.create(VIEW, BOB)).toMatchObject({ mine: true });
  });
});
