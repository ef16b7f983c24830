import { type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { QUALITY_UID } from '../names';
import { DRILL, LEADS } from './addresses';
import { JOB_SCOPE, type Scope, scopedTo } from './filters';
import { board } from './kit/board';
import { figure } from './kit/figure';
import { ranking } from './kit/ranking';
import { special } from './kit/special';
import { comparison, list } from './kit/table';
import { trend } from './kit/trend';
import { highIsGood } from './thresholds';
import { commonVariables, several } from './variables';

const SCOPE: Scope[] = ['source', 'agent_type', 'workflow', 'model'];
const former = { compare: 'former' } as const;

const FIGURES = [
  { id: 1, title: 'Quality', measure: 'quality_score', ...former, width: 6, decimals: 0 },
  { id: 2, title: 'Revision rate', measure: 'revision_rate', ...former, width: 6, decimals: 1 },
  { id: 3, title: 'Satisfaction', measure: 'satisfaction', ...former, width: 6, decimals: 2 },
  { id: 4, title: 'Context preserved', measure: 'context_preservation', ...former, width: 6, decimals: 0 },
];

const trends = () => [
  trend(
    {
      id: 10,
      title: 'Quality, against before',
      width: 8,
      note: 'The scale begins where the values do.',
      lines: [{ measure: 'quality_score', compare: 'former' }],
      floating: true,
      max: 1,
      link: LEADS.agent,
    },
    SCOPE
  ),
  trend(
    {
      id: 11,
      title: 'Revisions, against before',
      width: 8,
      lines: [{ measure: 'revision_rate', compare: 'former' }],
    },
    SCOPE
  ),
  trend(
    {
      id: 12,
      title: 'Satisfaction over time',
      width: 8,
      note: 'Ratings from 1 to 5.',
      lines: [{ measure: 'satisfaction' }],
      max: 5,
    },
    SCOPE
  ),
];

const compared = () => [
  ranking(
    {
      id: 22,
      title: 'Quality by agent type',
      width: 7,
      height: 9,
      measure: 'quality_score',
      by: ['agent_type'],
      max: 1,
    },
    SCOPE
  ),
  comparison(
    {
      id: 20,
      title: 'Quality against cost and speed',
      width: 12,
      note: 'One row for each model.',
      by: 'model',
      heading: 'Model',
      columns: [
        { measure: 'quality_score', heading: 'Quality' },
        { measure: 'revision_rate', heading: 'Revised' },
        { measure: 'satisfaction', heading: 'Rating' },
        { measure: 'cost_per_task' },
        { measure: 'response_time', statistic: 'p50', heading: 'Median time' },
      ],
    },
    SCOPE
  ),
  ranking(
    {
      id: 21,
      title: 'Benchmarks',
      width: 5,
      height: 9,
      measure: 'benchmark_score',
      by: ['suite'],
      max: 1,
      thresholds: highIsGood(0.5, 0.8),
    },
    SCOPE
  ),
];

const feedback = () => [
  list({
    id: 30,
    title: 'Jobs with what was said of them',
    width: 14,
    height: 10,
    description:
      'D4. Jobs of the time range with score, rating and revisions. Rate a job from its details, or send ratings to POST /api/v1/feedback.',
    query: { kind: 'jobs', limit: 300, filters: JOB_SCOPE },
    columns: {
      started_at: 'Started',
      agent: 'Agent',
      task: 'Task',
      output_quality_score: 'Quality',
      retry_count: 'Retries',
      model: 'Model',
      deployment_version: 'Version',
      job_id: 'Job',
      session_id: 'Session',
    },
    noValue: 'No job to show. Widen the range, or clear the filters above',
  }),
  special({
    id: 31,
    type: 'eljefe-eventfeed-panel',
    title: 'Feedback',
    description:
      'D4. Ratings, comments and benchmark results as they came in. None yet? Send them to POST /api/v1/feedback.',
    width: 10,
    height: 10,
    queries: [
      { kind: 'events', limit: 300, filters: [...scopedTo('source'), { key: 'kind', op: '=', values: ['feedback'] }] },
    ],
    options: DRILL,
    noValue: 'Nobody rated a job in this range. Rate one on the page of its session, or send POST /api/v1/feedback.',
  }),
];

/** A3, D4: how good the output is, by whom and by what it was judged. */
export const quality = (): Dashboard =>
  board({
    uid: QUALITY_UID,
    title: 'Quality and feedback',
    description: 'Scores, revisions, ratings, benchmarks, and what people said.',
    from: 'now-7d',
    refresh: '5m',
    variables: commonVariables(several('model', ['source', 'agent_type'])),
    panels: [...FIGURES.map((spec) => figure(spec, SCOPE)), ...trends(), ...compared(), ...feedback()],
  });
