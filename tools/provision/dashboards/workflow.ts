import { type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { WORKFLOW_UID } from '../names';
import { DRILL, LEADS } from './addresses';
import { type Scope, SESSION_SCOPE, scopedTo } from './filters';
import { board } from './kit/board';
import { figure } from './kit/figure';
import { ranking } from './kit/ranking';
import { lines, special } from './kit/special';
import { comparison, list } from './kit/table';
import { trend } from './kit/trend';
import { highIsGood, lowIsGood } from './thresholds';
import { commonVariables, one } from './variables';

const SCOPE: Scope[] = ['source', 'agent_type', 'workflow'];
const former = { compare: 'former' } as const;

const FIGURES = [
  {
    id: 1,
    title: 'End-to-end time',
    measure: 'workflow_time',
    statistic: 'p50',
    note: 'Median.',
    ...former,
    width: 4,
    decimals: 1,
  },
  {
    id: 2,
    title: 'Jobs succeeded',
    measure: 'success_rate',
    ...former,
    width: 4,
    decimals: 1,
    thresholds: highIsGood(0.9, 0.95),
  },
  {
    id: 3,
    title: 'Handoff success',
    measure: 'handoff_success',
    ...former,
    width: 4,
    decimals: 1,
    thresholds: highIsGood(0.9, 0.95),
  },
  { id: 4, title: 'Parallel efficiency', measure: 'parallel_efficiency', ...former, width: 4, decimals: 0 },
  { id: 5, title: 'Automation rate', measure: 'automation_rate', ...former, width: 4, decimals: 0 },
  {
    id: 6,
    title: 'Deadlocks and stalls',
    measure: 'deadlocks_and_stalls',
    width: 4,
    decimals: 0,
    thresholds: lowIsGood(1, 1),
  },
];

const session = () => [
  special({
    id: 10,
    type: 'eljefe-pipeline-panel',
    title: 'Workflow pipeline',
    description:
      'V2, W1.3. The session chosen above: steps, parallel groups, handoffs, waits, progress, critical path and bottleneck, with median and p95 of former runs.',
    width: 24,
    height: 13,
    queries: [
      { kind: 'state', format: 'sessions', filters: SESSION_SCOPE },
      { kind: 'session_graph', id: '$session' },
    ],
    options: { ...DRILL, session: '$session' },
  }),
  special({
    id: 11,
    type: 'traces',
    title: 'Trace of the session',
    description:
      'T1. Spans of the session chosen above; without spans its steps are shown. Instrument agents with OpenTelemetry to see model and tool calls.',
    width: 14,
    height: 11,
    queries: [{ kind: 'trace', id: '$session' }],
    noValue: 'Choose a session at the top',
  }),
  lines({
    id: 12,
    title: 'Logs and events',
    description: 'V5. What names the session chosen above, newest first. A line shows what stood around it.',
    width: 10,
    height: 11,
    query: { filters: scopedTo('source'), search: '$session' },
    noValue: 'Nothing that names this session to show',
  }),
];

const steps = () => [
  ranking(
    {
      id: 20,
      title: 'Bottlenecks',
      width: 8,
      height: 9,
      measure: 'bottleneck_share',
      by: ['step'],
      max: 1,
      thresholds: lowIsGood(0.3, 0.5),
    },
    SCOPE
  ),
  comparison(
    {
      id: 21,
      title: 'Steps',
      width: 16,
      by: 'step',
      heading: 'Step',
      columns: [
        { measure: 'throughput', heading: 'Jobs' },
        { measure: 'response_time', statistic: 'p50', heading: 'Median time' },
        { measure: 'response_time', statistic: 'p95', heading: 'Time p95' },
        { measure: 'step_success_rate', heading: 'Success' },
        { measure: 'queue_wait', statistic: 'p95', heading: 'Wait p95' },
        { measure: 'cost_per_task' },
      ],
    },
    SCOPE
  ),
];

const trends = () => [
  trend(
    {
      id: 30,
      title: 'End-to-end time by workflow',
      width: 8,
      lines: [{ measure: 'workflow_time', statistic: 'p50', by: ['workflow'] }],
      link: LEADS.history,
    },
    SCOPE
  ),
  trend(
    {
      id: 31,
      title: 'Handoffs and context',
      width: 8,
      note: 'Context is what instrumentation reports to have been carried over.',
      lines: [
        { measure: 'handoff_success', name: 'Handoffs accepted' },
        { measure: 'context_preservation', name: 'Context preserved' },
      ],
      max: 1,
    },
    SCOPE
  ),
  trend(
    {
      id: 32,
      title: 'Sessions running',
      width: 8,
      lines: [{ measure: 'sessions_running', by: ['workflow'] }],
      stacked: true,
    },
    SCOPE
  ),
];

const sessions = () =>
  list({
    id: 40,
    title: 'Sessions',
    width: 24,
    description: 'V8. Sessions of the time range, newest first. A click on one opens it above.',
    query: { kind: 'sessions', limit: 200, filters: SESSION_SCOPE },
    columns: {
      started_at: 'Started',
      session_id: 'Session',
      workflow_id: 'Workflow',
      goal: 'Goal',
      status: 'Status',
      duration_seconds: 'Duration',
      completed_steps: 'Steps done',
      total_steps: 'Steps',
      total_cost: 'Cost',
      human_actions: 'Actions of persons',
      source: 'Orchestrator',
    },
    widths: { Session: 150, Workflow: 140 },
    noValue: 'No session to show. Widen the range, or clear the filters above',
  });

/** V5, V8: one workflow and one session of it: where it stands, what it waits for, what is unusual. */
export const workflow = (): Dashboard =>
  board({
    uid: WORKFLOW_UID,
    title: 'Workflow deep dive',
    description: 'One workflow and one session: pipeline, steps, bottlenecks, handoffs, trace and events.',
    from: 'now-24h',
    refresh: '1m',
    variables: commonVariables(one('session', ['source', 'workflow'])),
    panels: [...FIGURES.map((spec) => figure(spec, SCOPE)), ...session(), ...steps(), ...trends(), sessions()],
  });
