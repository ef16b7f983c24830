import { type Frame, type JobEntry, type SessionEntry } from './entries';
import { type SimEvent } from './events';
import { JobBook } from './jobBook';
import { SessionBook } from './sessionBook';
import { Stamper, type StamperOptions } from './stamper';
import { type AgentJob, type WorkflowSession } from './wire';

export interface StateOptions extends StamperOptions {
  workspaceRoot: string;
  /** Ended jobs (and sessions) kept; older ones are forgotten. */
  keepEnded: number;
}

/** What the orchestrator knows, and the frames it sends when that changes: a fold over the simulation's events. */
export class OrchestratorState {
  readonly jobBook: JobBook;
  readonly sessionBook: SessionBook;

  constructor(options: StateOptions) {
    const stamper = new Stamper(options);
    this.sessionBook = new SessionBook(stamper, options);
    this.jobBook = new JobBook(stamper, this.sessionBook, options.keepEnded);
  }

  get jobs(): ReadonlyMap<string, AgentJob> {
    return this.jobBook.jobs;
  }

  get sessions(): ReadonlyMap<string, WorkflowSession> {
    return this.sessionBook.sessions;
  }

  get jobEntries(): ReadonlyMap<string, JobEntry> {
    return this.jobBook.entries;
  }

  get sessionEntries(): ReadonlyMap<string, SessionEntry> {
    return this.sessionBook.entries;
  }

  /** Applies one event; the frames go to every client, in order. */
  apply(event: SimEvent): Frame[] {
    switch (event.kind) {
      case 'session-created':
        return this.sessionBook.create(event.session, event.atMs);
      case 'session-started':
        return this.sessionBook.start(event.sessionKey, event.atMs);
      case 'session-phase':
        return this.sessionBook.enterPhase(event);
      case 'session-waiting':
        return this.sessionBook.setWaiting(event.sessionKey, event.waiting);
      case 'session-ended':
        return this.sessionBook.end(event.sessionKey, event);
      case 'job-created':
        return this.jobBook.create(event.job, event.atMs);
      case 'job-started':
        return this.jobBook.start(event.jobKey, event.atMs);
      case 'job-progress':
        return this.jobBook.progress(event);
      case 'job-ended':
        return this.jobBook.end(event.jobKey, event.atMs, event.result);
      default:
        return [];
    }
  }

  sessionOfId(sessionId: string): SessionEntry | null {
    return [...this.sessionEntries.values()].find((entry) => entry.wire.session_id === sessionId) ?? null;
  }

  /** Jobs of a session that have not ended. */
  openJobsOf(sessionKey: string): JobEntry[] {
    return [...this.jobEntries.values()].filter(
      ({ spec, endedMs }) => spec.sessionKey === sessionKey && endedMs === null
    );
  }

  get runningJobs(): number {
    let running = 0;
    for (const job of this.jobs.values()) {
      running += job.status === 'running' ? 1 : 0;
    }
    return running;
  }

  /** The process began anew: only what was read from the state file is known, and nobody works on it any more. */
  restoreFrom({ jobs, sessions }: { jobs: AgentJob[]; sessions: WorkflowSession[] }): void {
    this.sessionBook.replaceWith(sessions);
    this.jobBook.replaceWith(jobs);
  }
}
