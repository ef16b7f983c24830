import { isEnded, type Status } from '@eljefe/contract';

import { ABANDONED } from '../domain/abandoned';
import { lastTold, standingStatus, type JobFold } from '../domain/jobFold';
import { type SessionFold } from '../domain/sessionFold';
import { type Entities } from '../ingest/entities';
import { type News } from '../ingest/news';

export interface SilenceDeps {
  entities: Entities;
  /** Open work without news for longer is given up, s. */
  limitSeconds: number;
  /** Is it still in the state of an orchestrator that is heard? Then its silence says nothing. */
  isShown(kind: 'job' | 'session', source: string, id: string): boolean;
  now(): number;
}

/** A person may take longer to answer than an agent to work. */
const PATIENCE_WITH_PEOPLE = 7;
/** Given up in one go: the rest follows at the next look. */
const MOST_AT_ONCE = 500;

/** Before this instant a word of the work must lie for it to be given up. */
const cutOf = (status: Status, { now, limitSeconds }: SilenceDeps): number => {
  const patience = status === 'waiting' || status === 'paused' ? PATIENCE_WITH_PEOPLE : 1;
  return now() - limitSeconds * 1_000 * patience;
};

/** The end of a job by silence: of the run that is open, at the instant of its last word. */
const jobEnd = (fold: JobFold, stamp: number): News => {
  const started = fold.fields.started_at?.v;
  const created = fold.fields.created_at?.v;
  const fields = {
    ...(started === undefined ? {} : { started_at: started }),
    ...(created === undefined ? {} : { created_at: created }),
  };
  return {
    kind: 'job',
    source: fold.source,
    subject: fold.id,
    news: { stamp, status: ABANDONED, fields, labels: {} },
    observed: false,
  };
};

const sessionEnd = ({ source, id }: SessionFold, stamp: number): News => ({
  kind: 'session',
  source,
  subject: id,
  news: { stamp, status: ABANDONED, fields: {}, phase: null, humanAction: false },
});

const silentJobs = (deps: SilenceDeps): News[] => {
  const ends: News[] = [];
  // In order of last change: behind the first that is young enough all are.
  for (const { fold } of deps.entities.jobs.values()) {
    if (fold.lastNews > cutOf('running', deps) || ends.length >= MOST_AT_ONCE) {
      break;
    }
    const standing = standingStatus(fold);
    const status = standing?.status ?? 'unknown';
    if (!isEnded(status) && fold.lastNews <= cutOf(status, deps) && !deps.isShown('job', fold.source, fold.id)) {
      ends.push(jobEnd(fold, Math.max(fold.lastNews, standing?.stamp ?? 0, lastTold(fold))));
    }
  }
  return ends;
};

const silentSessions = (deps: SilenceDeps): News[] => {
  const ends: News[] = [];
  for (const { fold, view } of deps.entities.sessions.values()) {
    if (fold.lastNews > cutOf('running', deps) || ends.length >= MOST_AT_ONCE) {
      break;
    }
    const told = fold.status;
    // One that nobody announced is as open as its jobs, and ends with them.
    const isOpen = told !== null && !isEnded(told.status);
    if (isOpen && view.last_news_at <= cutOf(told.status, deps) && !deps.isShown('session', fold.source, fold.id)) {
      ends.push(sessionEnd(fold, Math.max(view.last_news_at, told.stamp + 1)));
    }
  }
  return ends;
};

/**
 * Open work of which nothing was heard for too long, as the news that gives it up: `interrupted`, at the instant of its last
 * word. So nothing stays open, or in memory, for ever because its sender died.
 */
export const givenUp = (deps: SilenceDeps): News[] => [...silentJobs(deps), ...silentSessions(deps)];
