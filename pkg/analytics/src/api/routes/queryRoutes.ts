import { Catalog, QueryRequest, QueryResponse, parseInstant, shown } from '@eljefe/contract';
import { Type } from '@sinclair/typebox';
import { type FastifyInstance } from 'fastify';

import { type ApiContext } from '../context';
import { ProblemError } from '../ProblemError';
import { addRoute } from '../route';

/** @throws ProblemError 400 when the window is none */
export const checkWindow = (from: unknown, to: unknown): { from: number; to: number } => {
  const window = { from: parseInstant(from), to: parseInstant(to) };
  const bad = (['from', 'to'] as const).filter((name) => window[name] === null);
  const problems = bad.map((name) => ({
    field: name,
    value: shown(name === 'from' ? from : to),
    remedy: 'send RFC 3339 or epoch milliseconds',
  }));
  if (window.from === null || window.to === null) {
    throw new ProblemError(
      'invalid-request',
      problems.map((p) => `${p.field}: found ${p.value}; ${p.remedy}`).join('. '),
      { problems }
    );
  }
  if (window.from >= window.to) {
    throw new ProblemError('invalid-request', 'from is not before to; windows are [from, to)', {
      problems: [{ field: 'from', value: shown(from), remedy: 'send an instant before to' }],
    });
  }
  return { from: window.from, to: window.to };
};

/** `/api/v1/query` and `/api/v1/catalog`. */
export const queryRoutes = (app: FastifyInstance, { parts, config }: ApiContext): void => {
  const deadlineSeconds = config.limits.queryMaxSeconds;
  addRoute(app, {
    method: 'POST',
    url: '/api/v1/query',
    access: 'read',
    tag: 'questions',
    summary: 'Many questions at once: one answer per refId, errors apart',
    body: { schema: QueryRequest },
    answers: { 200: { description: 'One answer per question', schema: QueryResponse } },
    deadlineSeconds,
    handle: ({ body, identity, signal }) => {
      checkWindow(body.from, body.to);
      return parts.queries.answer(body, { identity: identity(), signal });
    },
  });
  addRoute(app, {
    method: 'GET',
    url: '/api/v1/catalog',
    access: 'read',
    tag: 'questions',
    summary: 'Every metric: name, unit, definition, dimensions, target',
    query: Type.Object({
      values: Type.Optional(Type.Boolean({ description: 'with its value now, or why it has none' })),
    }),
    answers: { 200: { description: 'The catalog', schema: Catalog } },
    deadlineSeconds,
    handle: ({ query, signal }) => parts.queries.catalog({ values: query.values === true, signal }),
  });
};
