import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { testApi, type TestApi } from '../api/testApi.fixtures';
import { Batcher } from '../store';
import { openTemporaryStore, type TemporaryStore } from '../store/testing';
import { AT, memoryHead } from './audit.fixtures';
import { auditRoutes } from './auditRoutes';
import { AuditTrail } from './AuditTrail';

describe('B2, S4: GET /api/v1/audit over real calls', () => {
  let temporary: TemporaryStore;
  let api: TestApi;
  let trail: AuditTrail;
  let admin: Record<string, string>;
  const clock = { now: AT };

  const get = async (url: string) => (await api.app.inject({ url, headers: admin })).json();

  beforeAll(async () => {
    temporary = await openTemporaryStore();
    const { store } = temporary;
    const batcher = new Batcher({
      insert: (table, rows, options) => store.insert(table, rows, options),
      now: () => performance.now(),
      newToken: () => String(Math.random()),
    });
    const read = <T>(sql: { text: string; params: Record<string, unknown> }) =>
      store.query<T>(sql.text, { params: sql.params });
    trail = new AuditTrail({
      read,
      writer: batcher,
      head: memoryHead(),
      expires: false,
      tell: async () => undefined,
      now: () => clock.now,
    });
    api = testApi({
      config: (c) => (c.auth.required = true),
      deps: { onAccess: trail.note },
      plugins: [auditRoutes({ trail, read })],
    });
    admin = { authorization: `Bearer ${await api.token('Admin')}` };
    const viewer = { authorization: `Bearer ${await api.token('Viewer')}` };
    for (let i = 0; i < 50; i++) {
      await api.app.inject({ url: '/api/v1/state', headers: viewer });
    }
    for (let i = 0; i < 30; i++) {
      await api.app.inject({ url: '/api/v1/state', headers: { authorization: 'Bearer wrong' } });
    }
    await api.app.inject({ url: '/api/v1/state' });
    await api.app.inject({ url: '/readyz', headers: { authorization: 'Bearer wrong' }, remoteAddress: '10.9.9.9' });
    await api.app.inject({ url: '/api/v1/tokens', headers: viewer });
    const made = await api.app.inject({
      method: 'POST',
      url: '/api/v1/tokens',
      headers: admin,
      payload: { name: 'x', role: 'Viewer' },
    });
    await api.app.inject({ method: 'DELETE', url: `/api/v1/tokens/${made.json().info.id}`, headers: admin });
    await api.app.inject({
      method: 'POST',
      url: '/api/v1/query?format=csv',
      headers: viewer,
      payload: { from: AT - 1_000, to: AT, queries: [{ refId: 'A', kind: 'state' }] },
    });
    clock.now += 60_000;
    await trail.flush();
  });
  afterAll(async () => {
    await api.app.close();
    await temporary.dispose();
  });

  test('its figures are those of the security measures: one truth', async () => {
    const { items } = await get('/api/v1/audit?limit=1000');
    const calls = (fits: (row: { actor: string | null; outcome: string }) => boolean): number =>
      items.filter(fits).reduce((sum: number, row: { calls: number }) => sum + row.calls, 0);
    const counts = api.auth.watch.counts();
    expect(calls(({ outcome }) => outcome === 'unauthenticated')).toBe(counts.failure);
    expect(calls(({ outcome }) => outcome === 'limited')).toBe(counts.limited);
    expect(calls(({ outcome }) => outcome === 'forbidden')).toBe(counts.forbidden);
    // The read that asks is let in too, and not stored yet.
    expect(calls(({ actor }) => actor !== null)).toBe(counts.success - 1);
    expect(counts.limited).toBeGreaterThan(0);
  });
  test('equal reads are one entry, acts one each, with who, role, token, address and the request’s id', async () => {
    const reads = await get('/api/v1/audit?action=read&actor=test%20Viewer');
    expect(reads.items).toMatchObject([{ target: 'GET /api/v1/state', calls: 50, role: 'Viewer' }]);
    const changes = await get('/api/v1/audit?action=change');
    expect(changes.items.map(({ target }: { target: string }) => target.replace(/[a-z0-9]{12}$/, 'ID'))).toEqual([
      'DELETE /api/v1/tokens/ID',
      'POST /api/v1/tokens',
    ]);
    expect(changes.items[0]).toMatchObject({ actor: 'test Admin', role: 'Admin', token: 'test Admin', calls: 1 });
    expect(changes.items[0].request_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(changes.items[0].address).toBe('127.0.0.1');
  });
  test('an answer taken away as a file is an export', async () => {
    expect((await get('/api/v1/audit?action=export')).items).toMatchObject([
      { actor: 'test Viewer', target: 'POST /api/v1/query', outcome: 'ok' },
    ]);
  });
  test('time, outcome and address filter; pages follow one another without gap or repetition', async () => {
    expect((await get('/api/v1/audit?outcome=forbidden')).items).toHaveLength(1);
    expect((await get('/api/v1/audit?address=10.9.9.9')).items).toHaveLength(1);
    expect((await get(`/api/v1/audit?to=${AT}`)).items).toEqual([]);
    const all = await get(`/api/v1/audit?to=${AT + 1}&limit=1000`);
    const paged: unknown[] = [];
    let cursor = '';
    do {
      const page = await get(`/api/v1/audit?to=${AT + 1}&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      paged.push(...page.items);
      cursor = page.next_cursor ?? '';
    } while (cursor !== '');
    expect(paged).toEqual(all.items);
    expect(paged.length).toBeGreaterThan(6);
  });
  test.each([
    ['action=reed', 'action'],
    ['outcome=good', 'outcome'],
    ['cursor=abc', 'cursor'],
    ['from=yesterday', 'from'],
  ])('%s is refused, with the field', async (query, field) => {
    const answer = await get(`/api/v1/audit?${query}`);
    expect(answer).toMatchObject({ status: 400, problems: [{ field }] });
  });
  test('the chain of all this holds, and the audit is for Admins alone', async () => {
    expect(await get('/api/v1/audit/check')).toMatchObject({ holds: true, chains: [{ head_kept: true, faults: [] }] });
    for (const url of ['/api/v1/audit', '/api/v1/audit/check']) {
      const headers = { authorization: `Bearer ${await api.token('Editor')}` };
      expect((await api.app.inject({ url, headers })).statusCode).toBe(403);
    }
  });
  test('the answer tells the request’s id that the audit keeps', async () => {
    const { headers } = await api.app.inject('/healthz');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});
