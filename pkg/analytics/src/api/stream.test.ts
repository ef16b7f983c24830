import { get, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';

import { portOf, testApi, type TestApi, type TestApiOptions } from './testApi.fixtures';

interface Reader {
  text: () => string;
  /** Event ids seen, in order. */
  ids: () => number[];
  response: IncomingMessage;
  ended: () => boolean;
  close: () => void;
}

const open: Array<{ close: () => void }> = [];
const running: TestApi[] = [];

const start = async (options: TestApiOptions = {}): Promise<TestApi & { port: number }> => {
  const api = testApi(options);
  running.push(api);
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  return { ...api, port: portOf(api.app) };
};

const read = (port: number, headers: Record<string, string> = {}): Promise<Reader> =>
  new Promise((resolve, reject) => {
    const request = get({ port, host: '127.0.0.1', path: '/api/v1/stream', headers, agent: false }, (response) => {
      let text = '';
      let ended = false;
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', () => (ended = true));
      response.on('close', () => (ended = true));
      const reader: Reader = {
        text: () => text,
        ids: () => [...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1])),
        response,
        ended: () => ended,
        close: () => request.destroy(),
      };
      open.push(reader);
      resolve(reader);
    });
    request.on('error', reject);
  });

afterEach(async () => {
  open.splice(0).forEach((reader) => reader.close());
  await Promise.all(running.splice(0).map(({ app }) => app.close()));
});

describe('GET /api/v1/stream: the live state as server-sent events', () => {
  test('a new client gets a snapshot, then each change, with the sequence as event id', async () => {
    const api = await start();
    const reader = await read(api.port);
    await expect.poll(reader.ids).toEqual([100]);
    api.live.change();
    api.live.change();
    await expect.poll(reader.ids).toEqual([100, 101, 102]);
    expect(reader.text()).toMatch(/^retry: 2000\n\nid: 100\nevent: snapshot\ndata: \{"type":"snapshot"/);
    expect(reader.text()).toMatch(/id: 102\nevent: delta\ndata: \{"type":"delta".*\}\n\n$/);
  });
  test('its head forbids caching, buffering and packing', async () => {
    const api = await start();
    const { response } = await read(api.port, { 'accept-encoding': 'gzip' });
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(response.headers['content-encoding']).toBeUndefined();
  });
  test('Last-Event-ID resumes with exactly what was missed', async () => {
    const api = await start();
    const first = await read(api.port);
    await expect.poll(first.ids).toEqual([100]);
    api.live.change();
    first.close();
    api.live.change();
    api.live.change();
    const again = await read(api.port, { 'last-event-id': '101' });
    await expect.poll(again.ids).toEqual([102, 103]);
    expect(again.text()).not.toContain('snapshot');
  });
  test('a client that missed nothing gets nothing twice', async () => {
    const api = await start();
    api.live.change();
    const reader = await read(api.port, { 'last-event-id': '101' });
    await expect.poll(reader.text).toContain(': resumed');
    api.live.change();
    await expect.poll(reader.ids).toEqual([102]);
  });
  test.each(['5', '999', 'abc', '-1'])(
    'Last-Event-ID %s (too old, of another life, or nonsense) gets a snapshot',
    async (id) => {
      const api = await start();
      api.live.change();
      const reader = await read(api.port, { 'last-event-id': id });
      await expect.poll(reader.ids).toEqual([101]);
      expect(reader.text()).toContain('event: snapshot');
    }
  );
  test('an idle stream beats', async () => {
    const api = await start({ deps: { heartbeatMs: 10 } });
    const reader = await read(api.port);
    await expect.poll(reader.text).toContain(': beat\n\n');
  });
  test('a slow client holds back no more than its buffer, and gets a fresh snapshot when it reads again', async () => {
    const api = await start({ config: (c) => (c.limits.streamBufferBytes = 65_536) });
    const reader = await read(api.port);
    await expect.poll(reader.ids).toEqual([100]);
    reader.response.pause();
    for (let i = 0; i < 400; i++) {
      api.live.change('x'.repeat(65_536));
      await new Promise((resolve) => setImmediate(resolve));
    }
    reader.response.resume();
    await expect.poll(() => reader.ids().at(-1), { timeout: 10_000 }).toBe(500);
    expect(reader.ids().length).toBeLessThan(400);
    expect(reader.text().match(/event: snapshot/g)?.length).toBeGreaterThan(1);
    expect(await api.metrics.text('prometheus')).toMatch(/stream_resets_total\{outcome="snapshot"\} [1-9]/);
    expect([...reader.ids()].sort((a, b) => a - b)).toEqual(reader.ids());
  });
  test('a client that never reads again is closed', async () => {
    const api = await start({
      config: (c) => (c.limits.streamBufferBytes = 65_536),
      deps: { heartbeatMs: 10, stallMs: -1 },
    });
    const reader = await read(api.port);
    await expect.poll(reader.ids).toEqual([100]);
    reader.response.pause();
    for (let i = 0; i < 400; i++) {
      api.live.change('x'.repeat(65_536));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect
      .poll(async () => /stream_clients 0/.test(await api.metrics.text('prometheus')), { timeout: 10_000 })
      .toBe(true);
    expect(await api.metrics.text('prometheus')).toMatch(/stream_resets_total\{outcome="closed"\} 1/);
  });
  test('when the last client leaves, the live state is no longer listened to', async () => {
    const api = await start();
    const reader = await read(api.port);
    await expect.poll(() => api.live.listeners.size).toBe(1);
    reader.close();
    await expect.poll(() => api.live.listeners.size).toBe(0);
  });
  test('streams beyond limits.streamClients are told to poll', async () => {
    const api = await start({ config: (c) => (c.limits.streamClients = 1) });
    await read(api.port);
    const second = await read(api.port);
    expect(second.response.statusCode).toBe(503);
    expect(second.response.headers['retry-after']).toBe('10');
  });
  test('revoking a token ends the streams opened with it', async () => {
    const api = await start({ config: (c) => (c.auth.required = true), deps: { heartbeatMs: 10 } });
    const reader = await read(api.port, { authorization: `Bearer ${await api.token('Viewer')}` });
    await expect.poll(reader.text).toContain(': beat');
    await api.auth.tokens.revoke(api.auth.tokens.list()[0]?.id ?? '');
    await expect.poll(reader.ended).toBe(true);
  });
  test('closing the service ends the streams, so that it stops at once', async () => {
    const api = await start();
    const reader = await read(api.port);
    await expect.poll(reader.ids).toEqual([100]);
    await api.app.close();
    await expect.poll(reader.ended).toBe(true);
  });
  test('a stream is noted in the access audit when it starts', async () => {
    const api = await start();
    await read(api.port);
    await expect
      .poll(() => api.seen.access.map(({ route, status }) => [route, status]))
      .toEqual([['/api/v1/stream', 200]]);
  });
});
