import { createHash } from 'node:crypto';

import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { docsPage, DOCS_POLICY } from '../docsPage';
import { type OpenApiDocument } from '../openApi';
import { addRoute } from '../route';

const cached = (request: FastifyRequest, reply: FastifyReply, body: string): string | FastifyReply => {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', etag).header('cache-control', 'no-cache');
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : body;
};

/** `/openapi.json` and `/docs`. */
export const contractRoutes = (app: FastifyInstance, document: () => OpenApiDocument): void => {
  let json: string | null = null;
  let page: string | null = null;
  addRoute(app, {
    method: 'GET',
    url: '/openapi.json',
    access: 'open',
    tag: 'contract',
    summary: 'This contract for programs (OpenAPI 3.1)',
    answers: { 200: { description: 'The contract', type: 'application/json' } },
    handle: ({ request, reply }) => {
      json ??= JSON.stringify(document());
      reply.type('application/json; charset=utf-8');
      return cached(request, reply, json);
    },
  });
  addRoute(app, {
    method: 'GET',
    url: '/docs',
    access: 'open',
    tag: 'contract',
    summary: 'This contract for people',
    answers: { 200: { description: 'A page', type: 'text/html' } },
    handle: ({ request, reply }) => {
      page ??= docsPage(document());
      reply.type('text/html; charset=utf-8').header('content-security-policy', DOCS_POLICY);
      return cached(request, reply, page);
    },
  });
};
