import { type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { HISTORY_UID } from '../names';
import { LEADS } from './addresses';
import { type Scope, scopedTo } from './filters';
import { board } from './kit/board';
import { figure } from './kit/figure';
import { ranking } from './kit/ranking';
import { special } from './kit/special';
import { comparison, list } from './kit/table';
import { trend, trendOfVariable } from './kit/trend';
import { commonVariables, measureVariable, several } from './variables';

const SCOPE: Scope[] = ['source', 'agent_type', 'workflow', 'version'];

const FIGURES = [
  { id: 1, title: 'Workflow time, against before', measure: 'improvement_workflow_time', width: 8, decimals: 1 },
  { id: 2, title: 'Success rate, against before', measure: 'improvement_success_rate', width: 8, decimals: 1 },
  { id: 3, title: 'Cost per task, against before', measure: 'improvement_cost_per_task', width: 8, decimals: 1 },
];

const trends = () => [
  trend({ id: 11, title: 'Growth', width: 8, lines: [{ measure: 'throughput', compare: 'former' }] }, SCOPE),
  trend(
    {
      id: 12,
      title: 'Response time',
      width: 8,
      lines: [{ measure: 'response_time', statistic: 'p95', compare: 'former' }],
    },
    SCOPE
  ),
  trend(
    { id: 13, title: 'Cost', width: 8, lines: [{ measure: 'cost_total', compare: 'former' }], link: LEADS.cost },
    SCOPE
  ),
];

const peers = () => [
  comparison(
    {
      id: 20,
      title: 'Agent types',
      width: 12,
      by: 'agent_type',
      heading: 'Agent type',
      columns: [
        { measure: 'throughput', heading: 'Jobs' },
        { measure: 'success_rate', heading: 'Success' },
        { measure: 'response_time', statistic: 'p50', heading: 'Median time' },
        { measure: 'cost_per_task' },
        { measure: 'roi' },
      ],
    },
    SCOPE
  ),
  comparison(
    {
      id: 21,
      title: 'Workflows',
      width: 12,
      by: 'workflow',
      heading: 'Workflow',
      columns: [
        { measure: 'workflow_time', statistic: 'p50', heading: 'Median time' },
        { measure: 'automation_rate', heading: 'Automated' },
        { measure: 'parallel_efficiency', heading: 'Parallel' },
        { measure: 'handoff_success', heading: 'Handoffs' },
        { measure: 'cost_total' },
      ],
    },
    SCOPE
  ),
];

const versions = () => [
  comparison(
    {
      id: 30,
      title: 'Before and after a deployment',
      width: 14,
      note: 'One row for each version. Deployments are drawn on the graphs above; send them to POST /api/v1/marks, and deployment_version with each job.',
      by: 'deployment_version',
      heading: 'Version',
      columns: [
        { measure: 'throughput', heading: 'Jobs' },
        { measure: 'success_rate', heading: 'Success' },
        { measure: 'response_time', statistic: 'p50', heading: 'Median time' },
        { measure: 'cost_per_task' },
        { measure: 'quality_score', heading: 'Quality' },
      ],
    },
    SCOPE
  ),
  ranking(
    { id: 31, title: 'Benchmarks', width: 10, height: 9, measure: 'benchmark_score', by: ['suite'], max: 1 },
    SCOPE
  ),
];

const marks = () => [
  list({
    id: 40,
    title: 'Deployments and maintenance',
    width: 12,
    description:
      'D6. Marks of the time range. None yet? Send them to POST /api/v1/marks, from your pipeline for example.',
    query: { kind: 'marks', format: 'table', limit: 200, filters: scopedTo('source') },
    columns: {
      time: 'When',
      timeEnd: 'Until',
      kind: 'What',
      title: 'Title',
      text: 'Text',
      version: 'Version',
      source: 'Orchestrator',
    },
    widths: { Title: 150, Text: 200 },
    noValue: 'No deployment or maintenance to show. Send them to POST /api/v1/marks, from your pipeline for example',
  }),
  special({
    id: 41,
    type: 'eljefe-insights-panel',
    title: 'What changed',
    description: 'P5, W4.3. Changes against the equal period before, with their evidence.',
    width: 12,
    height: 9,
    queries: [{ kind: 'insights' }],
    options: { showHealth: false },
  }),
];

/** V6, V7, W4.3: how it went over time, and one against another. */
export const history = (): Dashboard =>
  board({
    uid: HISTORY_UID,
    title: 'History and comparison',
    description: 'Any measure over time against before; agent types, workflows, versions and benchmarks side by side.',
    from: 'now-7d',
    refresh: '5m',
    variables: commonVariables(several('version', ['source']), measureVariable()),
    panels: [
      trendOfVariable({
        id: 10,
        title: '$measure over time',
        width: 24,
        height: 9,
        description:
          'V6. The measure chosen above, against the equal period before (dashed in grey). Deployments, maintenance and alerts are marked.',
      }),
      ...FIGURES.map((spec) => figure(spec, SCOPE)),
      ...trends(),
      ...peers(),
      ...versions(),
      ...marks(),
    ],
  });
