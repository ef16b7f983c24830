import { ofJobs, ofParts, ofSessions } from './describe';
import { distribution, ratio, SPREAD, type Measure } from './measure';
import { ENDED } from './rows';

const NO_SESSION = 'No workflow ended in this window.';
const EDGES_HINT =
  'No workflow that ended in this window told its steps with their times. Send session_id, step, started_at and depends_on with each job.';
const HANDOFF_HINT =
  'No handoff was told. Send handoff_from (and context_score) with the receiving job, or instrument with OpenTelemetry.';

const number = (key: string): string => `JSONExtract(part, '${key}', 'Nullable(Float64)')`;

/** Contradictions of one session's row; the codes are those of `graph/consistency.ts`. */
export const SESSION_CONTRADICTION = `(ended_at IS NULL OR (started_at IS NOT NULL AND ended_at < started_at) OR (ifNull(total_steps, 0) > 0 AND ifNull(completed_steps, 0) > ifNull(total_steps, 0)))`;
/** Contradictions of one job's row. */
export const JOB_CONTRADICTION = `(ended_at IS NULL OR (started_at IS NOT NULL AND ended_at < started_at) OR (created_at IS NOT NULL AND started_at IS NOT NULL AND started_at < created_at))`;

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
    value: distribution('duration_s'),
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
    value: { value: ratio(`countIf(status = 'completed')`, 'count()') },
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

/** W3: is the state right, and how fast is it right again? */
const STATE: readonly Measure[] = [
  {
    kind: 'sql',
    info: ofSessions({
      id: 'W3.1',
      name: 'session_consistency',
      title: 'Session consistency',
      unit: 'ratio',
      definition:
        'ended sessions without a contradiction (no end time, end before start, more steps done than there are) / ended sessions',
      better: 'higher',
      absent_hint: NO_SESSION,
    }),
    rows: 'sessions',
    where: ENDED,
    value: { value: ratio(`countIf(NOT ${SESSION_CONTRADICTION})`, 'count()') },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofJobs({
      id: 'W3.1b',
      name: 'job_consistency',
      title: 'Job consistency',
      unit: 'ratio',
      definition:
        'ended jobs without a contradiction (no end time, end before start, start before creation) / ended jobs',
      better: 'higher',
      absent_hint: 'No job ended in this window.',
    }),
    rows: 'jobs',
    where: ENDED,
    value: { value: ratio(`countIf(NOT ${JOB_CONTRADICTION})`, 'count()') },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofJobs({
      id: 'W3.2',
      name: 'recovery_time',
      title: 'Recovery time',
      unit: 'seconds',
      definition:
        'first failure → next success of the same step (else the same agent) within the window; failures not yet followed by a success are counted apart',
      better: 'lower',
      absent_hint: 'No failure of this window was followed by a success of the same step or agent.',
      statistics: SPREAD,
    }),
    rows: 'recoveries',
    where: 'toUnixTimestamp64Milli(next_success) > 0',
    value: distribution('((toUnixTimestamp64Milli(next_success) - toUnixTimestamp64Milli(at)) / 1000)'),
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofJobs({
      id: 'W3.2b',
      name: 'unrecovered_failures',
      title: 'Failures not recovered from',
      unit: 'count',
      definition: 'first failures of the window that no success of the same step or agent has followed in it',
      better: 'lower',
      absent_hint: 'No job failed in this window.',
    }),
    rows: 'recoveries',
    where: 'toUnixTimestamp64Milli(next_success) <= 0',
    value: { value: 'count()' },
    count: 'count()',
    zeroWhenEmpty: true,
  },
];

/** W4: how much does it run by itself? */
const AUTOMATION: readonly Measure[] = [
  {
    kind: 'sql',
    info: ofSessions({
      id: 'W4.1',
      name: 'automation_rate',
      title: 'Automation rate',
      unit: 'ratio',
      definition: 'sessions that ended without a human action and without waiting for a person / all that ended',
      better: 'higher',
      prometheus: 'eljefe_sessions_ended_total',
      absent_hint: NO_SESSION,
    }),
    rows: 'sessions',
    where: ENDED,
    value: {
      value: ratio(`countIf(ifNull(human_actions, 0) = 0 AND ifNull(human_wait_s, 0) = 0)`, 'count()'),
    },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofSessions({
      id: 'W4.2',
      name: 'interventions_per_session',
      title: 'Manual interventions per session',
      unit: 'count',
      definition: 'human actions / sessions that ended in the window',
      better: 'lower',
      prometheus: 'eljefe_human_actions_total',
      absent_hint: NO_SESSION,
    }),
    rows: 'sessions',
    where: ENDED,
    value: { value: ratio('sum(ifNull(human_actions, 0))', 'count()') },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofSessions({
      id: 'W4.2b',
      name: 'interventions_per_hour',
      title: 'Manual interventions per hour',
      unit: 'per_hour',
      definition: 'human actions of sessions that ended in the window (or bucket) / its hours',
      better: 'lower',
      prometheus: 'eljefe_human_actions_total',
      absent_hint: NO_SESSION,
    }),
    rows: 'sessions',
    where: ENDED,
    value: { value: '3600000 * sum(ifNull(human_actions, 0)) / {span:Int64}' },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  ...(
    [
      ['W4.3', 'improvement_workflow_time', 'Change of workflow time', 'W1.1', 'improvementTime', 'lower'],
      ['W4.3b', 'improvement_success_rate', 'Change of success rate', 'A1.1', 'improvementSuccess', 'higher'],
      ['W4.3c', 'improvement_cost_per_task', 'Change of cost per task', 'A4.1', 'improvementCost', 'lower'],
    ] as const
  ).map(([id, name, title, of, compute, better]): Measure => ({
    kind: 'computed',
    info: ofSessions({
      id,
      name,
      title,
      unit: 'ratio',
      definition: `relative change of ${of} against the equal former window; the notice gives the significance test`,
      better,
      dimensions: ['source', 'workflow'],
      absent_hint: 'Both the window and the one before it need ended work.',
    }),
    compute,
  })),
  {
    kind: 'sql',
    info: ofJobs({
      id: 'W4.4',
      name: 'compliance_adherence',
      title: 'Compliance',
      unit: 'ratio',
      definition:
        'passed / evaluated policy checks of ended jobs: model is allowed, cost is within the limit for a job; a check without its data is not evaluated',
      better: 'higher',
      absent_hint: 'Configure checks: policies.allowedModels, policies.maxJobCostUsd.',
    }),
    rows: 'jobs',
    where: `${ENDED} AND (({set_check_models:UInt8} AND model != '') OR ({set_max_job_cost:Float64} >= 0 AND total_cost_usd IS NOT NULL))`,
    value: {
      value: ratio(
        `countIf({set_check_models:UInt8} AND model IN {set_models:Array(String)}) + countIf({set_max_job_cost:Float64} >= 0 AND total_cost_usd <= {set_max_job_cost:Float64})`,
        `countIf({set_check_models:UInt8} AND model != '') + countIf({set_max_job_cost:Float64} >= 0 AND total_cost_usd IS NOT NULL)`
      ),
    },
    count: 'count()',
    zeroWhenEmpty: false,
    needs: 'policies',
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
  ...STATE,
  ...AUTOMATION,
];
