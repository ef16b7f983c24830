import {
  isEnded,
  type Job,
  type LiveJob,
  type LiveSession,
  type Notice,
  type Orchestrator,
  type Session,
  type State,
  type StreamEvent,
} from '@eljefe/contract';

import { type Live } from '../parts';

export interface LiveLimits {
  /** Ended jobs and sessions stay this long. */
  recentSeconds: number;
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

/** Deltas kept for clients that come back (`Last-Event-ID`). */
const DELTAS_KEPT = 600;

const key = (source: string, id: string): string => `${source}\u0000${id}`;

/** Now, as a fold of changes: what `GET /api/v1/state` shows and the stream sends. */
export class LiveState implements Live {
  private readonly jobs = new Map<string, Job>();
  private readonly sessions = new Map<string, Session>();
  private readonly dirtyJobs = new Set<string>();
  private readonly dirtySessions = new Set<string>();
  private readonly removedJobs = new Map<string, Job>();
  private readonly removedSessions = new Map<string, Session>();
  private readonly deltas: Delta[] = [];
  private readonly listeners = new Set<(event: StreamEvent) => void>();
  private orchestratorsSent = '';
  private current = 0;

  constructor(private readonly deps: LiveDeps) {}

  putJob(view: Job): void {
    const id = key(view.source, view.job_id);
    if (!this.isRecent(view.status, view.completed_at ?? view.last_news_at)) {
      this.dropJob(id);
      return;
    }
    // Newest change last, so that the oldest are dropped first.
    this.jobs.delete(id);
    this.jobs.set(id, view);
    this.removedJobs.delete(id);
    this.dirtyJobs.add(id);
  }

  putSession(view: Session): void {
    const id = key(view.source, view.session_id);
    if (!this.isRecent(view.status, view.completed_at ?? view.last_news_at)) {
      this.dropSession(id);
      return;
    }
    this.sessions.delete(id);
    this.sessions.set(id, view);
    this.removedSessions.delete(id);
    this.dirtySessions.add(id);
  }

  /** Sends what changed since the last tick as one delta; called at most ten times a second. */
  tick(): void {
    this.expire();
    const orchestrators = this.changedOrchestrators();
    if (
      this.dirtyJobs.size + this.dirtySessions.size + this.removedJobs.size + this.removedSessions.size === 0 &&
      orchestrators.length === 0
    ) {
      return;
    }
    this.current += 1;
    const delta = this.takeDelta(orchestrators);
    this.deltas.push(delta);
    this.deltas.splice(0, Math.max(0, this.deltas.length - DELTAS_KEPT));
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
  }

  subscribe(listener: (event: StreamEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  since(sequence: number): StreamEvent[] | null {
    if (sequence === this.current) {
      return [];
    }
    const first = this.deltas[0]?.sequence;
    if (first === undefined || sequence < first - 1 || sequence > this.current) {
      return null;
    }
    return this.deltas.filter((delta) => delta.sequence > sequence);
  }

  state(): State {
    return {
      at: this.deps.now(),
      sequence: this.current,
      orchestrators: this.deps.orchestrators(),
      agents: [...this.jobs.values()].map((view) => this.liveJob(view)),
      sessions: [...this.sessions.values()].map((view) => this.liveSession(view)),
      notices: this.deps.notices(),
    };
  }

  /** Status a session was last put with; null when it is not held. `id` is its entity key. */
  sessionStatus(id: string): Session['status'] | null {
    return this.sessions.get(id)?.status ?? null;
  }

  allJobs(): Job[] {
    return [...this.jobs.values()];
  }

  allSessions(): Session[] {
    return [...this.sessions.values()];
  }

  private liveJob(view: Job): LiveJob {
    const age = this.ageSeconds(view.last_news_at);
    return { ...view, age_seconds: age, stale: !isEnded(view.status) && age > this.deps.limits.staleAfterSeconds };
  }

  private liveSession(view: Session): LiveSession {
    const age = this.ageSeconds(view.last_news_at);
    return { ...view, age_seconds: age, stale: !isEnded(view.status) && age > this.deps.limits.staleAfterSeconds };
  }

  private ageSeconds(at: number): number {
    return Math.max(0, (this.deps.now() - at) / 1_000);
  }

  private isRecent(status: Job['status'], at: number): boolean {
    return !isEnded(status) || this.ageSeconds(at) <= this.deps.limits.recentSeconds;
  }

  private changedOrchestrators(): Orchestrator[] {
    const orchestrators = this.deps.orchestrators();
    // Ages change all the time; only what they stand for is news.
    const fingerprint = JSON.stringify(orchestrators.map(({ age_seconds: _age, ...rest }) => rest));
    if (fingerprint === this.orchestratorsSent) {
      return [];
    }
    this.orchestratorsSent = fingerprint;
    return orchestrators;
  }

  private takeDelta(orchestrators: Orchestrator[]): Delta {
    const delta: Delta = {
      type: 'delta',
      at: this.deps.now(),
      sequence: this.current,
      agents: [...this.dirtyJobs].flatMap((id) => {
        const held = this.jobs.get(id);
        return held ? [this.liveJob(held)] : [];
      }),
      removed_agents: [...this.removedJobs.values()].map(({ source, job_id }) => ({ source, job_id })),
      sessions: [...this.dirtySessions].flatMap((id) => {
        const held = this.sessions.get(id);
        return held ? [this.liveSession(held)] : [];
      }),
      removed_sessions: [...this.removedSessions.values()].map(({ source, session_id }) => ({ source, session_id })),
      orchestrators,
    };
    [this.dirtyJobs, this.dirtySessions, this.removedJobs, this.removedSessions].forEach((set) => set.clear());
    return delta;
  }

  private dropJob(id: string): void {
    const held = this.jobs.get(id);
    if (held) {
      this.jobs.delete(id);
      this.dirtyJobs.delete(id);
      this.removedJobs.set(id, held);
    }
  }

  private dropSession(id: string): void {
    const held = this.sessions.get(id);
    if (held) {
      this.sessions.delete(id);
      this.dirtySessions.delete(id);
      this.removedSessions.set(id, held);
    }
  }

  /** Drops what ended long ago, and beyond the bounds the oldest ended first. */
  private expire(): void {
    let excessJobs = this.jobs.size - this.deps.limits.maxJobs;
    for (const [id, view] of this.jobs) {
      const old = !this.isRecent(view.status, view.completed_at ?? view.last_news_at);
      if (old || (excessJobs > 0 && isEnded(view.status))) {
        this.dropJob(id);
        excessJobs -= 1;
      }
    }
    let excessSessions = this.sessions.size - this.deps.limits.maxSessions;
    for (const [id, view] of this.sessions) {
      const old = !this.isRecent(view.status, view.completed_at ?? view.last_news_at);
      if (old || (excessSessions > 0 && isEnded(view.status))) {
        this.dropSession(id);
        excessSessions -= 1;
      }
    }
  }
}
