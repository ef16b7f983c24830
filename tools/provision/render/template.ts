import { type AlertDefinition } from '../alerts/definition';

type Writer = (name: string) => string;

const fill = (text: string, write: Writer): string => text.replace(/\{(\w+)\}/g, (_, name: string) => write(name));

const PROMETHEUS_VALUE = { percent: '{{ $value | humanizePercentage }}', count: '{{ $value | printf "%.0f" }}' };
const GRAFANA_VALUE = {
  percent: '{{ humanizePercentage $values.A.Value }}',
  count: '{{ printf "%.0f" $values.A.Value }}',
};

/** Text with `{label}` and `{value}` as a Prometheus template. */
export const prometheusText = (alert: AlertDefinition, text: string): string =>
  fill(text, (name) => (name === 'value' ? PROMETHEUS_VALUE[alert.valueFormat] : `{{ $labels.${name} }}`));

/** The same as a Grafana template, where the judged value is query A. */
export const grafanaText = (alert: AlertDefinition, text: string): string =>
  fill(text, (name) => (name === 'value' ? GRAFANA_VALUE[alert.valueFormat] : `{{ $labels.${name} }}`));

/** The text as a reader gets it, for given labels and value. */
export const shownText = (text: string, known: Readonly<Record<string, string>>): string =>
  fill(text, (name) => known[name] ?? '');
