import {
  fastify,
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { randomUUID } from 'node:crypto';
import { type Socket } from 'node:net';

import { type ServiceParts } from '../parts';
import { addBodyParsers } from './addBodyParsers';
import { addGuards } from './addGuards';
import { addRecords } from './addRecords';
import { type ApiConfig, type ApiContext, type ApiDeps } from './context';
import { openApi } from './openApi';
import { problemDocument, ProblemError, type ProblemKind } from './ProblemError';
import { problemOf } from './problemOf';
import { RouteBook } from './RouteBook';
import { contractRoutes } from './routes/contractRoutes';
import { jobRoutes } from './routes/jobRoutes';
import { noteRoutes } from './routes/noteRoutes';
import { queryRoutes } from './routes/queryRoutes';
import { sessionRoutes } from './routes/sessionRoutes';
import { stateRoutes } from './routes/stateRoutes';
import { statusRoutes } from './routes/statusRoutes';
import { tokenRoutes } from './routes/tokenRoutes';
import { StreamHub } from './StreamHub';

/** More routes, added with `addRoute` in a scope of their own; such a scope may add its own content type parsers. */
export type ApiPlugin = (scope: FastifyInstance, context: ApiContext) => void | Promise<void>;

const HEARTBEAT_MS = 15_000;
const STALL_MS = 60_000;
const MAX_HEADER_BYTES = 16_384;
/** An id of 512 characters, each written as up to nine. */
const MAX_PARAM_LENGTH = 4_608;

const sendProblem = (reply: FastifyReply, status: number, body: unknown): FastifyReply =>
  reply.code(status).type('application/problem+json; charset=utf-8').serializer(JSON.stringify).send(body);

const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const known = problemOf(error);
  if (!known) {
    request.log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'a request failed');
  }
  const problem = known?.problem ?? problemDocument('internal', 'The service could not do this; its log tells why');
  return sendProblem(reply.headers(known?.headers ?? {}), problem.status, {
    ...problem,
    instance: request.raw.url?.split('?', 1)[0],
  });
};

const CLIENT_ERRORS: Readonly<Record<string, readonly [ProblemKind, string]>> = {
  HPE_HEADER_OVERFLOW: ['headers-too-large', `Headers are larger than ${MAX_HEADER_BYTES} bytes`],
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'The request did not arrive whole within limits.requestSeconds'],
};

/** Answers what never became a request: broken HTTP, too large headers, too slow a sender. */
const answerBrokenClient = (error: Error & { code?: string }, socket: Socket): void => {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [kind, detail] = CLIENT_ERRORS[error.code ?? ''] ?? (['invalid-request', 'This is not HTTP/1.1'] as const);
  const problem = problemDocument(kind, detail);
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\ncontent-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`
  );
};

const buildServer = (config: ApiConfig, logger: FastifyBaseLogger): FastifyInstance =>
  fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: config.limits.bodyBytes,
    requestTimeout: config.limits.requestSeconds * 1_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    clientErrorHandler: answerBrokenClient,
    frameworkErrors: (error, request, reply) => {
      answerError(error, request, reply);
    },
  });

const addNotFound = (app: FastifyInstance, book: RouteBook): void => {
  app.setNotFoundHandler((request) => {
    const path = request.raw.url?.split('?', 1)[0] ?? '';
    const methods = book.methodsFor(path);
    if (methods.length > 0) {
      const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ');
      throw new ProblemError('method-not-allowed', `${request.method} is not possible here; possible: ${allow}`, {
        headers: { allow },
      });
    }
    throw new ProblemError('not-found', `There is no ${JSON.stringify(path.slice(0, 200))}; see /docs`);
  });
};

const buildHub = (parts: ServiceParts, config: ApiConfig, deps: ApiDeps): StreamHub =>
  new StreamHub({
    live: parts.live,
    maxClients: config.limits.streamClients,
    bufferBytes: config.limits.streamBufferBytes,
    heartbeatMs: deps.heartbeatMs ?? HEARTBEAT_MS,
    stallMs: deps.stallMs ?? STALL_MS,
    now: () => parts.now(),
    onOpen: () => deps.metrics.streamOpened(),
    onClose: () => deps.metrics.streamClosed(),
    onReset: (outcome) => deps.metrics.streamReset(outcome),
  });

/**
 * The HTTP interface over the parts of the service. Not listening yet: `await app.listen({host, port})`.
 * Closing it ends the live streams first.
 */
export const buildApi = (
  parts: ServiceParts,
  config: ApiConfig,
  deps: ApiDeps & { plugins?: readonly ApiPlugin[] }
): FastifyInstance => {
  const app = buildServer(config, deps.logger);
  const context: ApiContext = { parts, config, deps };
  const book = new RouteBook();
  const hub = buildHub(parts, config, deps);

  book.watch(app);
  addBodyParsers(app, config.limits);
  const note = addRecords(app, context);
  addGuards(app, context);
  app.addHook('preClose', async () => hub.close());
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
  addNotFound(app, book);

  statusRoutes(app, context);
  contractRoutes(app, () => openApi(book.routes(), deps.version));
  stateRoutes(app, context, { hub, note });
  queryRoutes(app, context);
  jobRoutes(app, context);
  sessionRoutes(app, context);
  noteRoutes(app, context);
  tokenRoutes(app, context);
  for (const plugin of deps.plugins ?? []) {
    app.register(async (scope) => plugin(scope, context));
  }
  return app;
};
