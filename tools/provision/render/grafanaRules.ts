import { runbookOf, type AlertDefinition } from '../alerts/definition';
import { FOLDER, INBOX, OVERVIEW_UID, PROMETHEUS_UID } from '../names';
import { promDuration } from './duration';
import { alertLabels } from './prometheusRules';
import { grafanaText } from './template';

const LOOK_BACK_SECONDS = 600;
const EVALUATE_EVERY = '30s';

const valueQuery = (alert: AlertDefinition) => ({
  refId: 'A',
  relativeTimeRange: { from: LOOK_BACK_SECONDS, to: 0 },
  datasourceUid: PROMETHEUS_UID,
  model: {
    refId: 'A',
    datasource: { type: 'prometheus', uid: PROMETHEUS_UID },
    expr: alert.value(promDuration),
    instant: true,
    range: false,
    intervalMs: 15_000,
    maxDataPoints: 43_200,
  },
});

const threshold = ({ threshold: { op, value } }: AlertDefinition) => ({
  refId: 'B',
  relativeTimeRange: { from: LOOK_BACK_SECONDS, to: 0 },
  datasourceUid: '__expr__',
  model: {
    refId: 'B',
    datasource: { type: '__expr__', uid: '__expr__' },
    type: 'threshold',
    expression: 'A',
    conditions: [{ type: 'query', evaluator: { type: op === '>' ? 'gt' : 'lt', params: [value] } }],
  },
});

const rule = (alert: AlertDefinition) => ({
  uid: `eljefe-${alert.id.replace('.', '-')}`,
  title: alert.title,
  condition: 'B',
  data: [valueQuery(alert), threshold(alert)],
  dashboardUid: OVERVIEW_UID,
  panelId: alert.panelId,
  noDataState: alert.noData.state,
  execErrState: 'Error',
  for: promDuration(alert.forSeconds),
  ...(alert.keepFiringSeconds > 0 ? { keepFiringFor: promDuration(alert.keepFiringSeconds) } : {}),
  labels: alertLabels(alert),
  annotations: {
    summary: grafanaText(alert, alert.summary),
    description: grafanaText(alert, alert.description),
    runbook: runbookOf(alert),
  },
  notification_settings: { receiver: INBOX },
});

/** The alerts as a Grafana provisioning file: rules on the Prometheus data source, sent to the inbox. */
export const grafanaRules = (alerts: readonly AlertDefinition[]) => ({
  apiVersion: 1,
  groups: [{ orgId: 1, name: 'eljefe', folder: FOLDER, interval: EVALUATE_EVERY, rules: alerts.map(rule) }],
});
