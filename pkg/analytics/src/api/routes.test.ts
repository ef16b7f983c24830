import { Validator } from '@seriousme/openapi-schema-validator';
import { type Frame, type Job, type Problem } from '@eljefe/contract';
import { type FastifyInstance } from 'fastify';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { addRoute } from './route';
import { NOW, testApi, type TestApi } from './testApi.fixtures';

const job = (source: string): Job => Object.assign(Object.create(null), { source, job_id: 'j1' });

describe('routes of the API', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = testApi({
      parts: (p) => {
        p.queries.job = async (id, source) =>
          id === 'both'
            ? [job('a'), job('b')].filter((one) => !source || one.source === source)
            : id === 'j1'
              ? [job('a')]
              : [];
      },
    });
    await api.app.ready();
  });
  afterAll(() => api.app.close());

  test('the state is the live state', async () => {
    const answer = await api.app.inject('/api/v1/state');
    expect(answer.json()).toEqual(api.live.state());
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(answer.headers['server-timing']).toMatch(/^total;dur=\d/);
  });
  test('a query reaches the parts as it was sent', async () => {
    const payload = {
      from: '2026-01-01T00:00:00Z',
      to: NOW,
      queries: [{ refId: 'A', kind: 'series', measure: 'success_rate' }],
    };
    const answer = await api.app.inject({ method: 'POST', url: '/api/v1/query', payload });
    expect(answer.json().answers).toMatchObject([{ refId: 'A', problem: null }]);
    expect(api.seen.questions.at(-1)).toEqual(payload);
  });

  test.each([
    ['a batch', { source: 'el-jefe', jobs: [{ job_id: 'a' }, { job_id: 'b' }] }, 'el-jefe', 2],
    ['a batch without a source', { jobs: [{ job_id: 'a' }] }, 'api', 1],
    ['a bare list', [{ job_id: 'a' }, 5], 'api', 2],
    ['one record', { job_id: 'a', source: 'x' }, 'api', 1],
    ['an empty list', [], 'api', 0],
  ])('D2: %s is taken, its records unchecked here', async (_, payload, source, count) => {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/v1/jobs',
      payload: JSON.stringify(payload),
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.json()).toMatchObject({ received: count });
    expect(api.seen.batches.at(-1)).toMatchObject({ source, by: 'loopback' });
    expect(api.seen.batches.at(-1)?.records).toHaveLength(count);
  });
  test('D2: newline-delimited records are taken, also packed, with CRLF and a byte order mark', async () => {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/v1/jobs',
      payload: gzipSync('\ufeff{"job_id":"a"}\r\n{"job_id":"b"}\r\n'),
      headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
    });
    expect(answer.json()).toMatchObject({ received: 2 });
    expect(api.seen.batches.at(-1)?.records).toEqual([{ job_id: 'a' }, { job_id: 'b' }]);
  });
  test('T3: filters, sort, search, window and cursor reach the list as it was asked', async () => {
    await api.app.inject(
      `/api/v1/jobs?status=failed&status=waiting&agent_type=writer&filter=${encodeURIComponent('label.team!=core')}&filter=${encodeURIComponent('model=|a|b')}&sort=-started_at&search=disk%20full&limit=5&cursor=c1&orchestrator=el&from=2026-01-01T00:00:00Z&to=${NOW}`
    );
    expect(api.seen.lists.at(-1)).toMatchObject({
      from: Date.UTC(2026, 0, 1),
      to: NOW,
      limit: 5,
      cursor: 'c1',
      sort: '-started_at',
      search: 'disk full',
      source: 'el',
      filters: [
        { key: 'agent_type', op: '=|', values: ['writer'] },
        { key: 'status', op: '=|', values: ['failed', 'waiting'] },
        { key: 'label.team', op: '!=', values: ['core'] },
        { key: 'model', op: '=|', values: ['a', 'b'] },
      ],
    });
  });
  test('a job is found by its id; unknown is a 404; several orchestrators are a 409 naming them, solved by ?orchestrator=', async () => {
    expect((await api.app.inject('/api/v1/jobs/j1')).json()).toEqual({ source: 'a', job_id: 'j1' });
    expect((await api.app.inject('/api/v1/jobs/none')).statusCode).toBe(404);
    const both = await api.app.inject('/api/v1/jobs/both');
    expect(both.statusCode).toBe(409);
    expect(both.json().detail).toContain('a, b');
    expect((await api.app.inject('/api/v1/jobs/both?orchestrator=b')).json()).toMatchObject({ source: 'b' });
  });
  test('D4, D6: feedback and marks are taken one by one or as a list, and checked', async () => {
    const send = (url: string, payload: object) => api.app.inject({ method: 'POST', url, payload });
    expect((await send('/api/v1/marks', { kind: 'deployment', version: '1.2' })).json()).toMatchObject({ received: 1 });
    expect(
      (
        await send('/api/v1/feedback', [
          { job_id: 'a', rating: 5 },
          { job_id: 'b', rating: 1 },
        ])
      ).json()
    ).toMatchObject({ received: 2 });
    expect((await send('/api/v1/feedback', [{ job_id: 'a', rating: 9 }])).json().problems[0]).toMatchObject({
      field: '/0/rating',
      value: '9',
    });
    expect((await send('/api/v1/marks', [])).statusCode).toBe(400);
  });
  test('D6: the marks of a window are asked of the queries, the last day unless said', async () => {
    expect((await api.app.inject('/api/v1/marks')).json()).toMatchObject({ refId: 'marks' });
    expect(api.seen.questions.at(-1)).toEqual({
      from: NOW - 86_400_000,
      to: NOW,
      queries: [{ refId: 'marks', kind: 'marks' }],
    });
  });
  test.each([
    [undefined, 'prometheus', 'text/plain; version=0.0.4; charset=utf-8'],
    ['*/*', 'prometheus', 'text/plain; version=0.0.4; charset=utf-8'],
    [
      'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5',
      'openmetrics',
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    ],
    ['application/openmetrics-text;q=0.2,text/plain;q=0.9', 'prometheus', 'text/plain; version=0.0.4; charset=utf-8'],
  ])('I1: Accept %s gets %s', async (accept, format, type) => {
    const answer = await api.app.inject({ url: '/metrics', headers: accept ? { accept } : {} });
    expect(answer.body).toBe(`# ${format}\n`);
    expect(answer.headers['content-type']).toBe(type);
  });
  test.each([
    [true, 503],
    [false, 200],
  ])('readyz with a part that is not ready, essential %s, is a %i and names it', async (essential, status) => {
    const parts = [{ name: 'store', ready: false, essential, detail: 'restarting', since: NOW }];
    const other = testApi({ parts: (p) => (p.readiness = async () => parts) });
    const answer = await other.app.inject('/readyz');
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({ ready: !essential, version: '1.2.3', parts });
    await other.app.close();
  });
  test('I4: tokens are made, listed without secrets, used and revoked', async () => {
    const admin = { authorization: `Bearer ${await api.token('Admin')}` };
    const made = await api.app.inject({
      method: 'POST',
      url: '/api/v1/tokens',
      headers: admin,
      payload: { name: 'ci', role: 'Viewer', expires_at: NOW + 1 },
    });
    expect(made.statusCode).toBe(201);
    const { token, info } = made.json();
    const list = await api.app.inject({ url: '/api/v1/tokens', headers: admin });
    expect(list.json()).toContainEqual({
      id: info.id,
      name: 'ci',
      role: 'Viewer',
      created_at: NOW,
      created_by: 'test Admin',
      expires_at: NOW + 1,
      last_used_at: null,
    });
    expect(list.body).not.toContain(token.slice(-43));
    const use = () => api.app.inject({ url: '/api/v1/state', headers: { authorization: `Bearer ${token}` } });
    expect((await use()).statusCode).toBe(200);
    const revoke = () => api.app.inject({ method: 'DELETE', url: `/api/v1/tokens/${info.id}`, headers: admin });
    expect((await revoke()).statusCode).toBe(204);
    expect((await use()).statusCode).toBe(401);
    expect((await revoke()).statusCode).toBe(404);
    const past = await api.app.inject({
      method: 'POST',
      url: '/api/v1/tokens',
      headers: admin,
      payload: { name: 'ci', role: 'Viewer', expires_at: NOW },
    });
    expect(past.json().detail).toContain('in the future');
  });
});

