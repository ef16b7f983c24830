import { Type } from '@sinclair/typebox';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Readable } from 'node:stream';

import { readRequestBody } from '../../api/addBodyParsers';
import { type ApiPlugin } from '../../api/buildApi';
import { ProblemError, problemDocument } from '../../api/ProblemError';
import { problemOf } from '../../api/problemOf';
import { addRoute } from '../../api/route';

import { errorBody, mediaType, successBody, type Encoding, type OtlpSignal } from './answers';
import { readLogs } from './json/readLogs';
import { readMetrics } from './json/readMetrics';
import { readTraces } from './json/readTraces';
import { type Receiver } from './Receiver';
import { InvalidOtlp } from './records';
import { type SourceCounters } from './SourceCounters';
import { type Accepted } from './Tally';
import { decodeLogs } from './wire/decodeLogs';
import { decodeMetrics } from './wire/decodeMetrics';
import { decodeTraces } from './wire/decodeTraces';

const PROTOBUF = ['application/x-protobuf', 'application/protobuf', 'application/vnd.google.protobuf'];

/** Who sent a body that could not be read is not known. */
const UNKNOWN_SOURCE = 'unknown';

const encodingOf = (request: FastifyRequest): Encoding =>
  /protobuf/i.test(request.headers['content-type'] ?? '') ? 'protobuf' : 'json';

const send = (reply: FastifyReply, encoding: Encoding, body: Buffer): FastifyReply =>
  reply.type(mediaType(encoding)).send(body);

const decoded = <T>(body: unknown, read: { protobuf: (bytes: Buffer) => T; json: (body: unknown) => T }): T => {
  try {
    return Buffer.isBuffer(body) ? read.protobuf(body) : read.json(body);
  } catch (error) {
    if (error instanceof InvalidOtlp) {
      throw new ProblemError('invalid-body', `The body is not OTLP: ${error.message}`);
    }
    throw error;
  }
};

const SIGNALS: ReadonlyArray<readonly [OtlpSignal, (receiver: Receiver, body: unknown) => Promise<Accepted>]> = [
  ['traces', (receiver, body) => receiver.traces(decoded(body, { protobuf: decodeTraces, json: readTraces }))],
  ['metrics', (receiver, body) => receiver.metrics(decoded(body, { protobuf: decodeMetrics, json: readMetrics }))],
  ['logs', (receiver, body) => receiver.logs(decoded(body, { protobuf: decodeLogs, json: readLogs }))],
];

/** A request without a byte: no record in protobuf, nothing at all in JSON. */
const emptyBody = (request: FastifyRequest): Buffer => {
  if (PROTOBUF.some((type) => request.headers['content-type']?.startsWith(type))) {
    return Buffer.alloc(0);
  }
  throw new ProblemError('unsupported-media', `Send ${PROTOBUF[0]} or application/json`);
};

const addSignal = (scope: FastifyInstance, [signal, take]: (typeof SIGNALS)[number], receiver: Receiver): void =>
  addRoute(scope, {
    method: 'POST',
    url: `/v1/${signal}`,
    access: 'send',
    tag: 'otlp',
    summary: `OpenTelemetry ${signal} in, OTLP/HTTP (D3)`,
    description: 'Protobuf or JSON, gzip or plain; answered in the encoding of the request when all is durable.',
    body: { schema: Type.Unknown(), raw: true, types: [PROTOBUF[0] ?? '', 'application/json'] },
    answers: {
      200: { description: 'Stored; partialSuccess tells what was refused', type: 'application/json' },
      503: { description: 'Overloaded or no store: send it again after Retry-After', type: 'application/json' },
    },
    handle: async ({ body, request, reply }) => {
      const accepted = await take(receiver, body ?? emptyBody(request));
      const encoding = encodingOf(request);
      return send(reply, encoding, successBody(signal, encoding, accepted));
    },
  });

const signalOf = (request: FastifyRequest): OtlpSignal => {
  const path = request.routeOptions.url ?? '';
  return SIGNALS.find(([signal]) => path.endsWith(signal))?.[0] ?? 'traces';
};

/** Errors that concern a whole request count as one refused record: how many were in it nobody can tell. */
const countRefusal = (request: FastifyRequest, status: number, counters: SourceCounters): void => {
  if (status === 400 || status === 413 || status === 415) {
    counters.add(UNKNOWN_SOURCE, signalOf(request), { received: 1, refused: 1 });
  }
};

/** `/v1/traces`, `/v1/metrics`, `/v1/logs` (D3). */
export const otlpRoutes =
  ({ receiver, counters }: { receiver: Receiver; counters: SourceCounters }): ApiPlugin =>
  (scope, { config }) => {
    scope.addContentTypeParser(PROTOBUF, (request: FastifyRequest, stream: Readable) =>
      readRequestBody(request, stream, config.limits.bodyBytes)
    );
    scope.setErrorHandler((error, request, reply) => {
      const known = problemOf(error);
      if (!known) {
        request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed');
      }
      const problem = known?.problem ?? problemDocument('internal', 'The service could not do this; its log tells why');
      countRefusal(request, problem.status, counters);
      const encoding = encodingOf(request);
      return send(
        reply.headers(known?.headers ?? {}).code(problem.status),
        encoding,
        errorBody(encoding, problem.status, problem.detail ?? problem.title)
      );
    });
    SIGNALS.forEach((signal) => addSignal(scope, signal, receiver));
  };
