import { InputTime, Maybe, Nullable, parseInstant, Role, shown } from '@eljefe/contract';
import { Type } from '@sinclair/typebox';
import { type FastifyInstance } from 'fastify';

import { type ApiContext } from '../context';
import { ProblemError } from '../ProblemError';
import { addRoute } from '../route';

const TokenInfo = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    role: Role,
    created_at: Type.Number(),
    created_by: Type.String(),
    expires_at: Nullable(Type.Number()),
    last_used_at: Nullable(Type.Number({ description: 'since the service started' })),
  },
  { $id: 'TokenInfo' }
);
const NewToken = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, description: 'who or what uses it' }),
    role: Role,
    expires_at: Maybe(InputTime),
  },
  { $id: 'NewToken', additionalProperties: false }
);
const MadeToken = Type.Object(
  { token: Type.String({ description: 'shown this once; only its hash is kept' }), info: TokenInfo },
  { $id: 'MadeToken' }
);

const expiry = (value: unknown, now: number): number | null => {
  if (value === null || value === undefined) {
    return null;
  }
  const instant = parseInstant(value);
  if (instant === null || instant <= now) {
    const remedy = 'send an instant in the future, RFC 3339 or epoch milliseconds, or leave it out';
    throw new ProblemError('invalid-body', `/expires_at: found ${shown(value)}; ${remedy}`, {
      problems: [{ field: '/expires_at', value: shown(value), remedy }],
    });
  }
  return instant;
};

/** `/api/v1/tokens`: the service's own API tokens (I4). */
export const tokenRoutes = (app: FastifyInstance, { parts, deps }: ApiContext): void => {
  const { tokens } = deps.auth;
  addRoute(app, {
    method: 'GET',
    url: '/api/v1/tokens',
    access: 'admin',
    tag: 'administration',
    summary: 'The API tokens, without their secrets',
    answers: { 200: { description: 'All tokens', schema: Type.Array(TokenInfo) } },
    handle: () => tokens.list(),
  });
  addRoute(app, {
    method: 'POST',
    url: '/api/v1/tokens',
    access: 'admin',
    tag: 'administration',
    summary: 'Makes an API token',
    body: { schema: NewToken },
    answers: { 201: { description: 'The token, this once', schema: MadeToken } },
    handle: async ({ body, identity, reply }) => {
      const expiresAt = expiry(body.expires_at, parts.now());
      const made = await tokens.create({ name: body.name, role: body.role, createdBy: identity().name, expiresAt });
      reply.code(201);
      return { token: made.text, info: made.info };
    },
  });
  addRoute(app, {
    method: 'DELETE',
    url: '/api/v1/tokens/:id',
    access: 'admin',
    tag: 'administration',
    summary: 'Revokes an API token; its live streams end within a heartbeat',
    params: Type.Object({ id: Type.String({ pattern: '^[a-z0-9]{12}$' }) }),
    answers: { 204: { description: 'Revoked' } },
    handle: async ({ params, reply }) => {
      if (!(await tokens.revoke(params.id))) {
        throw new ProblemError('not-found', 'No token of this id; see GET /api/v1/tokens');
      }
      return reply.code(204).send();
    },
  });
};
