import fc from 'fast-check';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { expectProblem } from './problem.fixtures';
import { portOf, testApi, type TestApi } from './testApi.fixtures';

const MIB = 1_048_576;

/** Raw bytes to a listening server; the whole answer as text. */
const raw = (port: number, bytes: string | Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
    socket.on('error', (error) =>
      chunks.length > 0 ? resolve(Buffer.concat(chunks).toString('utf8')) : reject(error)
    );
  });

describe('bad input ends in a clear message and nothing is stored', () => {
  let api: TestApi;
  let port: number;
  beforeAll(async () => {
    api = testApi({
      config: (c) => {
        c.limits.bodyBytes = MIB;
        c.limits.jsonDepth = 20;
        c.limits.batchRecords = 1_000;
      },
    });
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    port = portOf(api.app);
  });
  afterAll(() => api.app.close());

  const post = (payload: string | Buffer, headers: Record<string, string> = {}, url = '/api/v1/jobs') =>
    api.app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } });

  test.each([
    ['', 'line 1 column 1', 'a value'],
    ['{"job_id": "a",}', 'line 1 column 16', 'a field name'],
    ['{\n  "job_id": "a"\n  "task": 1}', 'line 3 column 3', 'a comma or }'],
    ["{'job_id': 1}", 'line 1 column 2', 'a field name'],
    ['{"a": 01}', 'line 1 column 7', 'a value'],
    ['{"a": NaN}', 'line 1 column 7', 'a value'],
    ['[1, 2] x', 'line 1 column 8', 'nothing after the value'],
    ['{"a": "b\nc"}', 'line 1 column 7', 'a value'],
    ['{"a": "b', 'line 1 column 7', 'a value'],
    ['<html>', 'line 1 column 1', 'a value'],
  ])('%j is not JSON: the answer says where and what was expected', async (payload, where, expected) => {
    const problem = expectProblem(await post(payload), 400);
    expect(problem.detail).toContain(where);
    expect(problem.detail).toContain(`expected ${expected}`);
  });
  test('whatever JSON.parse refuses is refused with a position; whatever it takes passes', async () => {
    const texts = fc.oneof(
      fc.json(),
      fc
        .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', '}', ',', '\\', '1', '\u0001'))
        .map(([json, at, extra]) => {
          const cut = at % (json.length + 1);
          return json.slice(0, cut) + extra + json.slice(cut + 1);
        })
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        const detail = String((await post(text)).json().detail ?? '');
        expect(/is not JSON, line \d+ column \d+/.test(detail)).toBe(!valid);
      }),
      { numRuns: 300 }
    );
  });
  test('the offending line of newline-delimited JSON is named', async () => {
    const problem = expectProblem(
      await post('{"job_id":"a"}\n\n{"job_id":}\n', { 'content-type': 'application/x-ndjson' }),
      400
    );
    expect(problem.detail).toContain('record line 3');
  });
  test('text that is not UTF-8 is refused', async () => {
    expect(expectProblem(await post(Buffer.from([0x22, 0xff, 0xfe, 0x22])), 400).detail).toContain('UTF-8');
    expect(
      expectProblem(await post('{}', { 'content-type': 'application/json; charset=latin1' }), 415).detail
    ).toContain('latin1');
  });
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])('%s is a 415', async (type) => {
    expectProblem(await post('{}', { 'content-type': type }), 415);
  });
  test('JSON nested to the limit passes, one deeper is refused, brackets inside texts do not count', async () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect((await post(nested(20))).statusCode).toBe(200);
    expect(expectProblem(await post(nested(21)), 400).detail).toContain('deeper than 20');
    expectProblem(await post('['.repeat(MIB - 1)), 400);
    expect((await post(JSON.stringify({ job_id: '['.repeat(100) + '\\"' + '{'.repeat(100) }))).statusCode).toBe(200);
  });
  test('numbers too large for JavaScript reach the ingest as they are read, without a crash', async () => {
    expect((await post('{"job_id":"a","tokens_used":1e999,"x":123456789012345678901234567890}')).statusCode).toBe(200);
    expect(api.seen.batches.at(-1)?.records).toEqual([
      { job_id: 'a', tokens_used: Infinity, x: 1.2345678901234568e29 },
    ]);
  });
  test('__proto__ is dropped however it is written, and nothing inherits it', async () => {
    await post('{"job_id":"a","__proto__":{"polluted":1},"labels":{"\\u005f_proto__":{"polluted":1}}}');
    const record = api.seen.batches.at(-1)?.records[0];
    expect(JSON.stringify(record)).toBe('{"job_id":"a","labels":{}}');
    expect(Object.hasOwn(Object(record), '__proto__')).toBe(false);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
  test('a text about __proto__ is left alone', async () => {
    await post(JSON.stringify({ job_id: 'a', task: 'explain "__proto__": in JS' }));
    expect(api.seen.batches.at(-1)?.records).toEqual([{ job_id: 'a', task: 'explain "__proto__": in JS' }]);
  });
  test('a gzip bomb is a 413 before it unfolds', async () => {
    const bomb = gzipSync(Buffer.alloc(120 * MIB, 0x20));
    expect(bomb.length).toBeLessThan(MIB);
    const before = process.memoryUsage().rss;
    expectProblem(await post(bomb, { 'content-encoding': 'gzip' }), 413);
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * MIB);
  });
  test('a gzip body within the limit is taken; broken or cut gzip is a 400; other encodings a 415', async () => {
    const packed = gzipSync('{"job_id":"zipped"}');
    expect((await post(packed, { 'content-encoding': 'gzip' })).json()).toMatchObject({ received: 1 });
    expectProblem(await post(packed.subarray(0, packed.length - 9), { 'content-encoding': 'gzip' }), 400);
    expectProblem(await post('{}', { 'content-encoding': 'gzip' }), 400);
    expectProblem(await post('{}', { 'content-encoding': 'br' }), 415);
  });
  test('a body over the limit is a 413 that reaches the sender, announced or chunked', async () => {
    const body = Buffer.alloc(20 * MIB, 0x20);
    const announced = await fetch(`http://127.0.0.1:${port}/api/v1/jobs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(announced.status).toBe(413);
    expect(await announced.json()).toMatchObject({ status: 413, detail: expect.stringContaining('1048576 bytes') });
    const chunked = await fetch(`http://127.0.0.1:${port}/api/v1/jobs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([body]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
  });
  test('a batch of too many records is a 413 that says how many may come', async () => {
    const problem = expectProblem(
      await post(JSON.stringify(Array.from({ length: 1_001 }, () => ({ job_id: 'a' })))),
      413
    );
    expect(problem.detail).toContain('at most 1000');
  });
  test.each([
    ['5', '/'],
    ['{"jobs": 5}', '/jobs'],
    ['{"jobs": [], "source": ""}', '/source'],
    ['null', '/'],
  ])('%s is no batch; field and remedy are named', async (payload, field) => {
    expect(expectProblem(await post(payload), 400).problems?.[0]).toMatchObject({ field });
  });
  test.each([
    [{ queries: [] }, '/from'],
    [{ from: 1, to: 2, queries: [] }, '/queries'],
    [{ from: 'yesterday', to: 2, queries: [{ refId: 'A', kind: 'state' }] }, 'from'],
    [{ from: 5, to: 5, queries: [{ refId: 'A', kind: 'state' }] }, 'from'],
    [{ from: 1, to: 2, queries: [{ refId: 'A', kind: 'nonsense' }] }, '/queries/0/kind'],
  ])('query %j is refused with the field %s', async (body, field) => {
    const problem = expectProblem(await post(JSON.stringify(body), {}, '/api/v1/query'), 400);
    expect(problem.problems?.map((p) => p.field)).toContain(field);
  });
  test.each([
    ['/api/v1/jobs?statsu=failed', 'did you mean status?'],
    ['/api/v1/jobs?limit=0', 'at least 1'],
    ['/api/v1/jobs?limit=many', 'integer'],
    ['/api/v1/jobs?from=noon', 'RFC 3339'],
    ['/api/v1/jobs?filter=team', 'key, operator and value'],
    ['/api/v1/catalog?values=maybe', 'boolean'],
  ])('%s is refused: %s', async (url, remedy) => {
    expect(expectProblem(await api.app.inject(url), 400).detail).toContain(remedy);
  });
  test.each([
    '/api/v1/%2e%2e/tokens',
    '/api/v1/jobs/%2E%2E%2Ftokens',
    '/api/v1/jobs/..%2ftokens',
    '/api/v1/jobs/../tokens',
    '/api/v1/./tokens',
    '/api/v1/jobs/%252e%252e',
    '/api/v1//tokens',
    '/api/v1/jobs/a%5c..%5cb',
    '/api/v1/jobs/a%00b',
    '/api/v1/jobs;x=1/a',
  ])('%s is a 400 and no handler runs', async (path) => {
    const answer = await raw(port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('urn:problem-type:eljefe:invalid-path');
  });
  test('ids with a percent sign, a blank, an umlaut or 512 characters are addressed by encodeURIComponent', async () => {
    for (const id of ['100%', 'a b', 'größe', '€'.repeat(512), '..a']) {
      expectProblem(await api.app.inject(`/api/v1/jobs/${encodeURIComponent(id)}`), 404);
    }
  });
  test('broken percent-encoding is a 400', async () => {
    expectProblem(await api.app.inject('/api/v1/jobs/%zz'), 400);
  });
  test('a wrong method is a 405 with Allow, an unknown path a 404', async () => {
    const answer = await api.app.inject({ method: 'DELETE', url: '/api/v1/jobs' });
    expectProblem(answer, 405);
    expect(answer.headers.allow).toBe('GET, POST, HEAD');
    expectProblem(
      await api.app.inject({
        method: 'PUT',
        url: '/api/v1/jobs/j1',
        payload: '{}',
        headers: { 'content-type': 'text/plain' },
      }),
      405
    );
    expectProblem(await api.app.inject('/api/v2/state'), 404);
  });
  test('headers over 16 KiB and bytes that are not HTTP are told so', async () => {
    expect(await raw(port, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 [\s\S]*problem\+json/
    );
    expect(await raw(port, '\u0016\u0003\u0001 hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*problem\+json/);
  });
  test('a foreign Host (DNS rebinding) and a foreign Origin are refused, our own are not', async () => {
    const call = (headers: Record<string, string>) => api.app.inject({ url: '/api/v1/state', headers });
    expectProblem(await call({ host: 'evil.example:4319' }), 421);
    expectProblem(await call({ host: 'localhost:4319', origin: 'https://evil.example' }), 403);
    expectProblem(await call({ host: 'localhost:4319', origin: 'null' }), 403);
    for (const host of ['localhost:4319', '127.0.0.1', '[::1]:4319']) {
      const answer = await call({ host, origin: `http://${host}` });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });
  test('no byte sequence crashes the service', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('application/json', 'application/x-ndjson', ''),
        fc.constantFrom('gzip', 'identity'),
        async (bytes, type, encoding) => {
          const { statusCode } = await post(Buffer.from(bytes), { 'content-type': type, 'content-encoding': encoding });
          expect([200, 400, 415]).toContain(statusCode);
        }
      ),
      { numRuns: 300 }
    );
    expect((await api.app.inject('/healthz')).statusCode).toBe(200);
  });
});
