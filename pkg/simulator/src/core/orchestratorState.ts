import { type JobOutcome, type JobResult, type JobSpec, type SessionSpec, type SimEvent } from './events';
import { idStamp, pythonIso, toMicros } from './pythonTime';
import { type AgentJob, type WorkflowSession } from './wire';

/** A job under way or ended, with what the wire does not tell of it. Instants in epoch ms, as the true clock has them. */
export interface JobEntry {
  spec: JobSpec;
  wire: AgentJob;
  createdMs: number;
  startedMs: number | null;
  endedMs: number | null;
  result: JobResult | null;
  /** Known to a client? Queued work of the streaming orchestrator is not. */
  visible: boolean;
}

export interface SessionEntry {
  spec: SessionSpec;
  wire: WorkflowSession;
  startedMs: number;
  endedMs: number | null;
  error: string | null;
  steps: Set<string>;
  /** Who has worked, in order; an API workflow tells it only at its end. */
  agents: string[];
  humanWaits: number;
}

export interface StateOptions {
  /** Logical ms → epoch ms. */
  wallOf: (logicalMs: number) => number;
  offsetMinutes: number;
  workspaceRoot: string;
  /** Ended jobs (and sessions) kept; older ones are forgotten. */
  keepEnded: number;
}

/** A frame for every client. */
export type Frame = Record<string, unknown>;

/** What the orchestrator knows, and the frames it sends when that changes: a fold over the simulation's events. */
export class OrchestratorState {
  readonly jobs = new Map<string, AgentJob>();
  readonly sessions = new Map<string, WorkflowSession>();
  readonly jobEntries = new Map<string, JobEntry>();
  readonly sessionEntries = new Map<string, SessionEntry>();
  /** Ids of what the streaming orchestrator shares through the state file. */
  readonly sharedJobs = new Set<string>();
  readonly sharedSessions = new Set<string>();
  private endedJobs: string[] = [];
  private endedSessions: string[] = [];
  private readonly usedIds = new Set<string>();
  private sessionsSeen = 0;
  private jobsSeen = 0;

  constructor(private readonly options: StateOptions) {}

  /** Applies one event; the frames go to every client, in order. */
  apply(event: SimEvent): Frame[] {
    switch (event.kind) {
      case 'session-created':
        return this.createSession(event.session, event.atMs);
      case 'session-started':
        return this.startSession(event.sessionKey, event.atMs);
      case 'session-phase':
        return this.enterPhase(event);
      case 'session-waiting':
        return this.setWaiting(event.sessionKey, event.waiting);
      case 'session-ended':
        return this.endSession(event.sessionKey, event);
      case 'job-created':
        return this.createJob(event.job, event.atMs);
      case 'job-started':
        return this.startJob(event.jobKey, event.atMs);
      case 'job-progress':
        return this.progressJob(event);
      case 'job-ended':
        return this.endJob(event.jobKey, event.atMs, event.result);
      default:
        return [];
    }
  }

  sessionOfId(sessionId: string): SessionEntry | null {
    for (const entry of this.sessionEntries.values()) {
      if (entry.wire.session_id === sessionId) {
        return entry;
      }
    }
    return null;
  }

  /** Jobs of a session that have not ended. */
  openJobsOf(sessionKey: string): JobEntry[] {
    return [...this.jobEntries.values()].filter(
      (entry) => entry.spec.sessionKey === sessionKey && entry.endedMs === null
    );
  }

  get runningJobs(): number {
    let running = 0;
    for (const job of this.jobs.values()) {
      running += job.status === 'running' ? 1 : 0;
    }
    return running;
  }

