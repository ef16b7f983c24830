import { isEnded, type Job } from '@eljefe/contract';

import { loopsOf, type Act, type Loop } from './loops';

const actOf = (job: Job): Act => ({
  does: [job.agent_type, job.step ?? '', job.task ?? ''].join(' · '),
  gives: isEnded(job.status) ? `${job.status} ${job.error_message ?? ''}` : null,
  tokens: job.tokens_used,
  costUsd: job.total_cost,
  subject: job.job_id,
});

/** Loops among the runs of a session: what can be seen where no tool calls are told. @param jobs all of one session */
export const jobLoops = (jobs: readonly Job[]): Loop[] => {
  const ordered = [...jobs].sort(
    (a, b) => (a.started_at ?? a.first_seen_at) - (b.started_at ?? b.first_seen_at) || (a.job_id < b.job_id ? -1 : 1)
  );
  return loopsOf(ordered.map(actOf));
};
