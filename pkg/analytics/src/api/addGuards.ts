import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { decideAccess } from '../auth/access';
import { type Authentication } from '../auth/buildAuthenticator';
import { type ApiContext, type Refusal } from './context';
import { buildCallGuard } from './callGuard';
import { ProblemError } from './ProblemError';
import { rawPathFault } from './rawPath';

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

const CHALLENGE = { 'www-authenticate': 'Bearer realm="eljefe-analytics"' };

const refusal = (result: Exclude<Authentication, { kind: 'caller' }>): ProblemError => {
  if (result.kind === 'unavailable') {
    return new ProblemError('unavailable', result.detail, { retryAfterSeconds: 10 });
  }
  if (result.kind === 'refused' && result.retryAfterSeconds !== null) {
    return new ProblemError('too-many', `${result.detail}. Too many failures from this address`, {
      retryAfterSeconds: result.retryAfterSeconds,
    });
  }
  return new ProblemError('unauthenticated', result.detail, { headers: CHALLENGE });
};

/** What the audit keeps of a refusal: the same word as the counter of refusals; null when nobody was refused. */
const refusalNote = (result: Exclude<Authentication, { kind: 'caller' }>): Refusal | null => {
  if (result.kind === 'unavailable') {
    return null;
  }
  const limited = result.kind === 'refused' && result.retryAfterSeconds !== null;
  return { kind: limited ? 'limited' : 'failure', reason: result.reason };
};

const pathGuard = (request: FastifyRequest): void => {
  const fault = rawPathFault(request.raw.url ?? '');
  if (fault) {
    throw new ProblemError(
      'invalid-path',
      `The path holds ${fault}; write ids with encodeURIComponent and nothing else encoded`
    );
  }
};

/** Who asks, and may they: before a byte of the body is read. */
const accessGuard =
  ({ deps }: ApiContext) =>
  async (request: FastifyRequest): Promise<void> => {
    const route = request.routeOptions.config.route;
    if (!route || (route.access === 'open' && !route.greetsCallers)) {
      return;
    }
    const address = request.ip;
    const result = await deps.auth.authenticate({
      authorization: request.headers.authorization,
      grafanaId: single(request.headers['x-grafana-id']),
      address,
    });
    if (result.kind === 'caller') {
      request.caller = result.caller;
    } else {
      request.refusal = refusalNote(result);
      if (route.access !== 'open') {
        throw refusal(result);
      }
    }
    if (request.caller) {
      const { identity } = request.caller;
      const decision = decideAccess(route.access, identity);
      if (!decision.allowed) {
        request.refusal = { kind: 'forbidden', reason: route.access };
        deps.auth.watch.record({ ...request.refusal, address });
        const who =
          identity.by === 'loopback' ? 'Calls without a token' : `${identity.name} has the role ${identity.role}, and`;
        throw new ProblemError('forbidden', `${who} may not do this: it needs the role ${decision.needs}`);
      }
    }
  };

/** Bounds what is worked on at once. Health and live streams do not count. */
const loadGuard = ({ config, deps }: ApiContext) => {
  let working = 0;
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const { url } = request.routeOptions;
    if (url === '/healthz' || url === '/api/v1/stream') {
      return;
    }
    if (working >= config.limits.concurrentRequests) {
      throw new ProblemError('unavailable', 'Too many requests at once (limits.concurrentRequests)', {
        retryAfterSeconds: 1,
      });
    }
    working += 1;
    deps.metrics.requestStarted();
    let ended = false;
    const end = (): void => {
      if (!ended) {
        ended = true;
        working -= 1;
        deps.metrics.requestEnded();
      }
    };
    reply.raw.once('finish', end);
    reply.raw.once('close', end);
  };
};

/** What every call passes before its handler, in this order: shutting down, path, host and origin, load, identity and role. */
export const addGuards = (app: FastifyInstance, context: ApiContext): void => {
  const callGuard = buildCallGuard(context.config);
  const load = loadGuard(context);
  const access = accessGuard(context);
  let closing = false;
  app.decorateRequest('caller', null);
  app.decorateRequest('refusal', null);
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onRequest', async (request, reply) => {
    if (closing) {
      throw new ProblemError('unavailable', 'The service is shutting down', {
        retryAfterSeconds: 2,
        headers: { connection: 'close' },
      });
    }
    pathGuard(request);
    callGuard({ host: request.headers.host, origin: request.headers.origin });
    load(request, reply);
    await access(request);
  });
};
