import { type Filter } from '@eljefe/contract';
import { type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { AGENT_UID } from '../names';
import { DRILL, LEADS } from './addresses';
import { type Scope, scopedTo } from './filters';
import { board } from './kit/board';
import { figure, figures } from './kit/figure';
import { measureBars, ranking } from './kit/ranking';
import { lines, special } from './kit/special';
import { comparison, list } from './kit/table';
import { trend } from './kit/trend';
import { highIsGood, lowIsGood } from './thresholds';
import { commonVariables, several, textVariable } from './variables';

const SCOPE: Scope[] = ['source', 'agent_type', 'workflow', 'agent', 'model'];
const JOBS: Filter[] = scopedTo(...SCOPE);
const former = { compare: 'former' } as const;

const FIGURES = [
  { id: 1, title: 'Jobs ended', measure: 'throughput', ...former, width: 4, decimals: 0 },
  {
    id: 2,
    title: 'Success rate',
    measure: 'success_rate',
    ...former,
    width: 4,
    decimals: 1,
    thresholds: highIsGood(0.9, 0.95),
  },
  {
    id: 3,
    title: 'Average response time',
    measure: 'response_time',
    statistic: 'mean',
    ...former,
    width: 4,
    decimals: 1,
    thresholds: lowIsGood(30, 60),
  },
  {
    id: 4,
    title: 'Timeout rate',
    measure: 'timeout_rate',
    ...former,
    width: 4,
    decimals: 1,
    thresholds: lowIsGood(0.01, 0.05),
  },
  { id: 5, title: 'Cost per task', measure: 'cost_per_task', ...former, width: 4, link: LEADS.cost },
  { id: 6, title: 'Quality', measure: 'quality_score', ...former, width: 4, decimals: 0, link: LEADS.quality },
];

const performance = () => [
  trend(
    {
      id: 10,
      title: 'Response time',
      width: 12,
      height: 9,
      note: 'Against the equal period before, dashed in grey.',
      lines: [
        { measure: 'response_time', statistic: 'p50', compare: 'former' },
        { measure: 'response_time', statistic: 'p95' },
      ],
      thresholds: lowIsGood(30, 60),
      link: LEADS.history,
    },
    SCOPE
  ),
  measureBars(
    {
      id: 11,
      title: 'Resource use',
      width: 7,
      height: 9,
      note: 'Of the chosen agents’ jobs, and of the hosts they run on.',
      bars: [
        { name: 'Agent CPU', measure: 'agent_cpu_percent' },
        { name: 'Agent GPU', measure: 'agent_gpu_percent' },
        { name: 'Host CPU', measure: 'host_cpu_percent' },
        { name: 'Host memory', measure: 'host_memory_percent' },
        { name: 'Host disk', measure: 'host_disk_percent' },
      ],
      max: 100,
      thresholds: lowIsGood(75, 90),
    },
    SCOPE
  ),
  figures(
    {
      id: 12,
      title: 'Memory, network, disk',
      width: 5,
      height: 9,
      note: 'Mean of a job: memory at its peak, network and disk in total.',
      figures: [
        { name: 'Memory', measure: 'agent_memory_bytes' },
        { name: 'Network', measure: 'agent_network_bytes' },
        { name: 'Disk', measure: 'agent_disk_bytes' },
      ],
    },
    SCOPE
  ),
];

const correlations = () => [
  comparison(
    {
      id: 40,
      title: 'Performance against cost',
      width: 10,
      note: 'One row for each model: is the dearer one also faster or better?',
      by: 'model',
      heading: 'Model',
      columns: [
        { measure: 'throughput', heading: 'Jobs' },
        { measure: 'response_time', statistic: 'p50', heading: 'Median time' },
        { measure: 'success_rate', heading: 'Success' },
        { measure: 'cost_per_task' },
        { measure: 'token_efficiency', heading: 'Efficiency' },
      ],
    },
    SCOPE
  ),
  trend(
    {
      id: 41,
      title: 'Success against time',
      width: 7,
      height: 9,
      note: 'A dip that returns at the same hour points at load or a schedule.',
      lines: [
        { measure: 'success_rate', name: 'Success', color: 'green' },
        { measure: 'error_rate', name: 'Errors', color: 'red' },
      ],
      max: 1,
    },
    SCOPE
  ),
  ranking(
    {
      id: 42,
      title: 'Error patterns',
      width: 7,
      height: 9,
      note: 'Failed jobs by category.',
      measure: 'throughput',
      by: ['error_category'],
      filters: [{ key: 'status', op: '=', values: ['failed'] }],
    },
    SCOPE
  ),
];

const risks = () =>
  list({
    id: 22,
    title: 'Jobs at risk',
    width: 24,
    height: 8,
    description:
      'P1. Running jobs and how likely each is to fail, given how long it has run: the share of longer runs of its agent type that failed, drawn towards the fleet, with its 95 % range, the usual cause and what to do.',
    query: {
      kind: 'predictions',
      limit: 100,
      filters: [
        { key: 'kind', op: '=', values: ['failure'] },
        { key: 'subject_kind', op: '=', values: ['job'] },
        ...scopedTo('source', 'agent_type', 'workflow'),
      ],
    },
    columns: {
      job_id: 'Job',
      agent_type: 'Agent type',
      probability: 'Fails with',
      low: 'At least',
      high: 'At most',
      cause: 'Likely cause',
      action: 'What to do',
      evidence: 'Rests on',
      count: 'Runs',
      reason: 'Why no figure',
    },
    widths: { Job: 140, 'Agent type': 130, 'What to do': 260, 'Rests on': 320 },
    noValue: 'Nothing runs',
  });

const evidence = () => [
  list({
    id: 30,
    title: 'Jobs',
    width: 14,
    height: 11,
    description:
      'V8. Jobs of the time range, newest first. A job leads to its trace and events, a session to its graph.',
    query: { kind: 'jobs', limit: 200, filters: JOBS, search: '$job' },
    columns: {
      started_at: 'Started',
      agent: 'Agent',
      status: 'Status',
      task: 'Task',
      duration_seconds: 'Duration',
      total_cost: 'Cost',
      tokens_used: 'Tokens',
      error_category: 'Error',
      job_id: 'Job',
      session_id: 'Session',
    },
    noValue: 'No job of these agents to show. Widen the range, or choose other agents above',
  }),
  lines({
    id: 31,
    title: 'Logs and events',
    description:
      'V5. Task starts, API calls, warnings, token updates and what else was told, newest first. With a job above, what names that job; with one agent, what names that agent. A line shows what stood around it.',
    width: 10,
    height: 11,
    query: { filters: scopedTo('source'), search: '$agent' },
    noValue: 'Nothing to show of this range',
  }),
  special({
    id: 32,
    type: 'traces',
    title: 'Trace of the job',
    description:
      'T1. Spans of the job named above under “Job”: model calls, tools, waits. Without spans its session’s steps are shown. Instrument agents with OpenTelemetry to see inside them.',
    width: 24,
    height: 10,
    queries: [{ kind: 'trace', id: '$job' }],
    noValue: 'Enter the id of a job at the top, or click a job in the list',
  }),
];

/** V5, V8: one agent, or one type of agent: normal or not, against itself before and its peers, down to one job. */
export const agent = (): Dashboard =>
  board({
    uid: AGENT_UID,
    title: 'Agent deep dive',
    description: 'One agent or agent type: how fast, how well, at what cost, with what, and the evidence.',
    from: 'now-24h',
    refresh: '1m',
    variables: commonVariables(
      several('agent', ['source', 'agent_type']),
      several('model', ['source', 'agent_type']),
      textVariable('job', 'Job')
    ),
    panels: [
      ...FIGURES.map((spec) => figure(spec, SCOPE)),
      ...performance(),
      special({
        id: 20,
        type: 'eljefe-agentgrid-panel',
        title: 'Running now',
        description: 'V3. Jobs of the chosen agents that run or ended lately. Live.',
        width: 14,
        height: 10,
        queries: [{ kind: 'state', format: 'agents', filters: JOBS }],
        options: { layout: 'table' },
      }),
      special({
        id: 21,
        type: 'eljefe-insights-panel',
        title: 'Actionable insights',
        description: 'P5. What changed, how sure that is, what it rests on and what to do, over all agents.',
        width: 10,
        height: 10,
        queries: [{ kind: 'insights' }],
        options: { ...DRILL, showTrends: false },
      }),
      risks(),
      ...correlations(),
      ...evidence(),
    ],
  });
