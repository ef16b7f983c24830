import { fastify, type FastifyInstance } from 'fastify';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { addBodyParsers } from '../../api/addBodyParsers';
import { type ApiContext } from '../../api/context';
import { StoreBusy } from '../../store/errors';
import { otlpRoutes } from './otlpRoutes';
import { encodeRequest } from './testing/otlpSchema';
import { World } from './testing/world';

const PROTOBUF = { 'content-type': 'application/x-protobuf' };
const JSON_TYPE = { 'content-type': 'application/json' };

const span = (more: object = {}) => ({
  traceId: 'ab'.repeat(16),
  spanId: 'cd'.repeat(8),
  name: 'x',
  startTimeUnixNano: '1780315200000000000',
  endTimeUnixNano: '1780315201000000000',
  ...more,
});
const request = (...spans: object[]) => ({
  resourceSpans: [
    { resource: { attributes: [{ key: 'service.name', value: { stringValue: 'crew' } }] }, scopeSpans: [{ spans }] },
  ],
});

let world: World;
let app: FastifyInstance;
beforeEach(async () => {
  world = new World();
  app = fastify();
  const context = { config: { limits: { bodyBytes: 100_000, jsonDepth: 64 } } } as ApiContext;
  addBodyParsers(app, context.config.limits);
  await app.register(async (scope) =>
    otlpRoutes({ receiver: world.receiver, counters: world.counters })(scope, context)
  );
});
afterEach(async () => app.close());

const post = (payload: Buffer | string | object | undefined, headers: Record<string, string>, url = '/v1/traces') =>
  app.inject({ method: 'POST', url, headers, ...(payload === undefined ? {} : { payload }) });

const total = () => {
  const { received, stored, refused, dropped } = world.counters.total();
  expect(received).toBe(stored + refused + dropped);
  return { received, stored, refused, dropped };
};

describe('D3: OTLP over HTTP', () => {
  it('D3: protobuf is answered in protobuf, JSON in JSON', async () => {
    const protobuf = await post(encodeRequest('TraceRequest', request(span())), PROTOBUF);
    expect([protobuf.statusCode, protobuf.headers['content-type'], protobuf.rawPayload.length]).toEqual([
      200,
      'application/x-protobuf',
      0,
    ]);
    const json = await post(request(span()), JSON_TYPE);
    expect([json.statusCode, json.headers['content-type'], json.body]).toEqual([200, 'application/json', '{}']);
    expect(total()).toEqual({ received: 2, stored: 2, refused: 0, dropped: 0 });
  });

  it('D3: gzip is unpacked', async () => {
    const body = gzipSync(encodeRequest('TraceRequest', request(span())));
    expect((await post(body, { ...PROTOBUF, 'content-encoding': 'gzip' })).statusCode).toBe(200);
    expect(world.rows.spans).toHaveLength(1);
  });

  it('D3: bad records are refused one by one, the others are stored, and the client is told how many and why', async () => {
    const answer = await post(
      request(span(), span({ traceId: '00' }), span({ spanId: '00'.repeat(8) }), span({ startTimeUnixNano: '0' })),
      JSON_TYPE
    );
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      partialSuccess: { rejectedSpans: '3', errorMessage: expect.stringContaining('trace_id') },
    });
    expect(total()).toEqual({ received: 4, stored: 1, refused: 3, dropped: 0 });
  });

  it('D3: partial success in protobuf: one field, with count and message', async () => {
    const answer = await post(encodeRequest('TraceRequest', request(span({ traceId: '00' }))), PROTOBUF);
    expect(answer.rawPayload[0]).toBe(0x0a);
    expect(answer.rawPayload.subarray(2, 4)).toEqual(Buffer.from([0x08, 1]));
    expect(answer.rawPayload.toString()).toContain('trace_id');
  });

  it.each([
    ['no protobuf', Buffer.from([1, 2, 3]), PROTOBUF, 400],
    ['no JSON object', '[]', JSON_TYPE, 400],
    ['another type', 'x', { 'content-type': 'text/plain' }, 415],
    ['an encoding nobody takes', 'x', { ...PROTOBUF, 'content-encoding': 'br' }, 415],
    ['no gzip', 'x', { ...PROTOBUF, 'content-encoding': 'gzip' }, 400],
    ['too large', Buffer.alloc(200_000), PROTOBUF, 413],
    ['a gzip bomb', gzipSync(Buffer.alloc(5_000_000)), { ...PROTOBUF, 'content-encoding': 'gzip' }, 413],
  ])('D3: %s is a refusal that is counted', async (_what, body, headers, status) => {
    expect((await post(body, headers)).statusCode).toBe(status);
    expect(total()).toMatchObject({ stored: 0, refused: 1 });
  });

  it('D3: errors come as google.rpc.Status in the encoding of the request', async () => {
    const json = await post({ resourceSpans: {} }, JSON_TYPE);
    expect(json.json()).toMatchObject({ code: 3, message: expect.stringContaining('resourceSpans') });
    const protobuf = await post(Buffer.from([1, 2, 3]), PROTOBUF);
    expect(protobuf.headers['content-type']).toBe('application/x-protobuf');
    expect(protobuf.rawPayload.subarray(0, 2)).toEqual(Buffer.from([0x08, 3]));
  });

  it('D3: overload is 503 with Retry-After; nothing counts as stored, all as to be sent again', async () => {
    world.fail = new StoreBusy('full', 1_500);
    const answer = await post(request(span()), JSON_TYPE);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2']);
    expect(total()).toEqual({ received: 1, stored: 0, refused: 0, dropped: 1 });
    world.fail = null;
    expect((await post(request(span()), JSON_TYPE)).statusCode).toBe(200);
    expect(total()).toEqual({ received: 2, stored: 1, refused: 0, dropped: 1 });
  });

  it('D3: an empty request is taken', async () => {
    expect((await post(undefined, PROTOBUF)).statusCode).toBe(200);
    expect((await post({}, JSON_TYPE)).statusCode).toBe(200);
  });

  it('D3, A3.1: an evaluation becomes feedback on its span; other logs are kept beside the spans', async () => {
    const attributes = [
      { key: 'gen_ai.evaluation.name', value: { stringValue: 'helpful' } },
      { key: 'gen_ai.evaluation.score.value', value: { doubleValue: 0.8 } },
    ];
    const record = { timeUnixNano: '1780315200000000000', traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8) };
    const logRecords = [
      { ...record, eventName: 'gen_ai.evaluation.result', attributes },
      { ...record, body: { stringValue: 'plain' } },
    ];
    const answer = await post({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }, JSON_TYPE, '/v1/logs');
    expect(answer.statusCode).toBe(200);
    expect(world.rows.feedback).toMatchObject([
      { kind: 'evaluation', subject: `${'ab'.repeat(16)}-${'cd'.repeat(8)}`, score: 0.8 },
    ]);
    expect(world.rows.spans).toMatchObject([{ kind: 'event', name: 'gen_ai.evaluation.result' }, { kind: 'log' }]);
  });
});
