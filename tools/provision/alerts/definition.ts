import { type Severity } from '@eljefe/contract';

/** Renders a span of time as a PromQL duration; scaled down when a test compresses time. */
export type Span = (seconds: number) => string;

/** One example of series over time and what the rule must make of it. */
export interface AlertCase {
  name: string;
  /** Samples every 15 s, in promtool's notation: `0+5x40` is 41 samples from 0 in steps of 5. */
  series: ReadonlyArray<{ series: string; values: string }>;
  atSeconds: number;
  /** Alerts firing at that time; none means the rule must stay silent. `value` as a reader sees it. */
  firing: ReadonlyArray<{ labels: Readonly<Record<string, string>>; value: string }>;
}

/**
 * One alert, defined once. The Grafana rule, the Prometheus rule and its unit tests are generated from it.
 * `summary` and `description` may name labels of the series as `{label}` and the judged value as `{value}`.
 */
export interface AlertDefinition {
  /** Feature id and name, for example `L1.orchestrator-unreachable`; also the name of its runbook. */
  id: string;
  severity: Severity;
  title: string;
  /** PromQL of the judged value: one series per thing that can be in trouble, present in health too where possible. */
  value: (span: Span) => string;
  threshold: { op: '>' | '<'; value: number };
  /** The threshold must be crossed this long before the alert fires. */
  forSeconds: number;
  /** Once firing, stays so this long after the value is back: no flapping. */
  keepFiringSeconds: number;
  valueFormat: 'percent' | 'count';
  summary: string;
  description: string;
  /** Panel of the Overview that shows the trouble. */
  panelId: number;
  /** What Grafana makes of no series at all, and why that is right for this rule. */
  noData: { state: 'OK' | 'KeepLast' | 'Alerting'; reason: string };
  cases: readonly AlertCase[];
}

/** `L1` of `L1.orchestrator-unreachable`. */
export const featureOf = (alert: AlertDefinition): string => alert.id.split('.')[0] ?? alert.id;

export const runbookOf = (alert: AlertDefinition): string => `docs/runbooks/${alert.id}.md`;
