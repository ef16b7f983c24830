import { type MeasureInfo } from '@eljefe/contract';

import { distribution, ratio, type Measure } from './measure';

const JOB_DIMENSIONS = [
  'source',
  'agent',
  'agent_type',
  'model',
  'provider',
  'workflow',
  'step',
  'status',
  'error_category',
  'deployment_version',
  'user',
  'session_id',
];

type Described = Omit<MeasureInfo, 'dimensions' | 'statistics' | 'target'> & Partial<Pick<MeasureInfo, 'target'>>;

const info = (described: Described, statistics: string[] = ['value']): MeasureInfo => ({
  target: null,
  ...described,
  dimensions: JOB_DIMENSIONS,
  statistics,
});

const DECIDED = `status IN ('completed', 'failed')`;
const ENDED = `status IN ('completed', 'failed', 'interrupted', 'cancelled')`;
const SPREAD = ['mean', 'p50', 'p95', 'p99', 'max'];
const ENDED_HINT = 'No job ended in this window. Widen the range, or check that the orchestrator is connected.';

/** A rows of `features.md`: measures of jobs. */
export const AGENT_MEASURES: readonly Measure[] = [
  {
    kind: 'sql',
    info: info({
      id: 'A1.1',
      name: 'success_rate',
      title: 'Success rate',
      unit: 'ratio',
      definition:
        'completed / (completed + failed), by jobs that ended in the window; interrupted and cancelled excluded',
      target: { op: '>', value: 0.95 },
      better: 'higher',
      prometheus: 'eljefe_jobs_ended_total',
      absent_hint: ENDED_HINT,
    }),
    table: 'jobs',
    where: DECIDED,
    value: { value: ratio(`countIf(status = 'completed')`, 'count()') },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: info(
      {
        id: 'A1.2',
        name: 'response_time',
        title: 'Response time',
        unit: 'seconds',
        definition: 'completed_at − started_at of jobs that ended in the window: mean, p50, p95, p99',
        target: { op: '<', value: 30 },
        better: 'lower',
        prometheus: 'eljefe_job_duration_seconds',
        absent_hint: ENDED_HINT,
      },
      SPREAD
    ),
    table: 'jobs',
    where: `${ENDED} AND duration_s IS NOT NULL`,
    value: distribution('duration_s'),
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: info({
      id: 'A1.3',
      name: 'error_rate',
      title: 'Error rate',
      unit: 'ratio',
      definition: 'failed / (completed + failed), by jobs that ended in the window',
      target: { op: '<', value: 0.05 },
      better: 'lower',
      prometheus: 'eljefe_jobs_ended_total',
      absent_hint: ENDED_HINT,
    }),
    table: 'jobs',
    where: DECIDED,
    value: { value: ratio(`countIf(status = 'failed')`, 'count()') },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: info({
      id: 'A2.0',
      name: 'throughput',
      title: 'Jobs ended',
      unit: 'count',
      definition: 'jobs that ended in the window, whatever the outcome',
      better: 'neither',
      prometheus: 'eljefe_jobs_ended_total',
      absent_hint: ENDED_HINT,
    }),
    table: 'jobs',
    where: ENDED,
    value: { value: 'count()' },
    count: 'count()',
    zeroWhenEmpty: true,
  },
  {
    kind: 'concurrency',
    info: info({
      id: 'A2.3',
      name: 'agents_active',
      title: 'Agents active',
      unit: 'count',
      definition: 'jobs started and not ended: over time the mean number in each bucket, as a total the number now',
      better: 'neither',
      prometheus: 'eljefe_jobs_running',
      absent_hint: 'No orchestrator has been heard yet.',
    }),
    table: 'jobs',
    statuses: ['running', 'waiting', 'paused'],
  },
  {
    kind: 'sql',
    info: info({
      id: 'A4.2',
      name: 'tokens_used',
      title: 'Tokens used',
      unit: 'tokens',
      definition: 'tokens of jobs that ended in the window, as reported; jobs that report none are left out',
      better: 'neither',
      prometheus: 'eljefe_tokens_total',
      absent_hint:
        'No ended job reported tokens. El Jefe reports them at the end of a job; OpenTelemetry and job records report them by model.',
    }),
    table: 'jobs',
    where: `${ENDED} AND tokens_total IS NOT NULL`,
    value: { value: 'sumOrNull(tokens_total)' },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: info({
      id: 'A4.1b',
      name: 'cost_total',
      title: 'Cost',
      unit: 'usd',
      definition:
        'cost of jobs that ended in the window: reported, else tokens × price; unpriced jobs are left out and counted',
      better: 'lower',
      prometheus: 'eljefe_cost_usd_total',
      absent_hint:
        'No ended job has a cost. Send model with input_tokens and output_tokens, or total_cost, to POST /api/v1/jobs.',
    }),
    table: 'jobs',
    where: `${ENDED} AND total_cost_usd IS NOT NULL`,
    value: { value: 'sumOrNull(total_cost_usd)' },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: info({
      id: 'A4.1',
      name: 'cost_per_task',
      title: 'Cost per task',
      unit: 'usd',
      definition: 'total cost of ended jobs / ended jobs, over the jobs that have a cost',
      better: 'lower',
      prometheus: null,
      absent_hint:
        'No ended job has a cost. Send model with input_tokens and output_tokens, or total_cost, to POST /api/v1/jobs.',
    }),
    table: 'jobs',
    where: `${ENDED} AND total_cost_usd IS NOT NULL`,
    value: { value: 'avgOrNull(total_cost_usd)' },
    count: 'count()',
    zeroWhenEmpty: false,
  },
];
