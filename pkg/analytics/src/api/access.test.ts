import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fakeGrafana, type FakeGrafana } from '../auth/grafana.fixtures';
import { NOW, testApi, type TestApi } from './testApi.fixtures';

const WINDOW = { from: NOW - 1_000, to: NOW, queries: [{ refId: 'A', kind: 'state' }] };

/** Route, then the least role by token, and whether an open loopback may. */
const TABLE: ReadonlyArray<
  [
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    needs: 'open' | 'Viewer' | 'Editor' | 'Admin',
    loopback: boolean,
    body?: object,
  ]
> = [
  ['GET', '/healthz', 'open', true],
  ['GET', '/readyz', 'open', true],
  ['GET', '/openapi.json', 'open', true],
  ['GET', '/docs', 'open', true],
  ['GET', '/metrics', 'Viewer', true],
  ['GET', '/api/v1/me', 'Viewer', true],
  ['GET', '/api/v1/state', 'Viewer', true],
  ['POST', '/api/v1/query', 'Viewer', true, WINDOW],
  ['GET', '/api/v1/catalog', 'Viewer', true],
  ['GET', '/api/v1/jobs', 'Viewer', true],
  ['GET', '/api/v1/jobs/j1', 'Viewer', true],
  ['GET', '/api/v1/sessions', 'Viewer', true],
  ['GET', '/api/v1/sessions/s1', 'Viewer', true],
  ['GET', '/api/v1/marks', 'Viewer', true],
  ['POST', '/api/v1/jobs', 'Editor', true, { job_id: 'j1' }],
  ['POST', '/api/v1/marks', 'Editor', true, { kind: 'deployment' }],
  ['POST', '/api/v1/feedback', 'Editor', true, { job_id: 'j1', rating: 5 }],
  ['GET', '/api/v1/tokens', 'Admin', false],
  ['POST', '/api/v1/tokens', 'Admin', false, { name: 'x', role: 'Viewer' }],
  ['DELETE', '/api/v1/tokens/abcdefghijkl', 'Admin', false],
];
const RANK = { open: -1, Viewer: 0, Editor: 1, Admin: 2 };
const REFUSED = [401, 403];

describe('I4, B2: who may do what, route by route', () => {
  let locked: TestApi;
  let open: TestApi;
  const tokens = new Map<string, string>();
  beforeAll(async () => {
    locked = testApi({ config: (c) => (c.auth.required = true) });
    open = testApi();
    for (const role of ['Viewer', 'Editor', 'Admin'] as const) {
      tokens.set(role, await locked.token(role));
    }
  });
  afterAll(() => Promise.all([locked.app.close(), open.app.close()]));

  test('the table names every route but the stream, so that no route escapes it', async () => {
    const spec: { paths: Record<string, object> } = (await open.app.inject('/openapi.json')).json();
    const documented = Object.entries(spec.paths).flatMap(([url, methods]) =>
      Object.keys(methods).map((m) => `${m.toUpperCase()} ${url}`)
    );
    const tabled = TABLE.map(
      ([method, url]) => `${method} ${url.replace(/(jobs|sessions|tokens)\/[a-z0-9]+$/, '$1/{id}')}`
    );
    expect(documented.filter((route) => route !== 'GET /api/v1/stream').sort()).toEqual([...new Set(tabled)].sort());
  });

  describe.each(TABLE)('%s %s needs %s', (method, url, needs, loopback, payload) => {
    const call = (api: TestApi, headers: Record<string, string> = {}) =>
      api.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });

    test('without a token where authentication is required', async () => {
      const { statusCode } = await call(locked);
      expect(REFUSED.includes(statusCode)).toBe(needs !== 'open');
    });
    test.each(['Viewer', 'Editor', 'Admin'] as const)('with a token of %s', async (role) => {
      const { statusCode } = await call(locked, { authorization: `Bearer ${tokens.get(role)}` });
      expect(statusCode === 403).toBe(RANK[role] < RANK[needs]);
      expect(statusCode).not.toBe(401);
    });
    test('without a token on an open loopback', async () => {
      const { statusCode } = await call(open);
      expect(REFUSED.includes(statusCode)).toBe(!loopback);
    });
    test('a forged X-Grafana-User, X-Grafana-Context or role header gains nothing', async () => {
      const { statusCode } = await call(locked, {
        'x-grafana-user': 'admin',
        'x-grafana-context': JSON.stringify({ OrgRole: 'Admin', Login: 'admin' }),
        'x-forwarded-for': '127.0.0.1',
        'x-ds-authorization': `Bearer ${tokens.get('Admin')}`,
      });
      expect(REFUSED.includes(statusCode)).toBe(needs !== 'open');
    });
    test('a wrong token is refused even on an open loopback', async () => {
      if (needs !== 'open') {
        expect((await call(open, { authorization: 'Bearer eljefe_abcdefghijkl_' + 'x'.repeat(43) })).statusCode).toBe(
          401
        );
      } else {
        expect((await call(open, { authorization: 'Bearer nonsense' })).statusCode).toBe(200);
      }
    });
  });

  test('an address that is not loopback is nobody, also while no authentication is required', async () => {
    expect((await open.app.inject({ url: '/api/v1/state', remoteAddress: '10.1.2.3' })).statusCode).toBe(401);
  });
  test('readyz tells its details only to callers it knows', async () => {
    const parts = (await locked.app.inject('/readyz')).json().parts;
    expect(parts).toEqual([{ name: 'store', ready: true, essential: true, since: NOW }]);
    const known = await locked.app.inject({
      url: '/readyz',
      headers: { authorization: `Bearer ${tokens.get('Viewer')}` },
    });
    expect(known.json().parts[0].detail).toBe('embedded engine answers');
  });
});

