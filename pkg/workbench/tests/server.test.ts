import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Workbench } from '../src/index';
import { resolveInside } from '../src/server/staticFile';
import { startUpstream, type FakeUpstream } from './fakeUpstream';
import { startServerOnly } from './fixtureWorkbench';
import { rawRequest } from './rawRequest';

let upstream: FakeUpstream;
let workbench: Workbench;

beforeAll(async () => {
  upstream = await startUpstream();
  workbench = await startServerOnly(upstream.url);
});

afterAll(async () => {
  await workbench.close();
  await upstream.close();
});

describe('D1: static files', () => {
  test('the bundle is served byte for byte below its app id', async () => {
    const answer = await rawRequest(workbench.url, '/public/plugins/sample-workbench-app/datasource/plugin.json');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toHaveProperty('id', 'sample-workbench-datasource');
  });

  test.each([
    '/public/plugins/sample-workbench-app/../../provisioning/datasources/sample.yaml',
    '/public/plugins/sample-workbench-app/%2e%2e/%2e%2e/provisioning/datasources/sample.yaml',
    '/public/plugins/sample-workbench-app/..%2fprovisioning%2fdatasources%2fsample.yaml',
    '/build/%2e%2e/%2e%2e/package.json',
    '/public/build/img/icons/../../../../package.json',
    '/public/plugins/another-app/module.js',
    '/public/plugins/sample-workbench-app/%00',
  ])('%s stays outside: 404', async (urlPath) => {
    expect((await rawRequest(workbench.url, urlPath)).status).toBe(404);
  });

  test('a link that leads out of the folder is not followed', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'workbench-static-'));
    mkdirSync(path.join(root, 'in'));
    writeFileSync(path.join(root, 'secret'), 'x');
    symlinkSync(path.join(root, 'secret'), path.join(root, 'in/link'));
    expect(resolveInside(path.join(root, 'in'), 'link')).toBeNull();
  });

  test('icons that Grafana has and the library lacks are a blank one, others the library’s own', async () => {
    const known = await rawRequest(workbench.url, '/public/build/img/icons/unicons/bell.svg');
    const unknown = await rawRequest(workbench.url, '/public/build/img/icons/unicons/no-such-icon.svg');
    expect([known.status, unknown.status]).toEqual([200, 200]);
    expect(unknown.body).not.toBe(known.body);
  });
});

describe('D1: who is answered', () => {
  test.each(['localhost:3000', '127.0.0.1', '[::1]:80'])('Host %s is this computer', async (host) => {
    expect((await rawRequest(workbench.url, '/api/health', { headers: { host } })).status).toBe(200);
  });

  test.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', 'localhost@evil.example'])(
    'Host "%s" is refused',
    async (host) => {
      expect((await rawRequest(workbench.url, '/api/health', { headers: { host } })).status).toBe(403);
    }
  );

  test('another page’s Origin is refused', async () => {
    const headers = { origin: 'http://evil.example' };
    expect((await rawRequest(workbench.url, '/api/health', { headers })).status).toBe(403);
  });
});

describe('D1: the page and its boot data', () => {
  test('any other path is the page, which says that it is not Grafana and holds no secret', async () => {
    const { status, body } = await rawRequest(workbench.url, '/d/demo/anything');
    expect(status).toBe(200);
    expect(body).toContain('not Grafana');
    expect(body).toContain('/api/datasources/proxy/uid/sample');
    expect(body).not.toMatch(/read-secret|control-secret/);
  });

  test('text in the boot data cannot end the script that holds it', async () => {
    const evil = await startServerOnly(upstream.url, { user: { name: '</script><script>alert(1)</script>' } });
    try {
      expect((await rawRequest(evil.url, '/')).body).not.toContain('<script>alert');
    } finally {
      await evil.close();
    }
  });

  test('the theme is the server’s, or the one that the address asks for', async () => {
    expect((await rawRequest(workbench.url, '/')).body).toContain('"theme":"dark"');
    expect((await rawRequest(workbench.url, '/?theme=light')).body).toContain('"theme":"light"');
  });
});

describe('D1: the API as far as the bundle needs it', () => {
  test('an unknown door is 404, as JSON', async () => {
    const { status, body } = await rawRequest(workbench.url, '/api/alerts');
    expect(status).toBe(404);
    expect(JSON.parse(body)).toHaveProperty('message');
  });

  test('a dashboard is found by its uid', async () => {
    const { body } = await rawRequest(workbench.url, '/api/dashboards/uid/demo');
    expect(JSON.parse(body)).toMatchObject({ dashboard: { title: 'Demo' }, meta: { folderTitle: 'Demo' } });
  });

  test('settings name the secrets that are set, never their values', async () => {
    const datasource = await rawRequest(workbench.url, '/api/datasources/uid/sample');
    const app = await rawRequest(workbench.url, '/api/plugins/sample-workbench-app/settings');
    expect(JSON.parse(datasource.body)).toMatchObject({
      secureJsonFields: { token: true },
      jsonData: { apiUrl: upstream.url },
    });
    expect(JSON.parse(app.body)).toMatchObject({ enabled: true, secureJsonFields: { token: true } });
    expect(datasource.body + app.body).not.toMatch(/-secret/);
  });

  test('a Viewer may not change settings', async () => {
    const viewer = await startServerOnly(upstream.url, { role: 'Viewer' });
    try {
      const app = await rawRequest(viewer.url, '/api/plugins/sample-workbench-app/settings', {
        method: 'POST',
        body: '{}',
      });
      const datasource = await rawRequest(viewer.url, '/api/datasources/uid/sample', { method: 'PUT', body: '{}' });
      expect([app.status, datasource.status]).toEqual([403, 403]);
    } finally {
      await viewer.close();
    }
  });

  test('an app that is switched off denies its proxy', async () => {
    const own = await startServerOnly(upstream.url);
    try {
      const body = JSON.stringify({ enabled: false });
      await rawRequest(own.url, '/api/plugins/sample-workbench-app/settings', { method: 'POST', body });
      const answer = await rawRequest(own.url, '/api/plugin-proxy/sample-workbench-app/control', { method: 'POST' });
      expect(answer.status).toBe(404);
      expect(answer.body).toContain('Plugin is not enabled');
    } finally {
      await own.close();
    }
  });

  test('what a plugin stores for the user is kept: 404, then its values, then one removed', async () => {
    const door = '/apis/userstorage.grafana.app/v0alpha1/namespaces/default/user-storage';
    const name = 'sample:workbench';
    expect((await rawRequest(workbench.url, `${door}/${name}`)).status).toBe(404);
    const create = JSON.stringify({ metadata: { name }, spec: { data: { a: '1', b: '2' } } });
    expect((await rawRequest(workbench.url, door, { method: 'POST', body: create })).status).toBe(201);
    const change = JSON.stringify({ spec: { data: { a: null } } });
    await rawRequest(workbench.url, `${door}/${name}`, { method: 'PATCH', body: change });
    const { body } = await rawRequest(workbench.url, `${door}/${name}`);
    expect(JSON.parse(body)).toMatchObject({ spec: { data: { b: '2' } } });
    expect(JSON.parse(body).spec.data).not.toHaveProperty('a');
  });
});

test('D1: an override gives a provisioned data source its address at run time', async () => {
  const own = await startServerOnly('http://127.0.0.1:1', {
    overrides: { sample: { jsonData: { apiUrl: upstream.url } } },
  });
  try {
    expect((await rawRequest(own.url, '/api/datasources/proxy/uid/sample/read/x')).status).toBe(200);
  } finally {
    await own.close();
  }
});
