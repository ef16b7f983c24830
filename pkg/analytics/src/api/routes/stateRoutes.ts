import { State, StreamEvent } from '@eljefe/contract';
import { type FastifyInstance } from 'fastify';

import { type NoteCall } from '../addRecords';
import { type ApiContext } from '../context';
import { ProblemError } from '../ProblemError';
import { addRoute } from '../route';
import { type StreamHub } from '../StreamHub';

const sequenceFrom = (header: string | string[] | undefined): number | null =>
  typeof header === 'string' && /^\d{1,16}$/.test(header) ? Number(header) : null;

/** `/api/v1/state` and `/api/v1/stream`. */
export const stateRoutes = (
  app: FastifyInstance,
  { parts }: ApiContext,
  stream: { hub: StreamHub; note: NoteCall }
): void => {
  addRoute(app, {
    method: 'GET',
    url: '/api/v1/state',
    access: 'read',
    tag: 'live',
    summary: 'Now: orchestrators, agents, sessions, each with the age of its last news',
    answers: { 200: { description: 'The live state', schema: State } },
    handle: () => parts.live.state(),
  });
  addRoute(app, {
    method: 'GET',
    url: '/api/v1/stream',
    access: 'read',
    tag: 'live',
    summary: 'The live state as server-sent events: a snapshot, then what changes',
    description:
      'The event id is the state’s sequence; `Last-Event-ID` resumes after it, with a fresh snapshot when that is too long ago or the client was too slow. A comment comes at least every 15 seconds.',
    answers: { 200: { description: 'Events', schema: StreamEvent, type: 'text/event-stream' } },
    handle: ({ request, reply, caller }) => {
      if (stream.hub.isFull) {
        throw new ProblemError(
          'unavailable',
          'All live streams are taken (limits.streamClients); poll /api/v1/state meanwhile',
          {
            retryAfterSeconds: 10,
          }
        );
      }
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      });
      stream.note(request, reply);
      stream.hub.open({
        response: reply.raw,
        lastSequence: sequenceFrom(request.headers['last-event-id']),
        stillValid: () => caller?.stillValid() ?? false,
      });
    },
  });
};
