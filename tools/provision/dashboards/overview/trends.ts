import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type Panel } from '@grafana/grafana-foundation-sdk/dashboard';

import { LEADS } from '../addresses';
import { type Scope } from '../filters';
import { trend, type Trend } from '../kit/trend';
import { highIsGood, lowIsGood } from '../thresholds';
import { PANEL } from './panelIds';

const SCOPE: Scope[] = ['source', 'agent_type', 'workflow'];

const TRENDS: Trend[] = [
  {
    id: PANEL.responseTrend,
    title: 'Response time',
    width: 6,
    note: 'By when jobs ended. Dashed: the target, 30 s.',
    lines: [
      { refId: 'p50', measure: 'response_time', statistic: 'p50', name: 'Median' },
      { refId: 'p95', measure: 'response_time', statistic: 'p95', name: '95th percentile' },
    ],
    thresholds: lowIsGood(30, 60),
    link: LEADS.history,
  },
  {
    id: PANEL.successTrend,
    title: 'Success',
    width: 6,
    note: 'Dashed: the target, 95 %. The scale begins where the values do.',
    lines: [{ refId: 'success', measure: 'success_rate', name: 'Success', color: 'green' }],
    thresholds: highIsGood(0.9, 0.95),
    floating: true,
    max: 1,
    link: LEADS.reliability,
  },
  {
    id: PANEL.outcomeTrend,
    title: 'Errors and timeouts',
    width: 6,
    note: 'Targets: errors below 5 %, timeouts below 1 %.',
    lines: [
      { refId: 'errors', measure: 'error_rate', name: 'Errors', color: 'red' },
      { refId: 'timeouts', measure: 'timeout_rate', name: 'Timeouts', color: 'orange' },
    ],
    link: LEADS.reliability,
  },
  {
    id: PANEL.throughput,
    title: 'Throughput',
    width: 6,
    note: 'Jobs that ended in each step of the graph, by how they ended; a step is a minute or longer.',
    lines: [{ measure: 'throughput', by: ['status'] }],
    stacked: true,
    looks: {
      completed: { name: 'Done', color: 'green' },
      failed: { name: 'Failed', color: 'red' },
      interrupted: { name: 'Stopped', color: 'text' },
    },
    link: LEADS.agent,
  },
];

/** V2: response times, success, errors, throughput over time; one scale in each graph. */
export const trendRow = (): Array<Builder<Panel>> => TRENDS.map((spec) => trend(spec, SCOPE));
