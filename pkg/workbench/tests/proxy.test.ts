import { decodeJwt } from 'jose';
import http from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Workbench, WorkbenchOptions } from '../src/index';
import { startUpstream, type FakeUpstream } from './fakeUpstream';
import { startServerOnly } from './fixtureWorkbench';
import { rawRequest, type RawRequest } from './rawRequest';

const datasourceProxy = '/api/datasources/proxy/uid/sample';
const appProxy = '/api/plugin-proxy/sample-workbench-app';

let upstream: FakeUpstream;
let workbench: Workbench;

async function start(
  options: Partial<WorkbenchOptions> = {},
  answer?: Parameters<typeof startUpstream>[0]
): Promise<void> {
  upstream = await startUpstream(answer);
  workbench = await startServerOnly(upstream.url, options);
}

function ask(path: string, request?: RawRequest) {
  return rawRequest(workbench.url, path, request);
}

afterEach(async () => {
  await workbench.close();
  await upstream.close();
});

describe('D1: the data source proxy', () => {
  beforeEach(() => start());

  test.each([
    ['/read/agents?a=1&b=%2F', '/v1/read/agents?a=1&b=%2F'],
    ['/readwrite', '/v1/read/write'],
    ['/read/%2e%2e/edit', '/v1/read/%2e%2e/edit'],
    ['/x/../read/a', '/v1/read/a'],
  ])('%s goes upstream as %s', async (asked, path) => {
    expect((await ask(datasourceProxy + asked)).status).toBe(200);
    expect(upstream.seen.map((seen) => seen.path)).toEqual([path]);
  });

  test.each([
    ['GET', '/nothing'],
    ['DELETE', '/read/agents'],
    ['GET', '/gone/x'],
  ])('%s %s has no upstream: 502, and nothing is sent', async (method, path) => {
    expect((await ask(datasourceProxy + path, { method })).status).toBe(502);
    expect(upstream.seen).toEqual([]);
  });

  test('the route’s token is set, the client’s cookie, origin and identity are not passed: the user’s own is', async () => {
    const headers = {
      cookie: 'session=1',
      referer: 'http://page/',
      authorization: 'Bearer mine',
      'x-grafana-id': 'forged',
      'x-grafana-context': 'forged',
    };
    await ask(`${datasourceProxy}/read/x`, { headers });
    const seen = upstream.seen[0]?.headers ?? {};
    expect(seen).toMatchObject({ authorization: 'Bearer read-secret', 'x-grafana-referer': 'http://page/' });
    expect(seen).not.toHaveProperty('cookie');
    expect(seen).not.toHaveProperty('referer');
    expect(decodeJwt(String(seen['x-grafana-id']))).toMatchObject({ username: 'workbench', role: 'Admin' });
    expect(seen['x-grafana-context']).toBe('forged');
  });

  test('X-DS-Authorization becomes Authorization only where the route sets none', async () => {
    const headers = { 'x-ds-authorization': 'Bearer client', host: '127.0.0.1' };
    await ask(`${datasourceProxy}/query`, { method: 'POST', headers, body: '{"a":1}' });
    await ask(`${datasourceProxy}/read/x`, { headers });
    expect(upstream.seen.map((seen) => seen.headers.authorization)).toEqual(['Bearer client', 'Bearer read-secret']);
    expect(upstream.seen[0]).toMatchObject({ method: 'POST', path: '/v1/query?via=workbench', body: '{"a":1}' });
  });

  test('an unknown data source is 404', async () => {
    expect((await ask('/api/datasources/proxy/uid/none/read')).status).toBe(404);
  });
});

test('D1: a Viewer is refused (403) where a route wants an Editor, and no later route is tried', async () => {
  await start({ role: 'Viewer' });
  expect((await ask(`${datasourceProxy}/edit`, { method: 'PUT' })).status).toBe(403);
  expect((await ask(`${appProxy}/control`, { method: 'POST' })).status).toBe(403);
  expect((await ask(`${appProxy}/act`, { method: 'POST' })).status).toBe(403);
  expect(upstream.seen).toEqual([]);
});

test('D1: an Editor may do what Viewers may not, also by an action that the plugin grants', async () => {
  await start({ role: 'Editor' });
  const paths = [`${appProxy}/control`, `${appProxy}/act`];
  for (const path of paths) {
    expect((await ask(path, { method: 'POST' })).status).toBe(200);
  }
  expect(upstream.seen.map((seen) => seen.path)).toEqual(['/v1/control', '/v1/act']);
});

