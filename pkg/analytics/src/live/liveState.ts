import {
  isEnded,
  type Job,
  type LiveJob,
  type LiveSession,
  type Notice,
  type Orchestrator,
  type Session,
  type State,
  type Status,
  type StreamEvent,
} from '@eljefe/contract';

import { type Live } from '../parts';

import { ChangeLog, type Viewed } from './changeLog';

export interface LiveLimits {
  /** Ended jobs and sessions stay this long. */
  recentSeconds: number;
  /** The failed job of an agent that did nothing since stays this long: somebody may come late to see it. */
  failedSeconds: number;
  maxJobs: number;
  maxSessions: number;
  /** Without news for longer, a running job is shown stale. */
  staleAfterSeconds: number;
}

export interface LiveDeps {
  limits: LiveLimits;
  now(): number;
  orchestrators(): Orchestrator[];
  notices(): Notice[];
}

type Delta = Extract<StreamEvent, { type: 'delta' }>;

const EXPIRE_EVERY_MS = 1_000;
const HEARD_EVERY_MS = 5_000;

interface Timed {
  source: string;
  status: Status;
  completed_at: number | null;
  last_news_at: number;
}

/** An end told by a clock that runs ahead is as old as the telling of it. */
const endedAt = ({ completed_at, last_news_at }: Timed): number => Math.min(completed_at ?? last_news_at, last_news_at);

const agentKey = ({ source, agent, job_id }: Job): string => `${source}\n${agent ?? job_id}`;

/** Of each agent the job that began last. */
const newestJobs = (jobs: readonly Job[]): Map<string, Job> => {
  const newest = new Map<string, Job>();
  const began = ({ started_at, created_at, last_news_at }: Job): number => started_at ?? created_at ?? last_news_at;
  for (const job of jobs) {
    const key = agentKey(job);
    const other = newest.get(key);
    if (other === undefined || began(job) >= began(other)) {
      newest.set(key, job);
    }
  }
  return newest;
};

/** Now, as a fold of changes: what `GET /api/v1/state` shows and the stream sends. */
export class LiveState implements Live {
  private readonly jobs = new ChangeLog(({ source, job_id }: Job) => ({ source, job_id }));
  private readonly sessions = new ChangeLog(({ source, session_id }: Session) => ({ source, session_id }));
  private readonly listeners = new Set<(event: StreamEvent) => void>();
  private orchestratorsSent = '';
  private current = 0;
  private expiredAt = 0;

  constructor(private readonly deps: LiveDeps) {}

  /** @param key unique over all jobs, the same for all changes of one; the view is taken when somebody looks */
  putJob(key: string, job: Viewed<Job>): void {
    this.jobs.put(key, job, this.current + 1);
  }

  putSession(key: string, session: Viewed<Session>): void {
    this.sessions.put(key, session, this.current + 1);
  }

  /** Sends what changed since the last tick as one delta; called at most ten times a second. */
  tick(): void {
    this.expire();
    const orchestrators = this.changedOrchestrators();
    if (!this.jobs.changedSince(this.current) && !this.sessions.changedSince(this.current) && !orchestrators) {
      return;
    }
    const before = this.current;
    this.current += 1;
    if (this.listeners.size === 0) {
      return;
    }
    const delta = this.deltaSince(before, orchestrators ?? []);
    for (const listener of this.listeners) {
      listener(delta);
    }
  }

  sequence(): number {
    return this.current;
  }

  /** Continues the numbering of a former run, so that a client's old `Last-Event-ID` is never taken for a new one. */
  startAt(sequence: number): void {
    this.current = Math.max(this.current, sequence);
    this.jobs.forgetBefore(this.current);
    this.sessions.forgetBefore(this.current);
  }

