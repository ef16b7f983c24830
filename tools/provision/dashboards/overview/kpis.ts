import { type Query } from '@eljefe/contract';
import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { type Panel, type ThresholdsConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';

import { JOB_SCOPE, SESSION_SCOPE } from '../filters';
import { DATA_SOURCE, target } from '../query';
import { highIsGood, lowIsGood, neutral } from '../thresholds';
import { PANEL } from './panelIds';

interface Kpi {
  id: number;
  title: string;
  description: string;
  query: Omit<Query, 'refId' | 'kind' | 'shape'>;
  unit: string;
  decimals?: number;
  thresholds: Builder<ThresholdsConfig>;
  /** Said instead of a number that the data does not give. */
  noValue: string;
  /** Which way a change against the former window is good; left out where there is no former window. */
  better?: 'higher' | 'lower' | 'neither';
  width: number;
}

/** A total comes with the number of rows it rests on and the former value; a key figure shows the value and its change. */
const VALUE_AND_CHANGE = '/^(?!(count|Former window)$)/';

const CHANGE_COLOURS = {
  higher: [
    { value: null, color: 'red' },
    { value: 0, color: 'text' },
    { value: Number.EPSILON, color: 'green' },
  ],
  lower: [
    { value: null, color: 'green' },
    { value: 0, color: 'text' },
    { value: Number.EPSILON, color: 'red' },
  ],
  neither: [{ value: null, color: 'text' }],
};

const changeProperties = (better: keyof typeof CHANGE_COLOURS) => [
  { id: 'thresholds', value: { mode: 'absolute', steps: CHANGE_COLOURS[better] } },
  { id: 'displayName', value: 'Change' },
  { id: 'noValue', value: '–' },
];

const kpi = (spec: Kpi): Builder<Panel> => {
  const compare = spec.better ? ({ compare: 'former' } as const) : {};
  const panel = new PanelBuilder()
    .id(spec.id)
    .title(spec.title)
    .description(spec.description)
    .datasource(DATA_SOURCE)
    .withTarget(target({ refId: 'A', kind: 'series', shape: 'total', ...spec.query, ...compare }))
    .unit(spec.unit)
    .noValue(spec.noValue)
    .thresholds(spec.thresholds)
    .reduceOptions(new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields(VALUE_AND_CHANGE))
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value)
    .justifyMode(BigValueJustifyMode.Auto)
    .span(spec.width)
    .height(4);
  if (spec.better) {
    panel.overrideByName('Change', changeProperties(spec.better));
  }
  return spec.decimals === undefined ? panel : panel.decimals(spec.decimals);
};

/** V1: the row that says at a glance whether anything is wrong. */
export const statusRow = (): Array<Builder<Panel>> => [
  kpi({
    id: PANEL.agentsActive,
    title: 'Agents active',
    description: 'A2.3. Jobs running now. One job is one run of one agent on one task.',
    query: { measure: 'agents_active', filters: JOB_SCOPE },
    unit: 'short',
    decimals: 0,
    thresholds: neutral('blue'),
    noValue: 'No agent known yet',
    width: 5,
  }),
  kpi({
    id: PANEL.workflowsRunning,
    title: 'Workflows running',
    description: 'Sessions running now. One session is one run of one workflow.',
    query: { measure: 'sessions_running', filters: SESSION_SCOPE },
    unit: 'short',
    decimals: 0,
    thresholds: neutral('blue'),
    noValue: 'No session known yet',
    width: 4,
  }),
  kpi({
    id: PANEL.tokens,
    title: 'Tokens used',
    description:
      'Tokens of jobs that ended in the window, beside the equal window before. El Jefe reports them at the end of a job.',
    query: { measure: 'tokens_used', filters: JOB_SCOPE },
    unit: 'short',
    thresholds: neutral('text'),
    noValue: 'No job reported tokens',
    better: 'neither',
    width: 5,
  }),
  kpi({
    id: PANEL.cost,
    title: 'Cost',
    description:
      'A4.2, A4.3. Token and resource cost of jobs that ended in the window. Jobs of an unknown model are not in it.',
    query: { measure: 'cost_total', filters: JOB_SCOPE },
    unit: 'currencyUSD',
    thresholds: neutral('text'),
    noValue: 'No priced job: send model and tokens',
    better: 'lower',
    width: 5,
  }),
];

/** The key figures of the monitoring view (V4), each with its change against the former window. */
export const performanceRow = (): Array<Builder<Panel>> => [
  kpi({
    id: PANEL.successRate,
    title: 'Success rate',
    description: 'A1.1. Completed / (completed + failed) of jobs that ended in the window; target above 95 %.',
    query: { measure: 'success_rate', filters: JOB_SCOPE },
    unit: 'percentunit',
    decimals: 1,
    thresholds: highIsGood(0.9, 0.95),
    noValue: 'No job ended in this window',
    better: 'higher',
    width: 6,
  }),
  kpi({
    id: PANEL.responseTime,
    title: 'Average response time',
    description: 'A1.2. Mean time from start to end of jobs that ended in the window; target below 30 s.',
    query: { measure: 'response_time', statistic: 'mean', filters: JOB_SCOPE },
    unit: 's',
    decimals: 1,
    thresholds: lowIsGood(30, 60),
    noValue: 'No job ended in this window',
    better: 'lower',
    width: 6,
  }),
  kpi({
    id: PANEL.errorRate,
    title: 'Error rate',
    description:
      'A1.3. Failed / (completed + failed) of jobs that ended in the window; target below 5 %, an alert above 10 %.',
    query: { measure: 'error_rate', filters: JOB_SCOPE },
    unit: 'percentunit',
    decimals: 1,
    thresholds: lowIsGood(0.05, 0.1),
    noValue: 'No job ended in this window',
    better: 'lower',
    width: 6,
  }),
  kpi({
    id: PANEL.costPerTask,
    title: 'Cost per task',
    description: 'A4.1. Cost of ended jobs / number of ended jobs.',
    query: { measure: 'cost_per_task', filters: JOB_SCOPE },
    unit: 'currencyUSD',
    thresholds: neutral('text'),
    noValue: 'No priced job: send model and tokens',
    better: 'lower',
    width: 6,
  }),
];