  /** The process died: only what was read back from the state file remains, and nobody works on it any more. */
  restoreFrom(file: { jobs: AgentJob[]; sessions: WorkflowSession[] }): void {
    this.jobs.clear();
    this.sessions.clear();
    this.jobEntries.clear();
    this.sessionEntries.clear();
    this.sharedJobs.clear();
    this.sharedSessions.clear();
    this.endedJobs = [];
    this.endedSessions = [];
    for (const job of file.jobs) {
      this.jobs.set(job.job_id, job);
      this.sharedJobs.add(job.job_id);
    }
    for (const session of file.sessions) {
      this.sessions.set(session.session_id, session);
      this.sharedSessions.add(session.session_id);
    }
  }

  private stamp(logicalMs: number): string {
    return pythonIso(this.wall(logicalMs), this.options.offsetMinutes);
  }

  private wall(logicalMs: number): number {
    return toMicros(this.options.wallOf(logicalMs));
  }

  private stampOf({ clockSkewSeconds, stamps }: JobSpec, logicalMs: number): string {
    const shownMs = this.wall(logicalMs) + clockSkewSeconds * 1_000;
    if (stamps === 'zulu') {
      return `${pythonIso(shownMs, 0)}Z`;
    }
    return stamps === 'offset' ? `${pythonIso(shownMs, 120)}+02:00` : pythonIso(shownMs, this.options.offsetMinutes);
  }

  private createSession(spec: SessionSpec, atMs: number): Frame[] {
    this.sessionsSeen += 1;
    const serial = String(this.sessionsSeen % 1_000_000).padStart(6, '0');
    const sessionId = `workflow_${idStamp(this.wall(atMs), this.options.offsetMinutes)}_${serial}`;
    const streaming = spec.origin === 'streaming';
    const wire: WorkflowSession = {
      session_id: sessionId,
      goal: spec.goal,
      status: streaming ? 'running' : 'initializing',
      started_at: this.stamp(atMs),
      completed_at: null,
      total_steps: spec.countersFilled ? spec.totalSteps : 0,
      completed_steps: 0,
      current_step: 0,
      agents_used: [],
      workspace: streaming ? `${this.options.workspaceRoot}/${sessionId}` : '',
      metrics: {},
      workflow_type: spec.workflowType,
      parameters: { ...spec.parameters },
      priority: spec.priority,
      deadline: null,
      created_at: this.stamp(atMs),
      agents_assigned: [],
    };
    const startedMs = this.wall(atMs);
    this.sessionEntries.set(spec.key, {
      spec,
      wire,
      startedMs,
      endedMs: null,
      error: null,
      steps: new Set(),
      agents: [],
      humanWaits: 0,
    });
    this.sessions.set(sessionId, wire);
    if (streaming) {
      this.sharedSessions.add(sessionId);
      return [{ type: 'workflow_update', session: wire }];
    }
    return spec.announced ? [{ type: 'workflow_created', session: wire, chat_session_id: spec.chatSessionId }] : [];
  }

  private startSession(key: string, atMs: number): Frame[] {
    const entry = this.sessionEntries.get(key);
    if (!entry || entry.spec.origin === 'streaming') {
      return [];
    }
    entry.wire.status = 'running';
    entry.wire.started_at = this.stamp(atMs);
    entry.startedMs = this.wall(atMs);
    return [{ type: 'workflow_update', session_id: entry.wire.session_id, status: 'running' }];
  }

  private enterPhase({
    sessionKey,
    phase,
    description,
  }: {
    sessionKey: string;
    phase: string;
    description: string;
  }): Frame[] {
    const entry = this.sessionEntries.get(sessionKey);
    return entry
      ? [
          {
            type: 'workflow_phase_update',
            session_id: entry.wire.session_id,
            current_phase: phase,
            phase_description: description,
          },
        ]
      : [];
  }

  private setWaiting(key: string, waiting: boolean): Frame[] {
    const entry = this.sessionEntries.get(key);
    if (!entry) {
      return [];
    }
    entry.humanWaits += waiting ? 1 : 0;
    entry.wire.status = waiting ? 'paused' : 'running';
    return [{ type: 'workflow_update', session: entry.wire }];
  }

