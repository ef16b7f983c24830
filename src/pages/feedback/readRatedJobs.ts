import { type Frame, statusOf } from '@eljefe/contract';

import { type Condition, conditionOf } from '../../core/status/condition';
import { frameRows } from '../service/frameRows';

/** A job somebody may have something to say of. */
export interface RatedJob {
  jobId: string;
  source: string;
  agent: string;
  task: string | null;
  condition: Condition;
  quality: number | null;
}

export const readRatedJobs = (frame: Frame | undefined): RatedJob[] =>
  frameRows(frame, (row): RatedJob => ({
    jobId: row.text('job_id') ?? '',
    source: row.text('source') ?? '',
    agent: row.text('agent') ?? row.text('agent_type') ?? '',
    task: row.text('task'),
    condition: conditionOf({ status: statusOf(row.text('status') ?? 'unknown'), stale: false, overLimit: false }),
    quality: row.number('output_quality_score'),
  }));
