import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { testApi, type TestApi } from '../api/testApi.fixtures';
import { type MetaRow } from '../store/metaRows';
import { SavedViews } from '../views/SavedViews';
import { viewRoutes } from '../views/viewRoutes';

import { Settings } from './Settings';
import { settingsRoutes } from './settingsRoutes';

const BUDGET = { name: 'team', by: 'all', value: null, limitUsd: 10, period: 'day' };
const VIEW = { name: 'Failing', page: 'sessions', search: '?status=failed', shared: false };

const memoryRows = () => {
  const kept = new Map<string, MetaRow>();
  return {
    read: async (prefix: string) => [...kept.values()].filter(({ key }) => key.startsWith(prefix)),
    write: async (row: MetaRow) => void kept.set(row.key, row),
    remove: async (key: string) => void kept.delete(key),
  };
};

describe('/api/v1/settings and /api/v1/views by role (C4, T4, I4)', () => {
  let api: TestApi;
  const tokens = new Map<string, string>();
  beforeAll(async () => {
    const rows = memoryRows();
    const settings = new Settings({
      configured: { prices: [], budgets: [], slos: [], values: [] },
      rows,
      tell: async () => undefined,
      onRefused: () => undefined,
      now: () => 1_000,
    });
    const views = new SavedViews({ rows, newId: () => 'v1', now: () => 1_000 });
    api = testApi({
      config: (config) => (config.auth.required = true),
      plugins: [settingsRoutes(settings), viewRoutes(views)],
    });
    for (const role of ['Viewer', 'Editor', 'Admin'] as const) {
      tokens.set(role, await api.token(role));
    }
  });
  afterAll(() => api.app.close());

  const call = (role: string, method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) =>
    api.app.inject({ method, url, payload, headers: { authorization: `Bearer ${tokens.get(role)}` } });

  test('any role reads the settings', async () => {
    const answer = await call('Viewer', 'GET', '/api/v1/settings');
    expect([answer.statusCode, answer.json().budgets.value]).toEqual([200, []]);
  });

  test.each([
    ['Viewer', 'budgets', 403],
    ['Editor', 'budgets', 200],
    ['Editor', 'prices', 403],
    ['Editor', 'slos', 403],
    ['Editor', 'values', 403],
    ['Admin', 'prices', 200],
  ])('%s editing %s is answered %i', async (role, name, status) => {
    const answer = await call(role, 'PUT', `/api/v1/settings/${name}`, { value: [], version: 0 });
    expect(answer.statusCode).toBe(status);
  });

  test('an edit that knows of no later one is a conflict, with who and when', async () => {
    const { version } = (await call('Editor', 'GET', '/api/v1/settings')).json().budgets;
    await call('Editor', 'PUT', '/api/v1/settings/budgets', { value: [BUDGET], version });
    const late = await call('Admin', 'PUT', '/api/v1/settings/budgets', { value: [], version });
    expect([late.statusCode, late.json().type]).toEqual([409, 'urn:problem-type:eljefe:conflict']);
    expect((await call('Viewer', 'GET', '/api/v1/settings')).json().budgets.value).toEqual([BUDGET]);
  });

  test('a broken entry is refused by field', async () => {
    const { version } = (await call('Editor', 'GET', '/api/v1/settings')).json().budgets;
    const answer = await call('Editor', 'PUT', '/api/v1/settings/budgets', { value: [BUDGET, BUDGET], version });
    expect([answer.statusCode, answer.json().problems[0].field]).toEqual([400, 'budgets[1].name']);
  });

  test('an unknown setting is not found', async () => {
    expect((await call('Admin', 'PUT', '/api/v1/settings/nothing', { value: [], version: 0 })).statusCode).toBe(404);
  });

  test('a view is made, listed and removed; a broken address of a page is refused', async () => {
    expect((await call('Editor', 'POST', '/api/v1/views', VIEW)).statusCode).toBe(201);
    expect((await call('Editor', 'GET', '/api/v1/views')).json()).toMatchObject([{ id: 'v1', mine: true }]);
    expect((await call('Viewer', 'GET', '/api/v1/views')).json()).toEqual([]);
    expect((await call('Editor', 'DELETE', '/api/v1/views/v1')).statusCode).toBe(204);
    const odd = await call('Editor', 'POST', '/api/v1/views', { ...VIEW, page: '//evil.example?' });
    expect([odd.statusCode, odd.json().problems[0].field]).toEqual([400, '/page']);
  });
});
