import { isEnded, type Job, type Session } from '@eljefe/contract';

import { statusOfFold, type JobFold } from '../domain/jobFold';
import { viewJob, type PriceJob } from '../domain/jobView';
import { type SessionFold } from '../domain/sessionFold';
import { viewSession } from '../domain/sessionView';

export interface JobEntry {
  fold: JobFold;
  view: Job;
  /** Sorting time of the stored row; null while none is stored. */
  storedAt: number | null;
}

export interface SessionEntry {
  fold: SessionFold;
  jobs: Set<string>;
  storedAt: number | null;
}

export const entityKey = (source: string, id: string): string => `${source}\u0000${id}`;

/**
 * Jobs and sessions in memory: everything open, and what ended lately. Older ones live in the store alone.
 */
export class Entities {
  readonly jobs = new Map<string, JobEntry>();
  readonly sessions = new Map<string, SessionEntry>();

  constructor(private readonly price: PriceJob) {}

  putJob(fold: JobFold, storedAt: number | null): JobEntry {
    const entry: JobEntry = { fold, view: viewJob(fold, this.price), storedAt };
    // Re-inserting keeps the map in order of last change, which makes eviction a walk from the front.
    this.jobs.delete(entityKey(fold.source, fold.id));
    this.jobs.set(entityKey(fold.source, fold.id), entry);
    this.link(entry.view);
    return entry;
  }

  /** Computes the view anew after the fold changed. */
  refresh(entry: JobEntry): void {
    entry.view = viewJob(entry.fold, this.price);
    const key = entityKey(entry.fold.source, entry.fold.id);
    this.jobs.delete(key);
    this.jobs.set(key, entry);
    this.link(entry.view);
  }

  putSession(fold: SessionFold, storedAt: number | null): SessionEntry {
    const key = entityKey(fold.source, fold.id);
    const entry: SessionEntry = { fold, jobs: this.sessions.get(key)?.jobs ?? new Set(), storedAt };
    this.sessions.set(key, entry);
    for (const [jobKey, job] of this.jobs) {
      if (job.view.session_id === fold.id && job.view.source === fold.source) {
        entry.jobs.add(jobKey);
      }
    }
    return entry;
  }

  viewSession(entry: SessionEntry): Session {
    const jobs = [...entry.jobs].flatMap((key) => this.jobs.get(key)?.view ?? []);
    return viewSession(entry.fold, jobs);
  }

  sessionOf(job: Job): SessionEntry | undefined {
    return job.session_id === null ? undefined : this.sessions.get(entityKey(job.source, job.session_id));
  }

  /** Drops ended jobs beyond the bound, longest unchanged first; jobs of open sessions and pinned ones stay. */
  evictJobs(maxJobs: number, pinned: (key: string) => boolean): void {
    let excess = this.jobs.size - maxJobs;
    for (const [key, entry] of this.jobs) {
      if (excess <= 0) {
        return;
      }
      if (isEnded(statusOfFold(entry.fold)) && !pinned(key) && !this.inOpenSession(entry.view)) {
        this.jobs.delete(key);
        this.sessionOf(entry.view)?.jobs.delete(key);
        excess -= 1;
      }
    }
  }

  /** Drops ended sessions beyond the bound, oldest first. */
  evictSessions(maxSessions: number, pinned: (key: string) => boolean): void {
    let excess = this.sessions.size - maxSessions;
    for (const [key, entry] of this.sessions) {
      if (excess <= 0) {
        return;
      }
      if (isEnded(entry.fold.status?.status ?? 'unknown') && !pinned(key)) {
        this.sessions.delete(key);
        excess -= 1;
      }
    }
  }

  private inOpenSession(job: Job): boolean {
    const session = this.sessionOf(job);
    return session !== undefined && !isEnded(session.fold.status?.status ?? 'unknown');
  }

  private link(job: Job): void {
    this.sessionOf(job)?.jobs.add(entityKey(job.source, job.job_id));
  }
}