  private endSession(
    key: string,
    { status, error, atMs }: { status: JobOutcome; error: string | null; atMs: number }
  ): Frame[] {
    const entry = this.sessionEntries.get(key);
    if (!entry) {
      return [];
    }
    const { wire, spec } = entry;
    wire.status = status;
    wire.completed_at = this.stamp(atMs);
    entry.endedMs = this.wall(atMs);
    entry.error = error;
    this.endedSessions.push(key);
    this.pruneSessions();
    if (spec.origin === 'api') {
      wire.agents_used = entry.agents;
      return [
        {
          type: 'workflow_completed',
          session_id: wire.session_id,
          workflow_id: spec.workflowType,
          agents_used: wire.agents_used,
        },
        { type: 'chat_message', message: this.completionNote(entry, atMs), session_id: wire.session_id },
      ];
    }
    wire.metrics = { ...wire.metrics, total_agents: wire.agents_used.length };
    const update: Frame = { type: 'workflow_update', session: wire };
    return status === 'failed' ? [update, { type: 'workflow_failed', session_id: wire.session_id, error }] : [update];
  }

  private completionNote({ wire, spec }: SessionEntry, atMs: number): Frame {
    return {
      message_id: `completion_${idStamp(this.wall(atMs), this.options.offsetMinutes)}_${wire.session_id.slice(-6)}`,
      sender: 'workflow_system',
      content: `Workflow ${spec.workflowType} is done; agents: ${wire.agents_used.join(', ')}`,
      timestamp: this.stamp(atMs),
      message_type: 'workflow_completion',
      session_id: wire.session_id,
      metadata: null,
    };
  }

  private createJob(spec: JobSpec, atMs: number): Frame[] {
    const session = spec.sessionKey === null ? null : (this.sessionEntries.get(spec.sessionKey) ?? null);
    const entry: JobEntry = {
      spec,
      wire: {
        job_id: this.jobIdOf(spec, { sessionId: session?.wire.session_id ?? null, atMs }),
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
        created_at: spec.origin === 'streaming' ? null : this.stampOf(spec, atMs),
        workflow_id: spec.workflowType,
        session_id: session?.wire.session_id ?? null,
      },
      createdMs: this.wall(atMs),
      startedMs: null,
      endedMs: null,
      result: null,
      visible: false,
    };
    this.jobEntries.set(spec.key, entry);
    return spec.origin === 'assign' && spec.queued ? this.show(entry) : [];
  }

  private jobIdOf(spec: JobSpec, { sessionId, atMs }: { sessionId: string | null; atMs: number }): string {
    this.jobsSeen += 1;
    const stamp = idStamp(this.wall(atMs), this.options.offsetMinutes);
    if (sessionId !== null && spec.origin === 'streaming') {
      return `${sessionId}_step_${spec.stepNumber}${spec.attempt > 1 ? `_retry_${spec.attempt - 1}` : ''}`;
    }
    if (sessionId !== null) {
      return `${spec.agentType}_${sessionId}_${stamp}`;
    }
    const plain = `${spec.agentType}_${stamp}`;
    const id = this.usedIds.has(plain) ? `${plain}_${this.jobsSeen}` : plain;
    this.usedIds.add(id);
    return id;
  }

  private show(entry: JobEntry): Frame[] {
    const { wire, spec } = entry;
    entry.visible = true;
    this.jobs.set(wire.job_id, wire);
    if (spec.origin === 'streaming') {
      this.sharedJobs.add(wire.job_id);
    }
    return [{ type: 'agent_update', job: wire }];
  }

  private startJob(key: string, atMs: number): Frame[] {
    const entry = this.jobEntries.get(key);
    if (!entry) {
      return [];
    }
    const { wire, spec } = entry;
    wire.status = 'running';
    wire.started_at = this.stampOf(spec, atMs);
    wire.current_step = { streaming: 'Initializing...', assign: 'Initializing agent...', api: '' }[spec.origin];
    entry.startedMs = this.wall(atMs);
    return [...this.show(entry), ...this.enterStep(spec)];
  }

