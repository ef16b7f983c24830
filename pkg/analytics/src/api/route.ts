import { type Identity } from '@eljefe/contract';
import { type Static, type TSchema } from '@sinclair/typebox';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { type Access } from '../auth/access';
import { type Caller } from '../auth/caller';
import { type Refusal } from './context';
import { ProblemError } from './ProblemError';
import { readAs, readQueryString } from './readQueryString';

export interface AnswerDocs {
  description: string;
  /** Absent: no body, or one that no schema describes. */
  schema?: TSchema;
  /** `application/json` unless said. */
  type?: string;
}

/** What the documentation and the guards know of a route. */
export interface RouteDocs {
  access: Access;
  tag: string;
  summary: string;
  description?: string;
  query?: TSchema;
  params?: TSchema;
  body?: { schema: TSchema; types?: readonly string[]; description?: string };
  answers: Readonly<Record<number, AnswerDocs>>;
  /** An open route that tells more to those it knows. */
  greetsCallers?: boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    route?: RouteDocs;
  }
  interface FastifyRequest {
    /** Null on open routes. */
    caller: Caller | null;
    /** Why the caller was not let in; null when they were. */
    refusal: Refusal | null;
  }
}

export interface RouteInput<Q, P, B> {
  query: Q;
  params: P;
  /** Checked against its schema, except where the route reads it itself. */
  body: B;
  caller: Caller | null;
  /** @throws on an open route: nobody was asked who they are */
  identity: () => Identity;
  /** Ends when the client goes away or the route's time is over. */
  signal: AbortSignal;
  request: FastifyRequest;
  reply: FastifyReply;
}

export interface RouteDefinition<Q extends TSchema, P extends TSchema, B extends TSchema> extends RouteDocs {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  query?: Q;
  params?: P;
  body?: { schema: B; types?: readonly string[]; description?: string; raw?: boolean };
  /** No answer within this time is a 504; absent: the work is waited for, as it must be when it stores something. */
  deadlineSeconds?: number;
  handle: (input: RouteInput<Static<Q>, Static<P>, Static<B>>) => unknown;
}

const callerIdentity = (request: FastifyRequest): Identity => {
  if (!request.caller) {
    throw new ProblemError('unauthenticated', 'This route does not know its caller');
  }
  return request.caller.identity;
};

const clientGone = (reply: FastifyReply): AbortSignal => {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) {
      controller.abort(new ProblemError('timeout', 'The client went away'));
    }
  });
  return controller.signal;
};

/**
 * Ends when `gone` does, or after `seconds`. Not AbortSignal.any with AbortSignal.timeout: Node 20 holds that timer's signal
 * weakly, so a collection of garbage before its time leaves a request without an end.
 */
const orAfter = (gone: AbortSignal, seconds: number, reply: FastifyReply): AbortSignal => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new DOMException('too late', 'TimeoutError')), seconds * 1_000);
  gone.addEventListener('abort', () => controller.abort(gone.reason), { once: true });
  reply.raw.once('close', () => clearTimeout(timer));
  return controller.signal;
};

const withDeadline = async (work: unknown, signal: AbortSignal): Promise<unknown> => {
  let stop: () => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    stop = () =>
      reject(
        signal.reason instanceof ProblemError
          ? signal.reason
          : new ProblemError(
              'timeout',
              'No answer within limits.queryMaxSeconds; ask for a shorter time range or fewer groups',
              { retryAfterSeconds: 5 }
            )
      );
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, ended]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

/**
 * Adds a route to the API or to a plugin of it: with its access, its documentation and its checks, which come from the same
 * schemas. A route added in any other way is refused at start.
 */
export const addRoute = <Q extends TSchema, P extends TSchema, B extends TSchema>(
  app: FastifyInstance,
  definition: RouteDefinition<Q, P, B>
): void => {
  const { method, url, handle, deadlineSeconds, ...docs } = definition;
  app.route({
    method,
    url,
    config: { route: docs },
    exposeHeadRoute: method === 'GET' && !docs.answers[200]?.type?.startsWith('text/event-stream'),
    handler: async (request, reply) => {
      const gone = clientGone(reply);
      const signal = deadlineSeconds === undefined ? gone : orAfter(gone, deadlineSeconds, reply);
      const input: RouteInput<Static<Q>, Static<P>, Static<B>> = {
        query: definition.query ? readQueryString(definition.query, request.query) : undefined,
        params: definition.params ? readQueryString(definition.params, request.params) : undefined,
        body: definition.body && !definition.body.raw ? readAs(definition.body.schema, request.body) : request.body,
        caller: request.caller,
        identity: () => callerIdentity(request),
        signal,
        request,
        reply,
      };
      const work = handle(input);
      return deadlineSeconds === undefined ? work : withDeadline(work, signal);
    },
  });
};