  subscribe(listener: (event: StreamEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  since(sequence: number): StreamEvent[] | null {
    if (sequence === this.current) {
      return [];
    }
    if (sequence > this.current || !this.jobs.knowsSince(sequence) || !this.sessions.knowsSince(sequence)) {
      return null;
    }
    return [this.deltaSince(sequence, this.deps.orchestrators())];
  }

  state(): State {
    this.expireNow();
    return {
      at: this.deps.now(),
      sequence: this.current,
      orchestrators: this.deps.orchestrators(),
      agents: this.allJobs().map((view) => this.aged(view)),
      sessions: this.allSessions().map((view) => this.aged(view)),
      notices: this.deps.notices(),
    };
  }

  allJobs(): Job[] {
    return this.jobs.all();
  }

  allSessions(): Session[] {
    return this.sessions.all();
  }

  private aged<T extends Timed>(view: T): T & Pick<LiveJob & LiveSession, 'age_seconds' | 'stale'> {
    const age = this.ageSeconds(view.last_news_at);
    return { ...view, age_seconds: age, stale: !isEnded(view.status) && age > this.deps.limits.staleAfterSeconds };
  }

  private ageSeconds(at: number): number {
    return Math.max(0, (this.deps.now() - at) / 1_000);
  }

  private isRecent(view: Timed, seconds = this.deps.limits.recentSeconds): boolean {
    return !isEnded(view.status) || this.ageSeconds(endedAt(view)) <= seconds;
  }

  /** May it still be held? */
  private mayShow(job: Job): boolean {
    const { failedSeconds } = this.deps.limits;
    return this.isRecent(job) || (job.status === 'failed' && this.isRecent(job, failedSeconds));
  }

  /** The test of what goes, for the jobs as they are now: of a failed one that its agent left behind no more is kept. */
  private oldJobs(): (job: Job) => boolean {
    let newest: Map<string, Job> | null = null;
    return (job) => {
      if (this.isRecent(job)) {
        return false;
      }
      if (!this.mayShow(job)) {
        return true;
      }
      newest ??= newestJobs(this.jobs.all());
      return newest.get(agentKey(job))?.job_id !== job.job_id;
    };
  }

  /** @returns null when nothing of them changed */
  private changedOrchestrators(): Orchestrator[] | null {
    const orchestrators = this.deps.orchestrators();
    // When they were last heard changes all the time; it is told now and then, so that ages stay right.
    const fingerprint = JSON.stringify(
      orchestrators.map(({ age_seconds: _age, last_news_at, channels, ...rest }) => ({
        ...rest,
        heard: last_news_at === null ? null : Math.floor(last_news_at / HEARD_EVERY_MS),
        channels: channels.map(({ last_ok_at: _ok, ...channel }) => channel),
      }))
    );
    if (fingerprint === this.orchestratorsSent) {
      return null;
    }
    this.orchestratorsSent = fingerprint;
    return orchestrators;
  }

  private deltaSince(sequence: number, orchestrators: Orchestrator[]): Delta {
    const jobs = this.jobs.since(sequence, (job) => this.mayShow(job));
    const sessions = this.sessions.since(sequence, (view) => this.isRecent(view));
    return {
      type: 'delta',
      at: this.deps.now(),
      sequence: this.current,
      agents: jobs.changed.map((view) => this.aged(view)),
      removed_agents: jobs.removed,
      sessions: sessions.changed.map((view) => this.aged(view)),
      removed_sessions: sessions.removed,
      orchestrators,
    };
  }

  private expire(): void {
    const now = this.deps.now();
    if (Math.abs(now - this.expiredAt) >= EXPIRE_EVERY_MS) {
      this.expiredAt = now;
      this.expireNow();
    }
  }

  /** Drops what ended long ago, and beyond the bounds the oldest ended first. */
  private expireNow(): void {
    const { maxJobs, maxSessions } = this.deps.limits;
    const sequence = this.current + 1;
    const mayGo = ({ status }: Timed): boolean => isEnded(status);
    this.jobs.drop({ most: maxJobs, sequence, mayGo, isOld: this.oldJobs() });
    this.sessions.drop({ most: maxSessions, sequence, mayGo, isOld: (session) => !this.isRecent(session) });
  }
}
