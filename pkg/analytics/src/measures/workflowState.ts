import { ofJobs, ofSessions } from './describe';
import { distribution, ratio, SPREAD, summed, type Measure } from './measure';
import { ENDED } from './rows';

const NO_SESSION = 'No workflow ended in this window.';

/** Contradictions of one session's row; the codes are those of `graph/consistency.ts`. */
const SESSION_CONTRADICTION = `(ended_at IS NULL OR (started_at IS NOT NULL AND ended_at < started_at) OR (ifNull(total_steps, 0) > 0 AND ifNull(completed_steps, 0) > ifNull(total_steps, 0)))`;
/** Contradictions of one job's row. */
const JOB_CONTRADICTION = `(ended_at IS NULL OR (started_at IS NOT NULL AND ended_at < started_at) OR (created_at IS NOT NULL AND started_at IS NOT NULL AND started_at < created_at))`;

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
    where: '1',
    value: { value: 'countIf(toUnixTimestamp64Milli(next_success) <= 0)' },
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
    ...summed({ top: `countIf(ifNull(human_actions, 0) = 0 AND ifNull(human_wait_s, 0) = 0)`, bottom: 'count()' }),
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
    ...summed({ top: 'sum(ifNull(human_actions, 0))', bottom: 'count()' }),
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
    ...summed({ top: 'sum(ifNull(human_actions, 0))', bottom: null, perMs: 3_600_000 }),
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

/** W3 and W4 rows of the specification. */
export const WORKFLOW_STATE_MEASURES: readonly Measure[] = [...STATE, ...AUTOMATION];