describe('I4: Grafana’s signed identity and the token beside it', () => {
  let grafana: FakeGrafana;
  let api: TestApi;
  beforeAll(async () => {
    grafana = await fakeGrafana(NOW);
    api = testApi({
      fetch: grafana.fetch,
      config: (c) => {
        c.auth.required = true;
        c.auth.grafana.url = 'http://grafana.test';
      },
    });
  });
  afterAll(() => api.app.close());

  const send = async (options: { person?: string; token?: 'Viewer' | 'Editor' | 'Admin' }) => {
    const headers: Record<string, string> = {};
    if (options.person) {
      headers['x-grafana-id'] = await grafana.sign('first', { role: options.person });
    }
    if (options.token) {
      headers.authorization = `Bearer ${await api.token(options.token)}`;
    }
    return api.app.inject({ method: 'POST', url: '/api/v1/jobs', headers, payload: { job_id: 'j' } });
  };

  test.each([
    ['Viewer', undefined, 403],
    ['Editor', undefined, 200],
    ['Admin', undefined, 200],
    ['Admin', 'Viewer', 403],
    ['Viewer', 'Admin', 403],
    ['Editor', 'Editor', 200],
    ['Editor', 'Admin', 200],
    ['None', 'Admin', 401],
  ] as const)(
    'person %s through a token of %s: sending answers %i, the lower role holds',
    async (person, token, status) => {
      expect((await send({ person, ...(token ? { token } : {}) })).statusCode).toBe(status);
    }
  );
  test('the person is named in what is stored and in the access audit, the token beside it', async () => {
    await send({ person: 'Editor', token: 'Admin' });
    expect(api.seen.batches.at(-1)?.by).toBe('ada');
    expect(api.seen.access.at(-1)).toMatchObject({
      identity: { name: 'ada', role: 'Editor', by: 'grafana' },
      token: 'test Admin',
      route: '/api/v1/jobs',
      status: 200,
    });
  });
  test('D4: a Viewer may rate a job as a person, though not send records', async () => {
    const headers = { 'x-grafana-id': await grafana.sign('first', { role: 'Viewer' }) };
    const rate = await api.app.inject({
      method: 'POST',
      url: '/api/v1/feedback',
      headers,
      payload: { job_id: 'j', rating: 4 },
    });
    expect(rate.statusCode).toBe(200);
  });
  test('keys that cannot be read are a 503 that says so, not a refusal of the person', async () => {
    const down = await fakeGrafana(NOW);
    down.setDown(true);
    const cut = testApi({ fetch: down.fetch, config: (c) => (c.auth.grafana.url = 'http://grafana.test') });
    const answer = await cut.app.inject({
      url: '/api/v1/state',
      headers: { 'x-grafana-id': await down.sign('first') },
    });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('10');
    expect(answer.json().detail).toContain('auth.grafana.url');
    await cut.app.close();
  });
});

describe('S4: failures are counted, limited and noticed', () => {
  test('the 21st failure of an address within a minute is told to wait; a right token still passes', async () => {
    const api = testApi({ config: (c) => (c.auth.required = true) });
    const good = await api.token('Viewer');
    const bad = () => api.app.inject({ url: '/api/v1/state', headers: { authorization: 'Bearer wrong' } });
    const statuses: number[] = [];
    for (let i = 0; i < 21; i++) {
      statuses.push((await bad()).statusCode);
    }
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
    const last = await bad();
    expect(last.statusCode).toBe(429);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect(
      (await api.app.inject({ url: '/api/v1/state', headers: { authorization: `Bearer ${good}` } })).statusCode
    ).toBe(200);
    expect(api.auth.watch.counts()).toEqual({ success: 1, failure: 20, forbidden: 0, limited: 2 });
    expect(api.auth.watch.notices()[0]?.text).toBe('22 failed authentications in the last 5 minutes from 1 address');
    await api.app.close();
  });
  test('a refused role is counted as forbidden', async () => {
    const api = testApi();
    await api.app.inject('/api/v1/tokens');
    expect(api.auth.watch.counts().forbidden).toBe(1);
    await api.app.close();
  });
});
