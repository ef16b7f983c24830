import { Engine } from '../core/engine';
import { type Plan, type SimEvent } from '../core/events';
import { faultyFrame } from '../core/faultyFrame';
import { hostLoad, type HostLoad } from '../core/hostLoad';
import { OrchestratorState } from '../core/orchestratorState';
import { INTERRUPTED } from '../core/interruptedResult';
import { pythonIso } from '../core/pythonTime';
import { type Scenario } from '../core/scenario';
import { readStateFile, stateFileText } from '../core/stateFile';
import { type Truth } from '../core/truth';
import { TruthLedger } from '../core/truthLedger';
import { type AgentJob, type ScheduledWorkflow } from '../core/wire';
import { type SimulatorOptions } from '../options';
import { nowMs, type RunClock } from './clock';
import { Enricher } from './enricher';
import { Hub } from './hub';

const STEPS_PER_TURN = 500;
const LONGEST_NAP_MS = 50;

export interface SimulationOptions {
  options: SimulatorOptions;
  scenario: Scenario;
  offsetMinutes: number;
  clock: RunClock;
}

/** The running orchestrator without its doors: engine, state, truth and clients, driven by the clock. */
export class Simulation {
  readonly hub = new Hub();
  readonly state: OrchestratorState;
  readonly scheduled = new Map<string, ScheduledWorkflow>();
  readonly enricher: Enricher | null;
  /** Called when the process is to die and come back after so many logical ms. */
  onOutage: (downMs: number) => void = () => undefined;
  onChange: () => void = () => undefined;
  updates = 0;
  private readonly engine: Engine;
  private readonly ledger: TruthLedger;
  private cancelTurn: () => void = () => undefined;
  private running = false;
  private lastJob: AgentJob | null = null;

  constructor(readonly setup: SimulationOptions) {
    const { options, scenario, offsetMinutes, clock } = setup;
    const { seed, agents, durationSeconds, keepEnded, keepTruth, speed, enrichUrl, name } = options;
    const untilMs = durationSeconds === undefined ? null : durationSeconds * 1_000;
    this.engine = new Engine({ seed, scenario, agents, untilMs });
    this.state = new OrchestratorState({ wallOf: clock.wallOf, offsetMinutes, workspaceRoot: 'workspaces', keepEnded });
    this.ledger = new TruthLedger({ state: this.state, wallOf: clock.wallOf, keepJobs: keepTruth, speed });
    this.enricher =
      enrichUrl === undefined
        ? null
        : new Enricher({ url: enrichUrl, source: name, speed, state: this.state, wallOf: clock.wallOf });
  }

  start(): void {
    this.running = true;
    this.enricher?.start();
    this.turn();
  }

  stop(): void {
    this.running = false;
    this.enricher?.stop();
    this.cancelTurn();
  }

  get working(): boolean {
    return this.running;
  }

  /** Has everything ended that ever will, and nothing new can start? */
  get drained(): boolean {
    return this.engine.nextMs === null;
  }

  /** Local time as El Jefe prints it. */
  stampNow(): string {
    return pythonIso(nowMs(), this.setup.offsetMinutes);
  }

  get logicalMs(): number {
    return this.setup.clock.logicalMs;
  }

  host(): HostLoad {
    return hostLoad(this.setup.scenario, this.logicalMs / 1_000, this.state.runningJobs);
  }

  /** Adds work from outside and lets what happens at once happen. */
  submit(plan: Plan): void {
    this.engine.submit(plan);
    this.catchUp();
  }

  catchUp(): number {
    return this.engine.advance(this.logicalMs, STEPS_PER_TURN, (event) => this.emit(event));
  }

  /** Ends a streaming session from outside; false when it is none, unknown, or has no agent at work. */
  interrupt(sessionId: string): boolean {
    this.catchUp();
    const session = this.state.sessionOfId(sessionId);
    if (!session || session.spec.origin !== 'streaming' || session.endedMs !== null) {
      return false;
    }
    const atMs = this.logicalMs;
    const { key } = session.spec;
    const open = this.state.openJobsOf(key);
    this.engine.cancel(key);
    for (const { spec } of open) {
      this.emit({ kind: 'job-ended', atMs, jobKey: spec.key, result: INTERRUPTED });
    }
    this.emit({ kind: 'session-ended', atMs, sessionKey: key, status: 'interrupted', error: null });
    return open.length > 0;
  }

  fileText(): string {
    return stateFileText(this.state, { shape: this.setup.options.fileShape, stamp: this.stampNow() });
  }

  /** What the process knows after its start: the state file's content, if it can be read. */
  restore(content: string | null): void {
    this.scheduled.clear();
    this.state.restoreFrom(content === null ? { jobs: [], sessions: [] } : readStateFile(content));
    this.onChange();
  }

  truth(): Truth {
    const { options, scenario, clock } = this.setup;
    const head = {
      name: options.name,
      seed: options.seed,
      scenario: scenario.name,
      speed: options.speed,
      started_at: Math.floor(clock.startedMs),
    };
    return this.ledger.truth(head, Math.floor(nowMs()));
  }

  private turn(): void {
    if (!this.running) {
      return;
    }
    const steps = this.catchUp();
    const { nextMs } = this.engine;
    if (steps === STEPS_PER_TURN) {
      const next = setImmediate(() => this.turn());
      this.cancelTurn = () => clearImmediate(next);
      return;
    }
    const napMs = nextMs === null ? LONGEST_NAP_MS : this.setup.clock.wallOf(nextMs) - nowMs();
    const next = setTimeout(() => this.turn(), Math.max(1, Math.min(LONGEST_NAP_MS, napMs)));
    this.cancelTurn = () => clearTimeout(next);
  }

  private emit(event: SimEvent): void {
    if (event.kind === 'frame-fault') {
      this.sendFaulty(event);
      return;
    }
    const frames = this.state.apply(event);
    this.ledger.apply(event);
    this.enricher?.apply(event);
    for (const frame of frames) {
      this.hub.broadcast(frame);
    }
    this.updates += frames.length;
    this.noteJob(event);
    if (event.kind === 'outage') {
      this.ledger.orphan();
      this.onOutage(event.downMs);
    }
    this.onChange();
  }

  private noteJob(event: SimEvent): void {
    if (event.kind === 'job-ended') {
      this.lastJob = this.state.jobEntries.get(event.jobKey)?.wire ?? this.lastJob;
    }
  }

  private sendFaulty({ fault }: Extract<SimEvent, { kind: 'frame-fault' }>): void {
    if (this.lastJob) {
      this.hub.broadcastRaw(faultyFrame(fault, this.lastJob));
    }
  }
}
