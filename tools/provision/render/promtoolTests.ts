import { runbookOf, type AlertCase, type AlertDefinition } from '../alerts/definition';
import { OVERVIEW_UID } from '../names';
import { alertLabels } from './prometheusRules';
import { shownText } from './template';

const expectedAlert = (alert: AlertDefinition, firing: AlertCase['firing'][number]) => {
  const known = { ...firing.labels, value: firing.value };
  return {
    exp_labels: { ...firing.labels, ...alertLabels(alert) },
    exp_annotations: {
      summary: shownText(alert.summary, known),
      description: shownText(alert.description, known),
      runbook: runbookOf(alert),
      dashboard: `/d/${OVERVIEW_UID}?viewPanel=${alert.panelId}`,
    },
  };
};

const unitTest = (alert: AlertDefinition, example: AlertCase) => ({
  name: `${alert.id} ${example.name}`,
  interval: '15s',
  input_series: example.series.map((input) => ({ ...input })),
  alert_rule_test: [
    {
      eval_time: `${example.atSeconds}s`,
      alertname: alert.title,
      exp_alerts: example.firing.map((firing) => expectedAlert(alert, firing)),
    },
  ],
});

/** Every case of every alert as a file for `promtool test rules`. */
export const promtoolTests = (alerts: readonly AlertDefinition[], ruleFile: string) => ({
  rule_files: [ruleFile],
  evaluation_interval: '15s',
  tests: alerts.flatMap((alert) => alert.cases.map((example) => unitTest(alert, example))),
});
