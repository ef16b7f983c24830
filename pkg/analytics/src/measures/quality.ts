import { ofJobs } from './describe';
import { ratio, type Measure } from './measure';
import { ENDED } from './rows';

const FEEDBACK_HINT = 'Rate jobs from a panel, or send ratings, scores and revisions to POST /api/v1/feedback.';

/** A3 rows of the specification: how good is the output? */
export const QUALITY_MEASURES: readonly Measure[] = [
  {
    kind: 'sql',
    info: ofJobs({
      id: 'A3.1',
      name: 'quality_score',
      title: 'Output quality',
      unit: 'ratio',
      definition: 'mean output_quality_score (0..1) of jobs that ended in the window and have one',
      better: 'higher',
      prometheus: 'eljefe_job_quality_score',
      absent_hint: `No ended job has a quality score. ${FEEDBACK_HINT}`,
    }),
    rows: 'jobs',
    where: `${ENDED} AND quality_score IS NOT NULL`,
    value: { value: 'avgOrNull(quality_score)' },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofJobs({
      id: 'A3.2',
      name: 'revision_rate',
      title: 'Revision rate',
      unit: 'ratio',
      definition: 'jobs with revision_count > 0 / ended jobs; absent while no ended job reports a revision count',
      better: 'lower',
      prometheus: 'eljefe_jobs_revised_total',
      absent_hint: `No ended job reports revisions. ${FEEDBACK_HINT}`,
    }),
    rows: 'jobs',
    where: ENDED,
    value: { value: ratio('countIf(revision_count > 0)', 'if(countIf(revision_count IS NOT NULL) = 0, 0, count())') },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofJobs({
      id: 'A3.3',
      name: 'satisfaction',
      title: 'User satisfaction',
      unit: 'score',
      definition: 'mean rating (1..5) of jobs that ended in the window and were rated',
      better: 'higher',
      prometheus: 'eljefe_job_satisfaction_score',
      absent_hint: `No ended job was rated. ${FEEDBACK_HINT}`,
    }),
    rows: 'jobs',
    where: `${ENDED} AND satisfaction IS NOT NULL`,
    value: { value: 'avgOrNull(satisfaction)' },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofJobs({
      id: 'A3.4',
      name: 'benchmark_score',
      title: 'Benchmark accuracy',
      unit: 'score',
      definition:
        'latest benchmark result in the window or bucket, per suite: score / total where a total was sent, else the score as sent; over time it is the trend',
      better: 'higher',
      dimensions: ['source', 'suite', 'agent_type'],
      absent_hint: 'No benchmark result in this window. Send {suite, score, total} to POST /api/v1/feedback.',
    }),
    rows: 'benchmarks',
    where: 'score IS NOT NULL',
    value: { value: 'argMaxOrNull(if(total > 0, score / total, score), time)' },
    count: 'count()',
    zeroWhenEmpty: false,
    defaultBy: ['suite'],
  },
];
