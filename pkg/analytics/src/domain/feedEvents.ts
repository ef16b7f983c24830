import {
  type FeedEvent,
  type Job,
  type Orchestrator,
  type Session,
  type Severity,
  type Status,
} from '@eljefe/contract';

import { factId } from './factId';

const clipped = (text: string, max = 300): string => (text.length > max ? `${text.slice(0, max)}…` : text);

interface Told {
  severity: Severity;
  title: string;
  needsHuman?: boolean;
}

const JOB_TOLD: Partial<Record<Status, Told>> = {
  running: { severity: 'info', title: 'started' },
  waiting: { severity: 'warning', title: 'waits for a person', needsHuman: true },
  paused: { severity: 'info', title: 'paused', needsHuman: true },
  completed: { severity: 'info', title: 'completed' },
  failed: { severity: 'warning', title: 'failed' },
  interrupted: { severity: 'warning', title: 'interrupted' },
  cancelled: { severity: 'info', title: 'cancelled' },
  unknown: { severity: 'warning', title: 'reports a status nobody knows' },
};

/** Is a job's change to this status a line of the feed? */
export const isTold = (status: Status): boolean => JOB_TOLD[status] !== undefined;

const seconds = (value: number | null): string => (value === null ? '' : ` after ${Math.round(value)} s`);

const jobText = (job: Job): string => {
  const parts = [job.task ?? job.job_id];
  if (job.status === 'failed') {
    parts.push(`${job.error_category ?? 'unknown'}: ${job.error_message ?? 'no error message'}`);
  }
  if (job.status === 'unknown' && job.raw_status !== null) {
    parts.push(`status "${job.raw_status}"`);
  }
  return clipped(parts.join(' · '));
};

const jobTime = (job: Job): number => {
  if (job.status === 'running') {
    return job.started_at ?? job.last_news_at;
  }
  return job.completed_at ?? job.last_news_at;
};

/** A job's change of status as a line of the feed; null when there is nothing to tell. The id is made of the change, so that telling it twice is one line. */
export const jobEvent = (before: Status | null, job: Job): FeedEvent | null => {
  const told = JOB_TOLD[job.status];
  if (before === job.status || told === undefined) {
    return null;
  }
  const time = jobTime(job);
  return {
    id: factId('event', 'job', job.source, job.job_id, job.status, String(job.completed_at ?? job.started_at ?? '')),
    time,
    severity: told.severity,
    kind: told.needsHuman ? 'notification' : 'job',
    source: job.source,
    title: `${job.agent} ${told.title}${job.status === 'running' ? '' : seconds(job.duration_seconds)}`,
    text: jobText(job),
    subject_kind: 'job',
    subject: job.job_id,
    needs_human: told.needsHuman ?? false,
  };
};

/** A session's change of status as a line of the feed. */
export const sessionEvent = (before: Status | null, session: Session): FeedEvent | null => {
  const told = JOB_TOLD[session.status];
  if (before === session.status || told === undefined) {
    return null;
  }
  const name = session.workflow_id === null ? 'Workflow' : `Workflow ${session.workflow_id}`;
  return {
    id: factId('event', 'session', session.source, session.session_id, session.status),
    time: session.completed_at ?? (session.status === 'running' ? session.started_at : null) ?? session.last_news_at,
    severity: told.severity,
    kind: told.needsHuman ? 'notification' : 'session',
    source: session.source,
    title: `${name} ${told.title}${session.completed_at === null ? '' : seconds(session.duration_seconds)}`,
    text: clipped(session.error_message ?? session.goal ?? session.session_id),
    subject_kind: 'session',
    subject: session.session_id,
    needs_human: told.needsHuman ?? false,
  };
};

const ORCHESTRATOR_TOLD: Record<Orchestrator['status'], Told> = {
  up: { severity: 'info', title: 'is heard again' },
  degraded: { severity: 'warning', title: 'is heard in part' },
  down: { severity: 'critical', title: 'is unreachable' },
  unknown: { severity: 'info', title: 'has not been heard yet' },
};

/** An orchestrator's change of reachability as a line of the feed. */
export const orchestratorEvent = (orchestrator: Orchestrator, at: number): FeedEvent => {
  const told = ORCHESTRATOR_TOLD[orchestrator.status];
  return {
    id: factId('event', 'orchestrator', orchestrator.name, orchestrator.status, String(at)),
    time: at,
    severity: told.severity,
    kind: 'system',
    source: orchestrator.name,
    title: `Orchestrator ${orchestrator.name} ${told.title}`,
    text: clipped(orchestrator.reason ?? orchestrator.url ?? ''),
    subject_kind: 'orchestrator',
    subject: orchestrator.name,
    needs_human: orchestrator.status === 'down',
  };
};
