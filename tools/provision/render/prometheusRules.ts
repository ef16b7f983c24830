import { featureOf, runbookOf, type AlertDefinition } from '../alerts/definition';
import { OVERVIEW_UID } from '../names';
import { promDuration } from './duration';
import { prometheusText } from './template';

export interface RuleFile {
  groups: Array<{ name: string; interval: string; rules: PrometheusRule[] }>;
}

export interface PrometheusRule {
  alert: string;
  expr: string;
  for: string;
  keep_firing_for?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

const EVALUATE_EVERY_SECONDS = 15;

export const alertLabels = (alert: AlertDefinition): Record<string, string> => ({
  severity: alert.severity,
  feature: featureOf(alert),
  alert_id: alert.id,
});

/**
 * The alerts as a Prometheus rule file.
 * @param timeScale factor on every duration; below 1 a test sees in seconds what takes minutes in service
 */
export const prometheusRules = (alerts: readonly AlertDefinition[], timeScale = 1): RuleFile => {
  const span = (seconds: number) => promDuration(seconds * timeScale);
  const rule = (alert: AlertDefinition): PrometheusRule => ({
    alert: alert.title,
    expr: `(${alert.value(span)}) ${alert.threshold.op} ${alert.threshold.value}`,
    for: span(alert.forSeconds),
    ...(alert.keepFiringSeconds > 0 ? { keep_firing_for: span(alert.keepFiringSeconds) } : {}),
    labels: alertLabels(alert),
    annotations: {
      summary: prometheusText(alert, alert.summary),
      description: prometheusText(alert, alert.description),
      runbook: runbookOf(alert),
      dashboard: `/d/${OVERVIEW_UID}?viewPanel=${alert.panelId}`,
    },
  });
  return { groups: [{ name: 'eljefe', interval: span(EVALUATE_EVERY_SECONDS), rules: alerts.map(rule) }] };
};
