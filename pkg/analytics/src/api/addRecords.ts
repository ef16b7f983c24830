import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { type ApiContext } from './context';

const STREAM = '/api/v1/stream';

/** Head lines every answer carries, and how long the service took. */
const addHeaders = (app: FastifyInstance): void => {
  app.addHook('onSend', async (_, reply) => {
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
    const record = {
      identity: request.caller?.identity ?? null,
      token: request.caller?.token?.name ?? null,
      method: request.method,
      route,
      status: reply.raw.statusCode,
      ms: reply.elapsedTime,
      address: request.ip,
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
