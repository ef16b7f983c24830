import { isEnded, type Job, type Session, type Status } from '@eljefe/contract';

import { statusOfFold, type JobFold } from '../domain/jobFold';
import { viewJob, type PriceJob } from '../domain/jobView';
import { type SessionFold } from '../domain/sessionFold';
import { viewSession } from '../domain/sessionView';

export const entityKey = (source: string, id: string): string => `${source}\u0000${id}`;

/** A fold with its view, which is made when somebody looks: many changes between two looks cost one view. */
class Entry<F, V> {
  private made: V | null = null;

  /**
   * Sorting times under which the store may hold a row: none while none was written, two while the outcome of a write
   * that moved it is unknown.
   */
  readonly storedAt = new Set<number>();
  /** Highest version any row of it was written with; 0 while none was. */
  version = 0;

  constructor(
    /** See {@link entityKey}. */
    readonly key: string,
    readonly fold: F,
    private readonly look: () => V
  ) {}

  get view(): V {
    this.made ??= this.look();
    return this.made;
  }

  /** To be called after the fold, or what the view is made of, changed. */
  changed(): void {
    this.made = null;
  }
}
export type JobEntry = Entry<JobFold, Job>;
export type SessionEntry = Entry<SessionFold, Session>;

/**
 * Jobs and sessions in memory: everything open, and what ended lately. Older ones live in the store alone. A session
 * is always here with all its jobs, since its view is made of them.
 */
export class Entities {
  readonly jobs = new Map<string, JobEntry>();
  readonly sessions = new Map<string, SessionEntry>();
  /** Session key → keys of its jobs; kept also for sessions that are not (yet) here. */
  private readonly members = new Map<string, Set<string>>();
  private readonly sessionOfJob = new Map<string, string>();

  constructor(private readonly price: PriceJob) {}

  putJob(fold: JobFold, storedAt: number | null = null): JobEntry {
    const key = entityKey(fold.source, fold.id);
    const entry: JobEntry = new Entry(key, fold, () => viewJob(fold, this.price));
    if (storedAt !== null) {
      entry.storedAt.add(storedAt);
    }
    this.changedJob(entry);
    return entry;
  }

  /** To be called after the fold of a job changed. */
  changedJob(entry: JobEntry): void {
    entry.changed();
    const { key } = entry;
    // Re-inserting keeps the map in order of last change, which makes eviction a walk from the front.
    this.jobs.delete(key);
    this.jobs.set(key, entry);
    this.link(key, this.sessionKeyOf(entry.fold));
  }

  putSession(fold: SessionFold, storedAt: number | null = null): SessionEntry {
    const key = entityKey(fold.source, fold.id);
    const entry: SessionEntry = new Entry(key, fold, () => viewSession(fold, this.jobsOf(key)));
    if (storedAt !== null) {
      entry.storedAt.add(storedAt);
    }
    this.sessions.set(key, entry);
    return entry;
  }

  /** To be called after the fold of a session changed. */
  changedSession(entry: SessionEntry): void {
    entry.changed();
    const { key } = entry;
    this.sessions.delete(key);
    this.sessions.set(key, entry);
  }

  /** Key of the session a job says it belongs to; null when it names none. */
  sessionKeyOf(fold: JobFold): string | null {
    const id = fold.fields.session_id?.v;
    return id === undefined ? null : entityKey(fold.source, id);
  }

  /** Is the session, or any of its jobs, under way? One that nobody announced is as open as its jobs. */
  isSessionOpen(key: string): boolean {
    const told = this.sessions.get(key)?.fold.status?.status;
    return told === undefined ? this.hasOpenJob(key) : !isEnded(told);
  }

  /** Drops ended jobs beyond the bound, longest unchanged first; pinned ones and those whose session is here stay. */
  evictJobs(maxJobs: number, pinned: (key: string) => boolean): void {
    let excess = this.jobs.size - maxJobs;
    for (const [key, entry] of this.jobs) {
      if (excess <= 0) {
        return;
      }
      if (this.canGo(key, entry, pinned) && !this.sessions.has(this.sessionOfJob.get(key) ?? '')) {
        this.dropJob(key);
        excess -= 1;
      }
    }
  }

  /** Drops ended sessions with their jobs beyond a bound of sessions or of jobs, longest unchanged first. */
  evictSessions(bounds: { maxSessions: number; maxJobs: number }, pinned: (key: string) => boolean): void {
    for (const [key, entry] of this.sessions) {
      if (this.sessions.size <= bounds.maxSessions && this.jobs.size <= bounds.maxJobs) {
        return;
      }
      const jobs = [...(this.members.get(key) ?? [])];
      const idle = !this.isSessionOpen(key) && !pinned(key) && entry.storedAt.size < 2;
      if (idle && jobs.every((job) => this.canGo(job, this.jobs.get(job), pinned))) {
        this.sessions.delete(key);
        jobs.forEach((job) => this.dropJob(job));
      }
    }
  }

  /** Drops what is held of a source, so that it is read anew; pinned ones and those whose last write has an unknown outcome stay. */
  forgetSource(source: string, pinned: (key: string) => boolean): void {
    for (const [key, { fold, storedAt }] of this.sessions) {
      const jobs = [...(this.members.get(key) ?? [])];
      if (fold.source === source && storedAt.size < 2 && !pinned(key) && !jobs.some(pinned)) {
        this.sessions.delete(key);
        jobs.forEach((job) => this.dropJob(job));
      }
    }
    for (const [key, { fold, storedAt }] of this.jobs) {
      const isHeld = this.sessions.has(this.sessionOfJob.get(key) ?? '');
      if (fold.source === source && storedAt.size < 2 && !isHeld && !pinned(key)) {
        this.dropJob(key);
      }
    }
  }

  private canGo(key: string, entry: JobEntry | undefined, pinned: (key: string) => boolean): boolean {
    return entry === undefined || (isEnded(statusOfFold(entry.fold)) && entry.storedAt.size < 2 && !pinned(key));
  }

  private dropJob(key: string): void {
    this.jobs.delete(key);
    this.link(key, null);
  }

  private hasOpenJob(key: string): boolean {
    for (const job of this.members.get(key) ?? []) {
      const status: Status = statusOfFold(this.jobs.get(job)?.fold ?? { open: null, ended: null, fields: {} });
      if (!isEnded(status)) {
        return true;
      }
    }
    return false;
  }

  private jobsOf(key: string): Job[] {
    return [...(this.members.get(key) ?? [])].flatMap((job) => this.jobs.get(job)?.view ?? []);
  }

  private link(job: string, session: string | null): void {
    const before = this.sessionOfJob.get(job) ?? null;
    if (before !== null && before !== session) {
      const left = this.members.get(before);
      left?.delete(job);
      if (left?.size === 0) {
        this.members.delete(before);
      }
      this.sessionOfJob.delete(job);
      this.sessions.get(before)?.changed();
    }
    if (session === null) {
      return;
    }
    if (before !== session) {
      const members = this.members.get(session) ?? new Set();
      this.members.set(session, members.add(job));
      this.sessionOfJob.set(job, session);
    }
    this.sessions.get(session)?.changed();
  }
}
