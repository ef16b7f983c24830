import { type Frame, type JobEntry } from './entries';
import { type JobResult, type JobSpec, type SimEvent } from './events';
import { KeptLast } from './keptLast';
import { type SessionBook } from './sessionBook';
import { type Stamper } from './stamper';
import { type AgentJob } from './wire';

const FIRST_STEP = { streaming: 'Initializing...', assign: 'Initializing agent...', api: '' } as const;

/** The orchestrator's agent jobs, and the frames their changes send. */
export class JobBook {
  readonly jobs = new Map<string, AgentJob>();
  readonly entries = new Map<string, JobEntry>();
  /** Ids of what the streaming orchestrator shares through the state file. */
  readonly shared = new Set<string>();
  private readonly usedIds = new Set<string>();
  private readonly ended: KeptLast;
  private seen = 0;

  constructor(
    private readonly stamper: Stamper,
    private readonly sessions: SessionBook,
    keepEnded: number
  ) {
    this.ended = new KeptLast(keepEnded);
  }

  replaceWith(jobs: AgentJob[]): void {
    this.jobs.clear();
    this.entries.clear();
    this.shared.clear();
    this.ended.clear();
    this.usedIds.clear();
    for (const job of jobs) {
      this.usedIds.add(job.job_id);
      this.jobs.set(job.job_id, job);
      this.shared.add(job.job_id);
    }
  }

  /** Queued work of the streaming orchestrator is not shown; of the server's own it is. */
  create(spec: JobSpec, atMs: number): Frame[] {
    const session = this.sessions.entryOf(spec.sessionKey);
    const sessionId = session?.wire.session_id ?? null;
    const entry: JobEntry = {
      spec,
      wire: {
        job_id: this.idOf(spec, { sessionId, atMs }),
        agent_type: spec.agentType,
        task: spec.task,
        status: 'starting',
        started_at: null,
        completed_at: null,
        progress: 0,
        current_step: '',
        workspace: session?.wire.workspace ?? '',
        error_message: null,
        tokens_used: 0,
        words_generated: 0,
        created_at: spec.origin === 'streaming' ? null : this.stamper.ofJob(spec, atMs),
        workflow_id: spec.workflowType,
        session_id: sessionId,
      },
      createdMs: this.stamper.wall(atMs),
      startedMs: null,
      endedMs: null,
      result: null,
    };
    this.entries.set(spec.key, entry);
    return spec.origin === 'assign' && spec.queued ? this.show(entry) : [];
  }

  start(key: string, atMs: number): Frame[] {
    const entry = this.entries.get(key);
    if (!entry) {
      return [];
    }
    const { wire, spec } = entry;
    wire.status = 'running';
    wire.started_at = this.stamper.ofJob(spec, atMs);
    wire.current_step = FIRST_STEP[spec.origin];
    entry.startedMs = this.stamper.wall(atMs);
    return [...this.show(entry), ...this.sessions.enterStep(spec)];
  }

  progress({ jobKey, progress, currentStep, paused }: Extract<SimEvent, { kind: 'job-progress' }>): Frame[] {
    const entry = this.entries.get(jobKey);
    if (!entry) {
      return [];
    }
    entry.wire.progress = Number(progress.toFixed(3));
    entry.wire.current_step = currentStep;
    entry.wire.status = paused ? 'paused' : 'running';
    return this.show(entry);
  }

  end(key: string, atMs: number, result: JobResult): Frame[] {
    const entry = this.entries.get(key);
    if (!entry) {
      return [];
    }
    const { wire, spec } = entry;
    this.close(entry, atMs, result);
    this.sessions.closeStep(entry);
    this.ended.add(key).forEach((old) => this.forget(old));
    if (spec.origin === 'streaming' && result.status === 'completed') {
      wire.progress = 1;
      wire.current_step = 'Completed';
    }
    // An assigned agent that succeeds is not announced: a client learns it when it reads the state again.
    return spec.origin === 'assign' && result.status === 'completed' ? [] : [{ type: 'agent_update', job: wire }];
  }

  private close(entry: JobEntry, atMs: number, result: JobResult): void {
    const { wire, spec } = entry;
    wire.status = result.status;
    wire.completed_at = this.stamper.ofJob(spec, atMs);
    wire.error_message = result.errorMessage;
    wire.tokens_used = result.inputTokens + result.outputTokens;
    wire.words_generated = result.words;
    entry.endedMs = this.stamper.wall(atMs);
    entry.result = result;
    // Cut off before it began: it shows as ended all the same.
    this.show(entry);
  }

  private show(entry: JobEntry): Frame[] {
    const { wire, spec } = entry;
    this.jobs.set(wire.job_id, wire);
    if (spec.origin === 'streaming') {
      this.shared.add(wire.job_id);
    }
    return [{ type: 'agent_update', job: wire }];
  }

  private idOf(spec: JobSpec, { sessionId, atMs }: { sessionId: string | null; atMs: number }): string {
    this.seen += 1;
    if (sessionId !== null && spec.origin === 'streaming') {
      return `${sessionId}_step_${spec.stepNumber}${spec.attempt > 1 ? `_retry_${spec.attempt - 1}` : ''}`;
    }
    if (sessionId !== null) {
      return `${spec.agentType}_${sessionId}_${this.stamper.id(atMs)}`;
    }
    const plain = `${spec.agentType}_${this.stamper.id(atMs)}`;
    const id = this.usedIds.has(plain) ? `${plain}_${this.seen}` : plain;
    this.usedIds.add(id);
    return id;
  }

  private forget(key: string): void {
    const jobId = this.entries.get(key)?.wire.job_id;
    this.entries.delete(key);
    if (jobId !== undefined) {
      this.jobs.delete(jobId);
      this.shared.delete(jobId);
      this.usedIds.delete(jobId);
    }
  }
}