describe('D1: the app proxy', () => {
  beforeEach(() => start());

  test('a forged context is overwritten with the true user', async () => {
    await ask(`${appProxy}/control`, { method: 'POST', headers: { 'x-grafana-context': '{"OrgRole":"Owner"}' } });
    const context: unknown = JSON.parse(String(upstream.seen[0]?.headers['x-grafana-context']));
    expect(context).toMatchObject({ OrgRole: 'Admin', Login: 'workbench' });
    expect(upstream.seen[0]?.headers.authorization).toBe('Bearer control-secret');
  });

  test.each([
    ['POST', '/controls'],
    ['POST', '/control/x'],
    ['GET', '/control'],
    ['GET', '/wild'],
    ['POST', '/%zz'],
  ])('%s %s matches no route: 404, and nothing is sent', async (method, path) => {
    expect((await ask(appProxy + path, { method })).status).toBe(404);
    expect(upstream.seen).toEqual([]);
  });

  test('a wildcard passes decoded dots on, as Grafana does', async () => {
    await ask(`${appProxy}/wild/%2e%2e/control`);
    expect(upstream.seen[0]?.path).toBe('/v1/wild/../control');
  });
});

describe('D1: answers', () => {
  test('an upstream’s 401 is a 400 that says so; its cookies are dropped; the answer is sandboxed', async () => {
    await start({}, (request, response) => {
      response.writeHead(request.url === '/v1/read/denied' ? 401 : 200, { 'set-cookie': 'a=1', 'x-own': 'kept' });
      response.end('{}');
    });
    const denied = await ask(`${datasourceProxy}/read/denied`);
    expect([denied.status, denied.body]).toEqual([400, 'Authentication to data source failed']);
    const { headers } = await ask(`${datasourceProxy}/read/x`);
    expect(headers).toMatchObject({ 'x-own': 'kept', 'content-security-policy': 'sandbox' });
    expect(headers).not.toHaveProperty('set-cookie');
  });

  test('an upstream that sends no headers in time is a 502', async () => {
    await start({ headerTimeoutMs: 50 }, () => undefined);
    expect((await ask(`${datasourceProxy}/read/slow`)).status).toBe(502);
  });

  test('an upstream that cannot be reached is a 502', async () => {
    await start();
    await upstream.close();
    expect((await ask(`${datasourceProxy}/read/x`)).status).toBe(502);
  });
});

describe('D1: event streams', () => {
  test('each event passes at once, past the header timeout, uncompressed; closing the client closes the upstream', async () => {
    const written: Array<(text: string) => void> = [];
    let closed = false;
    await start({ headerTimeoutMs: 200 }, (request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      written.push((text) => response.write(text));
      response.on('close', () => (closed = true));
    });
    const { next, client } = await openStream(`${workbench.url}${datasourceProxy}/stream`);
    await until(() => written.length === 1);
    written[0]?.('data: one\n\n');
    expect(await next()).toBe('data: one\n\n');
    await new Promise((resolve) => setTimeout(resolve, 300));
    written[0]?.('data: two\n\n');
    expect(await next()).toBe('data: two\n\n');
    expect(closed).toBe(false);
    client.destroy();
    await until(() => closed);
  });
});

async function openStream(url: string): Promise<{ next: () => Promise<string>; client: http.ClientRequest }> {
  const waiting: Array<(text: string) => void> = [];
  const arrived: string[] = [];
  const client = http.get(url, { headers: { 'accept-encoding': 'gzip' } });
  client.on('error', () => undefined);
  const response = await new Promise<http.IncomingMessage>((resolve) => client.on('response', resolve));
  response.on('error', () => undefined);
  response.on('data', (chunk: Buffer) => {
    const text = chunk.toString('utf8');
    const take = waiting.shift();
    if (take === undefined) {
      arrived.push(text);
    } else {
      take(text);
    }
  });
  const next = () => {
    const text = arrived.shift();
    return text === undefined ? new Promise<string>((resolve) => waiting.push(resolve)) : Promise.resolve(text);
  };
  return { next, client };
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) {
      throw new Error('not within 5 s');
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
