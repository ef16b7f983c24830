import { type JobEntry, type SessionEntry } from './entries';
import { type SimEvent } from './events';
import { type OrchestratorState } from './orchestratorState';
import {
  Tally,
  truthLabel,
  type Truth,
  type TruthAggregate,
  type TruthJob,
  type TruthLabel,
  type TruthSession,
} from './truth';

export interface LedgerOptions {
  state: OrchestratorState;
  wallOf: (logicalMs: number) => number;
  /** Ended jobs (and sessions) kept one by one; the sums know all of them. */
  keepJobs: number;
  speed: number;
}

export type TruthHead = Pick<Truth, 'name' | 'seed' | 'scenario' | 'speed' | 'started_at'>;

const cut = (epochMs: number): number => Math.floor(epochMs);

/** Keeps the ground truth beside the orchestrator's state; must see each event right after the state did. */
export class TruthLedger {
  readonly labels: TruthLabel[] = [];
  private readonly ended: TruthJob[] = [];
  private readonly endedSessions: TruthSession[] = [];
  private readonly orphans: TruthJob[] = [];
  private readonly orphanSessions: TruthSession[] = [];
  private readonly all = new Tally();
  private readonly byType = new Map<string, Tally>();
  private readonly byCategory = new Map<string, number>();
  private readonly byModel = new Map<string, { input: number; output: number }>();
  private readonly sessionCounts = { started: 0, completed: 0, failed: 0, interrupted: 0, with_human_wait: 0 };
  private words = 0;
  private created = 0;
  private omitted = 0;

  constructor(private readonly options: LedgerOptions) {}

  apply(event: SimEvent): void {
    if (event.kind === 'job-created') {
      this.created += 1;
    } else if (event.kind === 'session-created') {
      this.sessionCounts.started += 1;
    } else if (event.kind === 'job-ended') {
      this.closeJob(this.options.state.jobEntries.get(event.jobKey));
    } else if (event.kind === 'session-ended') {
      this.closeSession(this.options.state.sessionEntries.get(event.sessionKey));
    } else if (event.kind === 'label') {
      const { state, wallOf } = this.options;
      const jobs = event.label.jobKeys.flatMap((key) => state.jobEntries.get(key)?.wire.job_id ?? []);
      const sessions = event.label.sessionKeys.flatMap((key) => state.sessionEntries.get(key)?.wire.session_id ?? []);
      this.labels.push(truthLabel(event.label, { wallOf, jobs, sessions }));
    }
  }

  /** The process dies: everything under way is orphaned. Call before the state is replaced. */
  orphan(): void {
    const jobs = this.openJobs().map((job) => ({ ...job, orphaned: true }));
    const sessions = this.openSessions().map((session) => ({ ...session, orphaned: true }));
    this.orphans.push(...jobs);
    this.orphanSessions.push(...sessions);
    const label = this.labels.at(-1);
    if (label) {
      label.jobs.push(...jobs.map((job) => job.id));
      label.sessions.push(...sessions.map((session) => session.id));
    }
  }

  truth(head: TruthHead, nowMs: number): Truth {
    return {
      ...head,
      written_at: nowMs,
      labels: this.labels,
      aggregate: this.aggregate(),
      jobs_omitted: this.omitted,
      jobs: [...this.ended, ...this.orphans, ...this.openJobs()],
      sessions: [...this.endedSessions, ...this.orphanSessions, ...this.openSessions()],
    };
  }

  private aggregate(): TruthAggregate {
    const open = this.openJobs();
    const models = [...this.byModel.values()];
    const input = models.reduce((sum, model) => sum + model.input, 0);
    const output = models.reduce((sum, model) => sum + model.output, 0);
    return {
      ...this.all.counts(),
      created: this.created,
      running: open.filter((job) => job.started_at !== null).length,
      queued: open.filter((job) => job.started_at === null).length,
      orphaned: this.orphans.length,
      tokens: input + output,
      input_tokens: input,
      output_tokens: output,
      words: this.words,
      by_agent_type: Object.fromEntries([...this.byType].map(([type, tally]) => [type, tally.counts()])),
      by_error_category: Object.fromEntries(this.byCategory),
      tokens_by_model: Object.fromEntries(this.byModel),
      sessions: { ...this.sessionCounts },
    };
  }

