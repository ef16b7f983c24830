import { Id, Session } from '@eljefe/contract';
import { Type } from '@sinclair/typebox';
import { type FastifyInstance } from 'fastify';

import { type ApiContext } from '../context';
import { ListQuery, listOptions } from '../listQuery';
import { addRoute } from '../route';
import { theOnly } from '../theOnly';

const SessionPage = Type.Object(
  { items: Type.Array(Session), next_cursor: Type.Union([Type.String(), Type.Null()]) },
  { $id: 'SessionPage' }
);

/** `/api/v1/sessions` and `/api/v1/sessions/{id}`. */
export const sessionRoutes = (app: FastifyInstance, { parts, config }: ApiContext): void => {
  const deadlineSeconds = config.limits.queryMaxSeconds;
  addRoute(app, {
    method: 'GET',
    url: '/api/v1/sessions',
    access: 'read',
    tag: 'sessions',
    summary: 'Sessions: filter, sort, search, in pages',
    query: ListQuery,
    answers: { 200: { description: 'A page', schema: SessionPage } },
    deadlineSeconds,
    handle: ({ query, signal }) => parts.queries.sessions(listOptions(query, signal)),
  });
  addRoute(app, {
    method: 'GET',
    url: '/api/v1/sessions/:id',
    access: 'read',
    tag: 'sessions',
    summary: 'One session with its steps and handoffs, by the orchestrator’s own id',
    params: Type.Object({ id: Id }),
    query: Type.Object({
      orchestrator: Type.Optional(
        Type.String({ minLength: 1, maxLength: 512, description: 'when several know the id' })
      ),
    }),
    answers: { 200: { description: 'The session', schema: Session } },
    deadlineSeconds,
    handle: async ({ params, query }) =>
      theOnly(await parts.queries.session(params.id, query.orchestrator), 'session of this id', query.orchestrator),
  });
};
