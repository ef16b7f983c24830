import { type Frame, type JobEntry, type SessionEntry } from './entries';
import { type JobOutcome, type JobSpec, type SessionSpec, type SimEvent } from './events';
import { KeptLast } from './keptLast';
import { type Stamper } from './stamper';
import { type WorkflowSession } from './wire';

/** The orchestrator's workflow sessions, and the frames their changes send. */
export class SessionBook {
  readonly sessions = new Map<string, WorkflowSession>();
  readonly entries = new Map<string, SessionEntry>();
  /** Ids of what the streaming orchestrator shares through the state file. */
  readonly shared = new Set<string>();
  private readonly ended: KeptLast;
  private seen = 0;

  constructor(
    private readonly stamper: Stamper,
    private readonly options: { keepEnded: number; workspaceRoot: string }
  ) {
    this.ended = new KeptLast(options.keepEnded);
  }

  replaceWith(sessions: WorkflowSession[]): void {
    this.sessions.clear();
    this.entries.clear();
    this.shared.clear();
    this.ended.clear();
    for (const session of sessions) {
      this.sessions.set(session.session_id, session);
      this.shared.add(session.session_id);
    }
  }

  entryOf(key: string | null): SessionEntry | null {
    return key === null ? null : (this.entries.get(key) ?? null);
  }

  create(spec: SessionSpec, atMs: number): Frame[] {
    const wire = this.wireOf(spec, atMs);
    const startedMs = this.stamper.wall(atMs);
    const steps = new Set<string>();
    this.entries.set(spec.key, { spec, wire, startedMs, endedMs: null, error: null, steps, agents: [], humanWaits: 0 });
    this.sessions.set(wire.session_id, wire);
    if (spec.origin === 'streaming') {
      this.shared.add(wire.session_id);
      return [{ type: 'workflow_update', session: wire }];
    }
    return spec.announced ? [{ type: 'workflow_created', session: wire, chat_session_id: spec.chatSessionId }] : [];
  }

  /** The server's own workflows tell their start in the short shape. */
  start(key: string, atMs: number): Frame[] {
    const entry = this.entries.get(key);
    if (!entry || entry.spec.origin === 'streaming') {
      return [];
    }
    entry.wire.status = 'running';
    entry.wire.started_at = this.stamper.local(atMs);
    entry.startedMs = this.stamper.wall(atMs);
    return [{ type: 'workflow_update', session_id: entry.wire.session_id, status: 'running' }];
  }

  enterPhase({ sessionKey, phase, description }: Extract<SimEvent, { kind: 'session-phase' }>): Frame[] {
    const entry = this.entries.get(sessionKey);
    const told = { current_phase: phase, phase_description: description };
    return entry ? [{ type: 'workflow_phase_update', session_id: entry.wire.session_id, ...told }] : [];
  }

  setWaiting(key: string, waiting: boolean): Frame[] {
    const entry = this.entries.get(key);
    if (!entry) {
      return [];
    }
    entry.humanWaits += waiting ? 1 : 0;
    entry.wire.status = waiting ? 'paused' : 'running';
    return [{ type: 'workflow_update', session: entry.wire }];
  }

  end(key: string, { status, error, atMs }: { status: JobOutcome; error: string | null; atMs: number }): Frame[] {
    const entry = this.entries.get(key);
    if (!entry) {
      return [];
    }
    const { wire, spec } = entry;
    wire.status = status;
    wire.completed_at = this.stamper.local(atMs);
    entry.endedMs = this.stamper.wall(atMs);
    entry.error = error;
    this.ended.add(key).forEach((old) => this.forget(old));
    if (spec.origin === 'api') {
      return this.endOfOwn(entry, atMs);
    }
    wire.metrics = { ...wire.metrics, total_agents: wire.agents_used.length };
    const update: Frame = { type: 'workflow_update', session: wire };
    return status === 'failed' ? [update, { type: 'workflow_failed', session_id: wire.session_id, error }] : [update];
  }

  /** A step begins. The streaming orchestrator tells which agents a session uses as it goes. */
  enterStep(spec: JobSpec): Frame[] {
    const entry = this.entryOf(spec.sessionKey);
    if (!entry) {
      return [];
    }
    if (spec.step !== null) {
      entry.steps.add(spec.step);
    }
    if (entry.spec.origin === 'api') {
      return [];
    }
    entry.wire.current_step = spec.stepNumber;
    if (!entry.wire.agents_used.includes(spec.agentType)) {
      entry.wire.agents_used.push(spec.agentType);
    }
    return [{ type: 'workflow_update', session: entry.wire }];
  }

  /** A step's job ended: sums, and the counter where it is kept at all. */
  closeStep({ spec, wire: job }: JobEntry): void {
    const entry = this.entryOf(spec.sessionKey);
    if (!entry) {
      return;
    }
    if (entry.spec.origin === 'api') {
      entry.agents.push(spec.agentType);
      return;
    }
    const { metrics } = entry.wire;
    entry.wire.metrics = {
      total_tokens: (metrics['total_tokens'] ?? 0) + job.tokens_used,
      total_words: (metrics['total_words'] ?? 0) + job.words_generated,
    };
    entry.wire.completed_steps += entry.spec.countersFilled && job.status === 'completed' ? 1 : 0;
  }

  private wireOf(spec: SessionSpec, atMs: number): WorkflowSession {
    this.seen += 1;
    const sessionId = `workflow_${this.stamper.id(atMs)}_${String(this.seen % 1_000_000).padStart(6, '0')}`;
    const streaming = spec.origin === 'streaming';
    return {
      session_id: sessionId,
      goal: spec.goal,
      status: streaming ? 'running' : 'initializing',
      started_at: this.stamper.local(atMs),
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
      deadline: spec.deadline,
      created_at: this.stamper.local(atMs),
      agents_assigned: [],
    };
  }

  private endOfOwn({ wire, spec, agents }: SessionEntry, atMs: number): Frame[] {
    wire.agents_used = agents;
    const message = {
      message_id: `completion_${this.stamper.id(atMs)}_${wire.session_id.slice(-6)}`,
      sender: 'workflow_system',
      content: `Workflow ${spec.workflowType} is done; agents: ${agents.join(', ')}`,
      timestamp: this.stamper.local(atMs),
      message_type: 'workflow_completion',
      session_id: wire.session_id,
      metadata: null,
    };
    return [
      { type: 'workflow_completed', session_id: wire.session_id, workflow_id: spec.workflowType, agents_used: agents },
      { type: 'chat_message', message, session_id: wire.session_id },
    ];
  }

  private forget(key: string): void {
    const sessionId = this.entries.get(key)?.wire.session_id;
    this.entries.delete(key);
    if (sessionId !== undefined) {
      this.sessions.delete(sessionId);
      this.shared.delete(sessionId);
    }
  }
}
