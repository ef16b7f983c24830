import { BatchAnswer, Feedback, Mark, QueryAnswer } from '@eljefe/contract';
import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { type FastifyInstance } from 'fastify';

import { type ApiContext } from '../context';
import { ProblemError } from '../ProblemError';
import { readAs } from '../readQueryString';
import { addRoute } from '../route';
import { checkWindow } from './queryRoutes';

const MOST = 1_000;
const DAY_MS = 86_400_000;

const readList = <T extends TSchema>(schema: T, body: unknown): Array<Static<T>> => {
  const list: unknown[] = Array.isArray(body) ? body : [body];
  if (list.length > MOST) {
    throw new ProblemError('too-large', `${list.length} entries; send at most ${MOST} at once`);
  }
  return readAs(Type.Array(schema, { minItems: 1 }), list);
};

const asNumber = (text: string): string | number => (/^-?\d{9,}$/.test(text) ? Number(text) : text);

/** `/api/v1/feedback` (D4) and `/api/v1/marks` (D6). */
export const noteRoutes = (app: FastifyInstance, { parts, config }: ApiContext): void => {
  const answers = { 200: { description: 'Counts, and each refused entry with its reason', schema: BatchAnswer } };
  addRoute(app, {
    method: 'POST',
    url: '/api/v1/feedback',
    access: 'rate',
    tag: 'notes',
    summary: 'Ratings, quality scores, revisions and benchmark results, after the fact (D4)',
    body: { schema: Type.Union([Feedback, Type.Array(Feedback)]), raw: true },
    answers,
    handle: ({ body, identity }) => parts.ingest.feedback(readList(Feedback, body), identity()),
  });
  addRoute(app, {
    method: 'POST',
    url: '/api/v1/marks',
    access: 'send',
    tag: 'notes',
    summary: 'Deployments, configuration changes, maintenance windows (D6)',
    body: { schema: Type.Union([Mark, Type.Array(Mark)]), raw: true },
    answers,
    handle: ({ body, identity }) => parts.ingest.marks(readList(Mark, body), identity()),
  });
  addRoute(app, {
    method: 'GET',
    url: '/api/v1/marks',
    access: 'read',
    tag: 'notes',
    summary: 'The marks of a window',
    query: Type.Object({
      from: Type.Optional(
        Type.String({ maxLength: 64, description: 'RFC 3339 or epoch ms; a day before `to` unless said' })
      ),
      to: Type.Optional(Type.String({ maxLength: 64, description: 'RFC 3339 or epoch ms; now unless said' })),
    }),
    answers: { 200: { description: 'The marks as a frame', schema: QueryAnswer } },
    deadlineSeconds: config.limits.queryMaxSeconds,
    handle: async ({ query, identity, signal }) => {
      const to = query.to === undefined ? parts.now() : asNumber(query.to);
      const from = query.from === undefined ? Number(checkWindow(0, to).to) - DAY_MS : asNumber(query.from);
      const request = { ...checkWindow(from, to), queries: [{ refId: 'marks', kind: 'marks' as const }] };
      const { answers: given } = await parts.queries.answer(request, { identity: identity(), signal });
      const [first] = given;
      if (!first) {
        throw new ProblemError('not-found', 'The service answered nothing about marks');
      }
      return first;
    },
  });
};
