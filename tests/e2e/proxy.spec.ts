import { expect, test, type APIRequestContext } from '@playwright/test';

import { apiAs, APP, proxy, userOf } from './support/grafana';
import { ownDatasource, OWN_TOKEN, type OwnDatasource } from './support/ownDatasource';

const UNREACHABLE = 'Grafana cannot reach this computer, so nothing can be concluded here';

test.describe('S1: what the proxies let through', () => {
  let admin: APIRequestContext;
  let viewer: APIRequestContext;
  let own: OwnDatasource | null;
  let login: string;

  test.beforeAll(async () => {
    admin = await apiAs();
    const credentials = await userOf('Viewer');
    login = credentials.user;
    viewer = await apiAs(credentials);
    own = await ownDatasource(admin);
  });
  test.afterAll(async () => {
    await own?.remove();
    await admin.dispose();
    await viewer.dispose();
  });
  test.beforeEach(() => {
    test.skip(own === null, UNREACHABLE);
    own?.seen.splice(0);
  });

  const call = (method: string, path: string) =>
    viewer.fetch(proxy(path, own?.uid), { method, data: method === 'GET' ? undefined : {} });

  const reaches: Array<[string, string, string]> = [
    ['GET', 'read/state', '/api/v1/state'],
    ['GET', 'read/catalog', '/api/v1/catalog'],
    ['GET', 'read/jobs/1', '/api/v1/jobs/1'],
    ['POST', 'query', '/api/v1/query'],
    ['POST', 'views', '/api/v1/views'],
    ['DELETE', 'views/1', '/api/v1/views/1'],
    ['GET', 'health', '/readyz'],
    ['GET', 'orchestrator/status', '/api/status'],
  ];
  for (const [method, path, upstream] of reaches) {
    test(`${method} ${path} reaches ${upstream}`, async () => {
      expect((await call(method, path)).status()).toBe(200);
      expect(own?.seen.map((request) => `${request.method} ${request.path}`)).toEqual([`${method} ${upstream}`]);
    });
  }

  const stopped: Array<[string, string]> = [
    ['GET', 'unknown/path'],
    ['GET', ''],
    ['GET', 'api/v1/audit'],
    ['POST', 'read/jobs'],
    ['POST', 'read/feedback'],
    ['DELETE', 'read/state'],
    ['PUT', 'query'],
    ['GET', 'query'],
    ['DELETE', 'query'],
    ['POST', 'health'],
    ['POST', 'orchestrator/stop'],
    ['DELETE', 'unknown/path'],
    ['POST', 'settings/budgets'],
    ['PUT', 'settings/budgets'],
  ];
  for (const [method, path] of stopped) {
    test(`${method} ${path === '' ? '(nothing)' : path} is stopped, and the service sees nothing`, async () => {
      expect((await call(method, path)).status()).toBeGreaterThanOrEqual(400);
      expect(own?.seen).toEqual([]);
    });
  }

  test('an unmatched path answers 502', async () => {
    expect((await call('GET', 'unknown/path')).status()).toBe(502);
  });

  test('forged identities give no authority: the service gets Grafana’s signed one and the data source’s own token', async () => {
    await viewer.get(proxy('read/state', own?.uid), {
      headers: {
        'x-grafana-id': 'forged.forged.forged',
        'x-grafana-user': 'admin',
        'x-grafana-context': '{"OrgRole":"Admin","Login":"admin"}',
        'x-ds-authorization': 'Bearer stolen',
        cookie: 'grafana_session=stolen',
      },
    });
    const headers = own?.seen[0]?.headers ?? {};
    expect(headers.authorization).toBe(`Bearer ${OWN_TOKEN}`);
    expect(headers.cookie).toBeUndefined();
    const [, claims = ''] = String(headers['x-grafana-id']).split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ username: login, role: 'Viewer' });
  });

  test('encoded dots lead to no other door of the service', async () => {
    const real = await apiAs();
    for (const path of ['read/%2e%2e/%2e%2e/metrics', 'read/..%2f..%2fmetrics', 'read/%252e%252e/metrics']) {
      const answer = await real.get(proxy(path));
      expect(answer.status(), path).toBeGreaterThanOrEqual(400);
      expect(await answer.text(), path).not.toContain('# TYPE');
    }
    await real.dispose();
  });

  test('the app’s proxy has no route at all', async () => {
    for (const path of ['control', 'read/state', 'api/v1/actions']) {
      expect((await admin.get(`/api/plugin-proxy/${APP}/${path}`)).status(), path).toBe(404);
    }
  });

  test('no one without a login gets through', async ({ playwright, baseURL }) => {
    const nobody = await playwright.request.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
    expect((await nobody.get(proxy('read/state', own?.uid))).status()).toBe(401);
    expect(own?.seen).toEqual([]);
    await nobody.dispose();
  });
});
