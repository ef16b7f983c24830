import { isEnded, type Session, type Status } from '@eljefe/contract';

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

interface Timed {
  status: Status;
  created_at: number | null;
  started_at: number | null;
}

/** Contradictions of a job or step alone. */
export const timeContradictions = ({
  status,
  created_at,
  started_at,
  ended,
}: Timed & { ended: number | null }): Contradiction[] => {
  const found: Contradiction[] = [];
  if (isEnded(status) && ended === null) {
    found.push('ended_without_time');
  }
  if (before(ended, started_at)) {
    found.push('ended_before_start');
  }
  if (before(started_at, created_at)) {
    found.push('started_before_creation');
  }
  return found;
};

/** A contradiction and the step it is of; null: the session itself. */
export interface Contradicted {
  code: Contradiction;
  step: string | null;
  text: string;
}

/** Contradictions of a session, of its steps, and between them. */
export const sessionContradictions = (
  session: Pick<Session, 'status' | 'started_at' | 'completed_at' | 'total_steps' | 'completed_steps' | 'steps'>
): Contradicted[] => {
  const told =
    (step: string | null) =>
    (code: Contradiction): Contradicted => ({ code, step, text: CONTRADICTIONS[code] });
  const { status, started_at, completed_at, total_steps, completed_steps, steps } = session;
  const tooMany = (total_steps ?? 0) > 0 && (completed_steps ?? 0) > (total_steps ?? 0);
  return [
    ...timeContradictions({ status, created_at: null, started_at, ended: completed_at }).map(told(null)),
    ...(tooMany ? [told(null)('more_done_than_there_is')] : []),
    ...steps.flatMap((step) => [
      ...timeContradictions({ ...step, ended: step.ended_at }).map(told(step.step_id)),
      ...(isEnded(status) && step.status === 'running' ? [told(step.step_id)('step_runs_on')] : []),
    ]),
  ];
};