  /** The streaming orchestrator tells which agents a session uses as it goes; the server's own workflows only at their end. */
  private enterStep(spec: JobSpec): Frame[] {
    const session = spec.sessionKey === null ? undefined : this.sessionEntries.get(spec.sessionKey);
    if (!session) {
      return [];
    }
    if (spec.step !== null) {
      session.steps.add(spec.step);
    }
    if (session.spec.origin === 'api') {
      return [];
    }
    session.wire.current_step = spec.stepNumber;
    if (!session.wire.agents_used.includes(spec.agentType)) {
      session.wire.agents_used.push(spec.agentType);
    }
    return [{ type: 'workflow_update', session: session.wire }];
  }

  private progressJob({
    jobKey,
    progress,
    currentStep,
    paused,
  }: {
    jobKey: string;
    progress: number;
    currentStep: string;
    paused?: boolean;
  }): Frame[] {
    const entry = this.jobEntries.get(jobKey);
    if (!entry) {
      return [];
    }
    entry.wire.progress = Number(progress.toFixed(3));
    entry.wire.current_step = currentStep;
    entry.wire.status = paused ? 'paused' : 'running';
    return this.show(entry);
  }

  private endJob(key: string, atMs: number, result: JobResult): Frame[] {
    const entry = this.jobEntries.get(key);
    if (!entry) {
      return [];
    }
    const { wire, spec } = entry;
    wire.status = result.status;
    wire.completed_at = this.stampOf(spec, atMs);
    wire.error_message = result.errorMessage;
    wire.tokens_used = result.inputTokens + result.outputTokens;
    wire.words_generated = result.words;
    entry.endedMs = this.wall(atMs);
    entry.result = result;
    this.closeStep(entry);
    this.endedJobs.push(key);
    this.pruneJobs();
    if (spec.origin === 'streaming' && result.status === 'completed') {
      wire.progress = 1;
      wire.current_step = 'Completed';
    }
    // An assigned agent that succeeds is not announced: a client learns it when it reads the state again.
    return spec.origin === 'assign' && result.status === 'completed' ? [] : [{ type: 'agent_update', job: wire }];
  }

  private closeStep({ spec, wire }: JobEntry): void {
    const session = spec.sessionKey === null ? undefined : this.sessionEntries.get(spec.sessionKey);
    if (!session) {
      return;
    }
    if (session.spec.origin === 'api') {
      session.agents.push(spec.agentType);
      return;
    }
    const { metrics } = session.wire;
    session.wire.metrics = {
      total_tokens: (metrics['total_tokens'] ?? 0) + wire.tokens_used,
      total_words: (metrics['total_words'] ?? 0) + wire.words_generated,
    };
    session.wire.completed_steps += session.spec.countersFilled && wire.status === 'completed' ? 1 : 0;
  }

  private pruneJobs(): void {
    while (this.endedJobs.length > this.options.keepEnded) {
      const entry = this.jobEntries.get(this.endedJobs[0] ?? '');
      this.jobEntries.delete(this.endedJobs.shift() ?? '');
      if (entry) {
        this.jobs.delete(entry.wire.job_id);
        this.sharedJobs.delete(entry.wire.job_id);
        this.usedIds.delete(entry.wire.job_id);
      }
    }
  }

  private pruneSessions(): void {
    while (this.endedSessions.length > this.options.keepEnded) {
      const key = this.endedSessions.shift() ?? '';
      const entry = this.sessionEntries.get(key);
      this.sessionEntries.delete(key);
      if (entry) {
        this.sessions.delete(entry.wire.session_id);
        this.sharedSessions.delete(entry.wire.session_id);
      }
    }
  }
}
