import { type Job, type Session } from '@eljefe/contract';

/** A job or session under way. */
export interface Open {
  kind: 'job' | 'session';
  id: string;
  source: string;
  /** What it is called in a sentence. */
  name: string;
  /** Its agent type, or its workflow. */
  group: string;
  agentType: string | null;
  workflow: string | null;
  elapsedSeconds: number;
}

const elapsed = (startedAt: number, now: number): number => Math.max(0, (now - startedAt) / 1_000);

/** Jobs that run and tell since when. */
export const openJobs = (jobs: readonly Job[], now: number): Open[] =>
  jobs.flatMap((job): Open[] =>
    job.status !== 'running' || job.started_at === null
      ? []
      : [
          {
            kind: 'job',
            id: job.job_id,
            source: job.source,
            name: job.agent,
            group: job.agent_type,
            agentType: job.agent_type,
            workflow: job.workflow_id,
            elapsedSeconds: elapsed(job.started_at, now),
          },
        ]
  );

/** Sessions that run and tell since when, and of which workflow. */
export const openSessions = (sessions: readonly Session[], now: number): Open[] =>
  sessions.flatMap((session): Open[] =>
    session.status !== 'running' || session.started_at === null || session.workflow_id === null
      ? []
      : [
          {
            kind: 'session',
            id: session.session_id,
            source: session.source,
            name: session.goal ?? session.workflow_id,
            group: session.workflow_id,
            agentType: null,
            workflow: session.workflow_id,
            elapsedSeconds: elapsed(session.started_at, now),
          },
        ]
  );
