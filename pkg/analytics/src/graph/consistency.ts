import { isEnded, type Job, type Session } from '@eljefe/contract';

/** What contradicts itself, by code (W3.1). */
export const CONTRADICTIONS = {
  ended_without_time: 'ended, but nobody told when',
  ended_before_start: 'ended before it started',
  started_before_creation: 'started before it was created',
  more_done_than_there_is: 'more steps are done than there are',
  step_runs_on: 'a step runs on although the session has ended',
} as const;
export type Contradiction = keyof typeof CONTRADICTIONS;

const before = (a: number | null, b: number | null): boolean => a !== null && b !== null && a < b;

/** Contradictions of a job alone. */
export const jobContradictions = (
  job: Pick<Job, 'status' | 'created_at' | 'started_at' | 'completed_at'>
): Contradiction[] => {
  const found: Contradiction[] = [];
  if (isEnded(job.status) && job.completed_at === null) {
    found.push('ended_without_time');
  }
  if (before(job.completed_at, job.started_at)) {
    found.push('ended_before_start');
  }
  if (before(job.started_at, job.created_at)) {
    found.push('started_before_creation');
  }
  return found;
};

/** Contradictions of a session and between it and its steps. */
export const sessionContradictions = (
  session: Pick<Session, 'status' | 'started_at' | 'completed_at' | 'total_steps' | 'completed_steps' | 'steps'>
): Contradiction[] => {
  const found: Contradiction[] = [];
  if (isEnded(session.status) && session.completed_at === null) {
    found.push('ended_without_time');
  }
  if (before(session.completed_at, session.started_at)) {
    found.push('ended_before_start');
  }
  if ((session.total_steps ?? 0) > 0 && (session.completed_steps ?? 0) > (session.total_steps ?? 0)) {
    found.push('more_done_than_there_is');
  }
  if (isEnded(session.status) && session.steps.some(({ status }) => status === 'running')) {
    found.push('step_runs_on');
  }
  return found;
};
