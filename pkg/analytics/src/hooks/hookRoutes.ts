import { Type } from '@sinclair/typebox';
import { type FastifyInstance } from 'fastify';

import { addRoute } from '../api/route';
import { type News } from '../ingest/news';
import { type Outcome } from '../ingest/recorder';

import { alertEvent, AlertWebhook } from './alertWebhook';

export interface HookDeps {
  record(items: readonly News[]): Promise<readonly Outcome[]>;
  now(): number;
}

const Answer = Type.Object({ received: Type.Integer(), stored: Type.Integer() }, { $id: 'HookAnswer' });

/** `/hooks/grafana` and `/hooks/alertmanager`: alerts of both come into the feed (L5). */
export const hookRoutes =
  ({ record, now }: HookDeps) =>
  (scope: FastifyInstance): void => {
    for (const sender of ['grafana', 'alertmanager'] as const) {
      addRoute(scope, {
        method: 'POST',
        url: `/hooks/${sender}`,
        access: 'send',
        tag: 'alerts',
        summary: `Alerts of ${sender === 'grafana' ? 'Grafana' : 'Prometheus Alertmanager'}, as its webhook sends them`,
        body: { schema: AlertWebhook },
        answers: { 200: { description: 'How many alerts came and are stored', schema: Answer } },
        handle: async ({ body }) => {
          const events = body.alerts.map((alert) => alertEvent(alert, now()));
          const items = events.map((news): News => ({
            kind: 'event',
            source: news.source,
            subject: news.subject ?? '',
            news,
          }));
          const outcomes = await record(items);
          return { received: items.length, stored: outcomes.filter((outcome) => outcome === 'stored').length };
        },
      });
    }
  };
