import { ofJobs, ofParts, ofSessions } from './describe';
import { ratio, SPREAD, spread, summed, type Measure } from './measure';
import { ENDED } from './rows';
import { WORKFLOW_STATE_MEASURES } from './workflowState';

const NO_SESSION = 'No workflow ended in this window.';
const EDGES_HINT =
  'No workflow that ended in this window told its steps with their times. Send session_id, step, started_at and depends_on with each job.';
const HANDOFF_HINT =
  'No handoff was told. Send handoff_from (and context_score) with the receiving job, or instrument with OpenTelemetry.';

const number = (key: string): string => `JSONExtract(part, '${key}', 'Nullable(Float64)')`;

/** W1: how long do workflows take, and what holds them up? */
const EFFICIENCY: readonly Measure[] = [
  {
    kind: 'sql',
    info: ofSessions({
      id: 'W1.1',
      name: 'workflow_time',
      title: 'Workflow end-to-end time',
      unit: 'seconds',
      definition: 'session start → end, of sessions that ended in the window, per workflow type',
      better: 'lower',
      prometheus: 'eljefe_session_duration_seconds',
      absent_hint: NO_SESSION,
      statistics: SPREAD,
    }),
    rows: 'sessions',
    where: `${ENDED} AND duration_s IS NOT NULL`,
    ...spread('duration_s'),
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofJobs({
      id: 'W1.2',
      name: 'step_success_rate',
      title: 'Step success rate',
      unit: 'ratio',
      definition: 'completed / (completed + failed) of the attempts of a step; each retry is an attempt of its step',
      better: 'higher',
      prometheus: 'eljefe_step_attempts_total',
      absent_hint: 'No job that names its step ended in this window.',
    }),
    rows: 'jobs',
    where: `status IN ('completed', 'failed') AND step != ''`,
    ...summed({ top: `countIf(status = 'completed')`, bottom: 'count()' }),
    count: 'count()',
    zeroWhenEmpty: false,
    defaultBy: ['step'],
  },
  {
    kind: 'sql',
    info: ofParts({
      id: 'W1.3',
      name: 'bottleneck_share',
      title: 'Bottleneck',
      unit: 'ratio',
      definition:
        'share of the critical path a step holds, its wait included, averaged over the ended sessions whose critical path is known and that ran the step; ranked',
      better: 'lower',
      absent_hint: EDGES_HINT,
    }),
    rows: 'steps',
    where: `${number('critical_share')} IS NOT NULL`,
    value: { value: `avgOrNull(${number('critical_share')})` },
    count: 'count()',
    zeroWhenEmpty: false,
    defaultBy: ['step'],
  },
  {
    kind: 'sql',
    info: ofSessions({
      id: 'W1.4',
      name: 'parallel_efficiency',
      title: 'Parallel efficiency',
      unit: 'ratio',
      definition:
        'sum of step work / (wall time × peak parallel steps), mean over ended sessions; waiting in a queue or for a person is not work',
      better: 'higher',
      absent_hint: EDGES_HINT,
    }),
    rows: 'sessions',
    where: `${ENDED} AND JSONExtract(detail, 'parallel_efficiency', 'Nullable(Float64)') IS NOT NULL`,
    value: { value: `avgOrNull(JSONExtract(detail, 'parallel_efficiency', 'Nullable(Float64)'))` },
    count: 'count()',
    zeroWhenEmpty: false,
  },
];

/** W2: do the agents work together? */
const COORDINATION: readonly Measure[] = [
  {
    kind: 'sql',
    info: ofParts({
      id: 'W2.1',
      name: 'handoff_success',
      title: 'Handoff success',
      unit: 'ratio',
      definition:
        'handoffs whose next step started and did not fail for missing input / all handoffs, of sessions that ended in the window',
      better: 'higher',
      prometheus: 'eljefe_handoffs_total',
      absent_hint: HANDOFF_HINT,
    }),
    rows: 'handoffs',
    where: '1',
    value: { value: ratio(`countIf(JSONExtractString(part, 'outcome') = 'accepted')`, 'count()') },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofParts({
      id: 'W2.2',
      name: 'context_preservation',
      title: 'Context preservation',
      unit: 'ratio',
      definition: 'mean score of the context carried over at a handoff, as reported by instrumentation',
      better: 'higher',
      absent_hint: 'No handoff reports context_score: only instrumentation can know it.',
    }),
    rows: 'handoffs',
    where: `${number('context_score')} IS NOT NULL`,
    value: { value: `avgOrNull(${number('context_score')})` },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sampled',
    info: ofSessions({
      id: 'W2.3',
      name: 'synchronisation_accuracy',
      title: 'Synchronisation accuracy',
      unit: 'ratio',
      definition: '1 − state disagreements between an orchestrator’s sources / comparisons',
      better: 'higher',
      absent_hint:
        'Only an orchestrator that is read in several ways (HTTP, WebSocket, state file) can be compared with itself, and its adapter must report the comparisons.',
    }),
    metric: 'sync_accuracy',
    subject: 'host',
    aggregate: 'avg',
  },
  {
    kind: 'computed',
    info: ofSessions({
      id: 'W2.4',
      name: 'deadlocks_and_stalls',
      title: 'Deadlocks and stalls',
      unit: 'count',
      definition:
        'open sessions with a cycle in the wait-for graph, or with a step without news for longer than its usual p99 (at least a minimum) while another step waits for it; now',
      better: 'lower',
      prometheus: 'eljefe_sessions_stalled',
      absent_hint: 'No workflow is under way.',
    }),
    compute: 'stalls',
  },
];

/** W rows of the specification: measures of sessions and of how their parts work together. */
export const WORKFLOW_MEASURES: readonly Measure[] = [
  ...EFFICIENCY,
  {
    kind: 'concurrency',
    info: ofSessions({
      id: 'V1.workflows',
      name: 'sessions_running',
      title: 'Workflows running',
      unit: 'count',
      definition: 'sessions started and not ended: over time the mean number in each bucket, as a total the number now',
      better: 'neither',
      prometheus: 'eljefe_sessions_running',
      absent_hint: 'No orchestrator has been heard yet.',
    }),
    table: 'sessions',
    span: 'running',
    figure: 'mean',
  },
  ...COORDINATION,
  ...WORKFLOW_STATE_MEASURES,
];
