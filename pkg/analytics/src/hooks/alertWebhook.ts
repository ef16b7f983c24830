import { parseInstant, type FeedEvent, type Severity } from '@eljefe/contract';
import { Type, type Static } from '@sinclair/typebox';

import { factId } from '../domain/factId';

const Texts = Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 20_000 }));

/** What Grafana and Alertmanager post: version 4 of Alertmanager's webhook, which Grafana extends. */
export const AlertWebhook = Type.Object(
  {
    receiver: Type.Optional(Type.String()),
    alerts: Type.Array(
      Type.Object({
        status: Type.Union([Type.Literal('firing'), Type.Literal('resolved')]),
        labels: Texts,
        annotations: Type.Optional(Texts),
        startsAt: Type.String({ maxLength: 64 }),
        endsAt: Type.Optional(Type.String({ maxLength: 64 })),
        fingerprint: Type.Optional(Type.String({ maxLength: 200 })),
        generatorURL: Type.Optional(Type.String({ maxLength: 4_000 })),
      }),
      { maxItems: 10_000 }
    ),
  },
  { $id: 'AlertWebhook' }
);
export type AlertWebhook = Static<typeof AlertWebhook>;
type Alert = AlertWebhook['alerts'][number];

const severityOf = (alert: Alert): Severity => {
  if (alert.status === 'resolved') {
    return 'info';
  }
  const said = alert.labels['severity'];
  return said === 'critical' || said === 'info' ? said : 'warning';
};

const timeOf = (alert: Alert, received: number): number => {
  const told = alert.status === 'resolved' ? alert.endsAt : alert.startsAt;
  const at = told === undefined ? null : parseInstant(told);
  // An open end is written as year 1 or as a time to come.
  return at === null || at > received ? received : at;
};

const nameOf = (alert: Alert): string => alert.labels['alertname'] ?? alert.labels['alert_id'] ?? 'Alert';

/** An alert as a line of the feed; the id is made of the alert, its status and its start, so that repeats are one line (L6). */
export const alertEvent = (alert: Alert, received: number): FeedEvent => {
  const { labels, annotations = {} } = alert;
  const orchestrator = labels['orchestrator'] ?? null;
  const key = alert.fingerprint ?? JSON.stringify(Object.entries(labels).sort());
  const summary = annotations['summary'] ?? nameOf(alert);
  return {
    id: factId('event', 'alert', key, alert.status, alert.startsAt),
    time: timeOf(alert, received),
    severity: severityOf(alert),
    kind: 'alert',
    source: orchestrator ?? 'alerting',
    title: alert.status === 'resolved' ? `Resolved: ${nameOf(alert)}` : nameOf(alert),
    text: [summary, annotations['description']].filter(Boolean).join(' ').slice(0, 2_000),
    subject_kind: orchestrator === null ? 'alert' : 'orchestrator',
    subject: orchestrator ?? labels['alert_id'] ?? nameOf(alert),
    needs_human: alert.status === 'firing' && severityOf(alert) === 'critical',
  };
};
