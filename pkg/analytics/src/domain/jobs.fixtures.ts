import { type Job } from '@eljefe/contract';

import { type JobFields } from './jobFields';
import { emptyJobFold, foldJob } from './jobFold';
import { viewJob } from './jobView';

export interface GivenJob extends Partial<JobFields> {
  id?: string;
  status?: string;
  labels?: Record<string, string>;
  received?: number;
}

/** A job as it is seen after one piece of news. */
export const job = ({ id = 'j1', status = 'running', labels = {}, received = 0, ...fields }: GivenJob): Job => {
  const fold = emptyJobFold('el-jefe', id, received);
  foldJob(fold, { stamp: 1, fields, status, labels });
  return viewJob(fold, () => null);
};
