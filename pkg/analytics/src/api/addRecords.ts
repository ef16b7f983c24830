import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { type AccessRecord, type ApiContext } from './context';

const STREAM = '/api/v1/stream';

/** Head lines every answer carries, and how long the service took. */
const addHeaders = (app: FastifyInstance): void => {
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('server-timing', `total;dur=${reply.elapsedTime.toFixed(1)}`);
    if (!reply.hasHeader('cache-control')) {
      reply.header('cache-control', 'no-store');
    }
  });
};

export type NoteCall = (request: FastifyRequest, reply: FastifyReply) => void;

/**
 * Notes every answered call once: metrics, log, access audit (B2).
 * @returns notes a call that is answered without end: a stream, when it starts
 */
export const addRecords = (app: FastifyInstance, { deps }: ApiContext): NoteCall => {
  const note: NoteCall = (request, reply) => {
    const route = request.is404 ? null : (request.routeOptions.url ?? null);
    const docs = request.is404 ? undefined : request.routeOptions.config.route;
    const record: AccessRecord = {
      identity: request.caller?.identity ?? null,
      token: request.caller?.token?.name ?? null,
      method: request.method,
      route,
      path: request.raw.url?.split('?', 1)[0] ?? '',
      access: docs?.access ?? null,
      tag: docs?.tag ?? null,
      status: reply.raw.statusCode,
      ms: reply.elapsedTime,
      address: request.ip,
      requestId: request.id,
      exported: String(reply.getHeader('content-disposition') ?? '').startsWith('attachment'),
      refusal: request.refusal,
    };
    deps.metrics.answered({
      method: request.method,
      route: route ?? 'none',
      status: record.status,
      seconds: record.ms / 1_000,
    });
    request.log[record.status >= 500 ? 'warn' : 'debug'](
      { method: record.method, route, status: record.status, ms: Math.round(record.ms), caller: record.identity?.name },
      'answered'
    );
    deps.onAccess(record);
  };
  addHeaders(app);
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.url !== STREAM || reply.raw.statusCode !== 200) {
      note(request, reply);
    }
  });
  return note;
};
