import { type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { RELIABILITY_UID } from '../names';
import { DRILL, LEADS } from './addresses';
import { type Scope, scopedTo } from './filters';
import { board } from './kit/board';
import { figure } from './kit/figure';
import { special } from './kit/special';
import { comparison, list } from './kit/table';
import { trend } from './kit/trend';
import { highIsGood } from './thresholds';
import { commonVariables } from './variables';

const SCOPE: Scope[] = ['source', 'agent_type', 'workflow'];

const FIGURES = [
  { id: 1, title: 'Uptime', measure: 'uptime', width: 4, decimals: 2, thresholds: highIsGood(0.99, 0.999) },
  { id: 2, title: 'Time between failures', measure: 'mtbf', width: 4, decimals: 1 },
  { id: 3, title: 'Time to recover', measure: 'mttr', width: 4, decimals: 1 },
  { id: 4, title: 'Objectives met', measure: 'slo_compliance', width: 4, decimals: 0, thresholds: highIsGood(0.99, 1) },
  {
    id: 5,
    title: 'Error budget left',
    measure: 'error_budget_remaining',
    note: 'Of the objective that has least left.',
    width: 4,
    decimals: 0,
    thresholds: highIsGood(0, 0.25),
  },
  { id: 6, title: 'System health', measure: 'system_health', width: 4, decimals: 0, thresholds: highIsGood(60, 85) },
];

const objectives = () => [
  list({
    id: 10,
    title: 'Objectives and error budgets',
    width: 15,
    description:
      'S3. Each objective over its own window, what is left of its error budget, and how fast it burns over one hour, six hours and three days (1 = just used up at the end of the window). Configure slos: [{name, measure, target, windowDays}] in the analytics service.',
    query: { kind: 'budgets', format: 'slo' },
    columns: {
      slo: 'Objective',
      met: 'Met',
      attainment: 'Attained',
      target: 'Target',
      budget_remaining: 'Left',
      burning: 'Burning',
      burn_1h: 'Burn 1 h',
      burn_6h: 'Burn 6 h',
      burn_3d: 'Burn 3 d',
      bad: 'Bad',
      events: 'Of',
      window_days: 'Window',
    },
    widths: { Objective: 140 },
    noValue: 'No objective to show. Add one under El Jefe › Settings: here stands its error budget',
  }),
  trend(
    {
      id: 11,
      title: 'Error budget over time',
      width: 9,
      height: 9,
      note: 'Of the objective that has least left; below 0 it is overspent.',
      lines: [{ measure: 'error_budget_remaining', name: 'Least left' }],
      floating: true,
      max: 1,
    },
    SCOPE
  ),
];

const failures = () => [
  trend(
    {
      id: 20,
      title: 'Success',
      width: 8,
      note: 'Against the equal period before, dashed in grey. The scale begins where the values do.',
      lines: [{ measure: 'success_rate', compare: 'former' }],
      floating: true,
      max: 1,
      thresholds: highIsGood(0.9, 0.95),
    },
    SCOPE
  ),
  trend(
    {
      id: 21,
      title: 'Failed jobs by cause',
      width: 8,
      lines: [
        {
          measure: 'throughput',
          by: ['error_category'],
          filters: [{ key: 'status', op: '=', values: ['failed'] }],
        },
      ],
      stacked: true,
      link: LEADS.agent,
    },
    SCOPE
  ),
  trend(
    {
      id: 22,
      title: 'Recovery',
      width: 8,
      note: 'From a failure to the next success of the same step or agent.',
      lines: [
        { measure: 'recovery_time', statistic: 'p50', name: 'Median' },
        { measure: 'recovery_time', statistic: 'p95', name: '95th percentile' },
      ],
    },
    SCOPE
  ),
];

const services = () => [
  trend(
    {
      id: 30,
      title: 'Answer times of the service',
      width: 8,
      lines: [
        { measure: 'api_response_time', name: 'API' },
        { measure: 'store_response_time', name: 'Store' },
      ],
      link: LEADS.ingest,
    },
    SCOPE
  ),
  trend(
    {
      id: 31,
      title: 'Orchestrators heard, answers from memory',
      width: 8,
      lines: [
        { measure: 'orchestrators_available', name: 'Orchestrators heard' },
        { measure: 'cache_hit_rate', name: 'Answers from memory' },
      ],
      max: 1,
    },
    SCOPE
  ),
  comparison(
    {
      id: 32,
      title: 'Where it fails',
      width: 8,
      height: 8,
      by: 'agent_type',
      heading: 'Agent type',
      columns: [
        { measure: 'error_rate' },
        { measure: 'timeout_rate' },
        { measure: 'unrecovered_failures', heading: 'Not recovered' },
      ],
    },
    SCOPE
  ),
];

/** S3, L: objectives, budgets, what burns them, and the alerts that say so. */
export const reliability = (): Dashboard =>
  board({
    uid: RELIABILITY_UID,
    title: 'Reliability and objectives',
    description: 'Uptime, failures and recovery, objectives with their error budgets, alerts.',
    from: 'now-24h',
    refresh: '1m',
    variables: commonVariables(),
    panels: [
      ...FIGURES.map((spec) => figure(spec, SCOPE)),
      ...objectives(),
      ...failures(),
      ...services(),
      special({
        id: 40,
        type: 'eljefe-eventfeed-panel',
        title: 'Alerts',
        description: 'L7. What fired and what was resolved, newest first.',
        width: 24,
        height: 10,
        queries: [{ kind: 'alerts', limit: 500, filters: scopedTo('source') }],
        options: DRILL,
        noValue: 'No alert fired and none was resolved in this range.',
      }),
    ],
  });