describe('the contract: /openapi.json and /docs', () => {
  test('it is valid OpenAPI 3.1 and holds every registered route, a plugin’s too', async () => {
    const api = testApi({
      plugins: [
        (scope) =>
          addRoute(scope, {
            method: 'POST',
            url: '/v1/traces',
            access: 'send',
            tag: 'otlp',
            summary: 'Traces',
            answers: { 200: { description: 'Taken' } },
            handle: () => ({ partialSuccess: {} }),
          }),
      ],
    });
    const document = (await api.app.inject('/openapi.json')).json();
    expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
    const tree = api.app.printRoutes({ commonPrefix: false });
    expect(tree).toContain('v1/traces');
    for (const path of ['/api/v1/jobs/{id}', '/api/v1/stream', '/v1/traces', '/readyz']) {
      expect(Object.keys(document.paths)).toContain(path);
    }
    expect(document.components.schemas).toHaveProperty('Problem');
    expect(JSON.stringify(document)).not.toContain('"$id"');
    await api.app.close();
  });
  test('a route added without its access rule stops the start', () => {
    const { app } = testApi();
    expect(() => app.get('/back-door', async () => 'hello')).toThrow('no access rule');
  });
  test('an unchanged contract is a 304', async () => {
    const { app } = testApi();
    const first = await app.inject('/openapi.json');
    const again = await app.inject({ url: '/openapi.json', headers: { 'if-none-match': String(first.headers.etag) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    await app.close();
  });
  test('the page loads nothing from elsewhere and runs nothing', async () => {
    const { app } = testApi();
    const { body, headers } = await app.inject('/docs');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).not.toMatch(/<script|src=|https?:\/\/(?!.*json-schema)[^<"]*\.(?:js|css)/i);
    expect(body).toContain('/api/v1/jobs/{id}');
    await app.close();
  });
});

describe('I3: answers in other forms', () => {
  const question = { from: 1, to: 2, queries: [{ refId: 'A', kind: 'series', measure: 'throughput' }] };
  const answering = (frames: Frame[], problem: Problem | null = null) =>
    testApi({
      parts: (parts) => {
        parts.queries.answer = async ({ queries }) => ({
          at: NOW,
          answers: queries.map(({ refId }) => ({
            refId,
            frames,
            notices: [],
            age_seconds: 0,
            next_cursor: null,
            problem,
          })),
        });
      },
    });
  const ask = (app: FastifyInstance, format: string) =>
    app.inject({ method: 'POST', url: `/api/v1/query?format=${format}`, payload: question });
  const jobs: Frame = { name: 'jobs', fields: [{ name: 'job_id', type: 'string', values: ['=1'] }] };

  test.each([
    ['csv', 'text/csv; charset=utf-8; header=present', 'csv'],
    ['parquet', 'application/vnd.apache.parquet', 'parquet'],
    ['arrow', 'application/vnd.apache.arrow.stream', 'arrows'],
  ])('%s: with its type, as a file', async (format, type, ending) => {
    const answer = await ask(answering([jobs]).app, format);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="eljefe-${NOW}.${ending}"`);
    expect(answer.rawPayload.length).toBeGreaterThan(20);
  });

  test('json is what comes unless another form is asked for', async () => {
    const answer = await ask(answering([jobs]).app, 'json');
    expect(answer.json().answers[0].frames).toEqual([jobs]);
  });

  test('an unknown form is refused with those there are; one that does not fit, with what does', async () => {
    const unknown = await ask(answering([jobs]).app, 'xlsx');
    expect(unknown.statusCode).toBe(400);
    expect(unknown.json().problems[0]).toEqual({
      field: 'format',
      value: '"xlsx"',
      remedy: 'use one of json, csv, parquet, arrow, prometheus, openmetrics',
    });
    const unfit = await ask(answering([jobs]).app, 'prometheus');
    expect(unfit.statusCode).toBe(400);
    expect(unfit.json().problems[0].remedy).toMatch(/series alone, or use csv/);
  });

  test('a question that fails fails the request, and is named', async () => {
    const problem = {
      type: 'about:blank',
      title: 'Query over its limit',
      status: 422,
      detail: 'Choose a shorter range.',
    };
    const answer = await ask(answering([], problem).app, 'csv');
    expect(answer.statusCode).toBe(422);
    expect(answer.json().detail).toBe('A: Choose a shorter range.');
  });
});