  private closeJob(entry: JobEntry | undefined): void {
    if (!entry?.result) {
      return;
    }
    const job = this.truthOf(entry);
    this.all.add(job);
    const tally = this.byType.get(job.agent_type) ?? new Tally();
    tally.add(job);
    this.byType.set(job.agent_type, tally);
    if (job.error_category !== null) {
      this.byCategory.set(job.error_category, (this.byCategory.get(job.error_category) ?? 0) + 1);
    }
    const model = this.byModel.get(job.model) ?? { input: 0, output: 0 };
    this.byModel.set(job.model, {
      input: model.input + entry.result.inputTokens,
      output: model.output + entry.result.outputTokens,
    });
    this.words += entry.result.words;
    this.ended.push(job);
    this.prune(this.ended);
  }

  private closeSession(entry: SessionEntry | undefined): void {
    if (!entry) {
      return;
    }
    const session = sessionTruth(entry);
    this.sessionCounts.completed += session.status === 'completed' ? 1 : 0;
    this.sessionCounts.failed += session.status === 'failed' ? 1 : 0;
    this.sessionCounts.interrupted += session.status === 'interrupted' ? 1 : 0;
    this.sessionCounts.with_human_wait += session.human_waits > 0 ? 1 : 0;
    this.endedSessions.push(session);
    this.prune(this.endedSessions);
  }

  /** Cuts in large steps, so that a long run does not shift a long list at each end. */
  private prune(list: TruthJob[] | TruthSession[]): void {
    const { keepJobs } = this.options;
    if (list.length > keepJobs * 1.1 + 1) {
      const surplus = list.splice(0, list.length - keepJobs).length;
      this.omitted += list === this.ended ? surplus : 0;
    }
  }

  private openJobs(): TruthJob[] {
    const open: TruthJob[] = [];
    for (const entry of this.options.state.jobEntries.values()) {
      if (entry.endedMs === null) {
        open.push(this.truthOf(entry));
      }
    }
    return open;
  }

  private openSessions(): TruthSession[] {
    return [...this.options.state.sessionEntries.values()].filter((entry) => entry.endedMs === null).map(sessionTruth);
  }

  private truthOf({ spec, wire, createdMs, startedMs, endedMs, result }: JobEntry): TruthJob {
    return {
      id: wire.job_id,
      agent_type: spec.agentType,
      origin: spec.origin,
      status: wire.status,
      created_at: cut(createdMs),
      started_at: startedMs === null ? null : cut(startedMs),
      completed_at: endedMs === null ? null : cut(endedMs),
      error_category: result?.errorCategory ?? null,
      error_message: result?.errorMessage ?? null,
      missing_input: result?.missingInput ?? false,
      tokens: result ? result.inputTokens + result.outputTokens : null,
      input_tokens: result?.inputTokens ?? null,
      output_tokens: result?.outputTokens ?? null,
      words: result?.words ?? null,
      model: spec.model,
      session_id: wire.session_id,
      workflow_type: spec.workflowType,
      step: spec.step,
      attempt: spec.attempt,
      queue_wait_seconds: startedMs === null ? null : (startedMs - createdMs) / 1_000,
      human_wait_seconds: result ? result.humanWaitSeconds / this.options.speed : null,
      timeout_limit_seconds: spec.timeoutSeconds / this.options.speed,
      clock_skew_seconds: spec.clockSkewSeconds,
      orphaned: false,
    };
  }
}

const sessionTruth = ({ spec, wire, startedMs, endedMs, error, steps, humanWaits }: SessionEntry): TruthSession => ({
  id: wire.session_id,
  workflow_type: spec.workflowType,
  origin: spec.origin,
  status: wire.status,
  started_at: cut(startedMs),
  completed_at: endedMs === null ? null : cut(endedMs),
  error,
  steps: [...steps],
  human_waits: humanWaits,
  orphaned: false,
});
