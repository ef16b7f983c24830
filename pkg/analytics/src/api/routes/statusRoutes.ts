import { Identity } from '@eljefe/contract';
import { Type } from '@sinclair/typebox';
import { type FastifyInstance } from 'fastify';

import { type ApiContext } from '../context';
import { addRoute } from '../route';

const Part = Type.Object({
  essential: Type.Boolean({ description: 'the service is not ready without it' }),
  name: Type.String(),
  ready: Type.Boolean(),
  detail: Type.Optional(Type.String({ description: 'only for callers who are known, or on open loopback' })),
  since: Type.Number({ description: 'epoch ms' }),
});
const Readiness = Type.Object(
  { ready: Type.Boolean(), version: Type.String(), parts: Type.Array(Part) },
  { $id: 'Readiness' }
);
const Health = Type.Object(
  { status: Type.Literal('ok'), version: Type.String(), time: Type.Number() },
  { $id: 'Health' }
);

const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8';
const OPENMETRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

const weightOf = (accept: string, type: string): number => {
  const entry = accept.split(',').find((part) => part.trim().toLowerCase().startsWith(type));
  return entry ? Number(/;\s*q=([\d.]+)/.exec(entry)?.[1] ?? 1) : 0;
};

/** OpenMetrics for who asks for it at least as much as for plain text; a browser or curl gets the plain text. */
export const metricsFormat = (accept: string | undefined): 'prometheus' | 'openmetrics' => {
  const open = weightOf(accept ?? '', 'application/openmetrics-text');
  return open > 0 && open >= weightOf(accept ?? '', 'text/plain') ? 'openmetrics' : 'prometheus';
};

/** `/healthz`, `/readyz`, `/metrics`, `/api/v1/me`. */
export const statusRoutes = (app: FastifyInstance, { parts, deps }: ApiContext): void => {
  addRoute(app, {
    method: 'GET',
    url: '/healthz',
    access: 'open',
    tag: 'status',
    summary: 'Is the process alive?',
    answers: { 200: { description: 'It is', schema: Health } },
    handle: () => ({ status: 'ok', version: deps.version, time: parts.now() }),
  });
  addRoute(app, {
    method: 'GET',
    url: '/api/v1/me',
    access: 'read',
    tag: 'status',
    summary: 'Who asks, as this service verified it: a person of Grafana, a token, or somebody on this computer',
    answers: { 200: { description: 'Name, role, and by what they are known', schema: Identity } },
    handle: ({ identity }) => identity(),
  });
  addRoute(app, {
    method: 'GET',
    url: '/readyz',
    access: 'open',
    greetsCallers: true,
    tag: 'status',
    summary: 'Is it ready, part by part?',
    answers: {
      200: { description: 'Every essential part is ready', schema: Readiness },
      503: { description: 'An essential part is not', schema: Readiness },
    },
    handle: async ({ caller, reply }) => {
      const states = await parts.readiness();
      const ready = states.every((part) => part.ready || !part.essential);
      reply.code(ready ? 200 : 503);
      return { ready, version: deps.version, parts: caller ? states : states.map(({ detail: _, ...shown }) => shown) };
    },
  });
  addRoute(app, {
    method: 'GET',
    url: '/metrics',
    access: 'read',
    tag: 'status',
    summary: 'Everything measured, for Prometheus',
    description: 'Prometheus text 0.0.4, or OpenMetrics 1.0 when `Accept` prefers it.',
    answers: { 200: { description: 'The metrics', type: 'text/plain' } },
    handle: async ({ request, reply }) => {
      const format = metricsFormat(request.headers.accept);
      const text = await parts.metrics(format);
      reply.type(format === 'prometheus' ? PROMETHEUS : OPENMETRICS).header('vary', 'accept');
      return text;
    },
  });
};
