import { type MeasureInfo } from '@eljefe/contract';

import { distribution, type Measure } from './measure';

const SESSION_DIMENSIONS = ['source', 'workflow', 'status', 'user'];

type Described = Omit<MeasureInfo, 'dimensions' | 'statistics' | 'target'> & Partial<Pick<MeasureInfo, 'target'>>;

const info = (described: Described, statistics: string[] = ['value']): MeasureInfo => ({
  target: null,
  ...described,
  dimensions: SESSION_DIMENSIONS,
  statistics,
});

/** W rows of `features.md`: measures of sessions. */
export const WORKFLOW_MEASURES: readonly Measure[] = [
  {
    kind: 'sql',
    info: info(
      {
        id: 'W1.1',
        name: 'workflow_time',
        title: 'Workflow end-to-end time',
        unit: 'seconds',
        definition: 'session start → end, of sessions that ended in the window, per workflow type',
        better: 'lower',
        prometheus: null,
        absent_hint: 'No workflow ended in this window.',
      },
      ['mean', 'p50', 'p95', 'p99', 'max']
    ),
    table: 'sessions',
    where: `status IN ('completed', 'failed', 'interrupted', 'cancelled') AND duration_s IS NOT NULL`,
    value: distribution('duration_s'),
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'concurrency',
    info: info({
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
    statuses: ['running', 'waiting', 'paused', 'queued'],
  },
];
