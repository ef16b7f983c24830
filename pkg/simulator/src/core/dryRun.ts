import { type Frame } from './entries';
import { Engine } from './engine';
import { type SimEvent } from './events';
import { OrchestratorState } from './orchestratorState';
import { type Scenario } from './scenario';
import { type Truth } from './truth';
import { TruthLedger } from './truthLedger';

export interface DryRunOptions {
  seed: number;
  scenario: Scenario;
  agents: number;
  /** Logical seconds to run. */
  seconds: number;
  /** Epoch ms at which the run pretends to begin. */
  startMs?: number;
  keepEnded?: number;
  offsetMinutes?: number;
}

export interface DryRun {
  events: SimEvent[];
  frames: Frame[];
  truth: Truth;
  state: OrchestratorState;
}

/** A run without clock and sockets: what would happen, be sent and be true. Frames are copies, as sent. */
export const dryRun = (options: DryRunOptions): DryRun => {
  const {
    seed,
    scenario,
    agents,
    seconds,
    startMs = 1_760_000_000_000,
    keepEnded = 100_000,
    offsetMinutes = 0,
  } = options;
  const wallOf = (logicalMs: number): number => startMs + logicalMs;
  const state = new OrchestratorState({ wallOf, offsetMinutes, workspaceRoot: 'workspaces', keepEnded });
  const ledger = new TruthLedger({ state, wallOf, keepJobs: keepEnded, speed: 1 });
  const engine = new Engine({ seed, scenario, agents, untilMs: null });
  const events: SimEvent[] = [];
  const frames: Frame[] = [];
  engine.advance(seconds * 1_000, Infinity, (event) => {
    events.push(event);
    frames.push(...state.apply(event).map((frame) => structuredClone(frame)));
    ledger.apply(event);
    if (event.kind === 'outage') {
      ledger.orphan();
      state.restoreFrom({ jobs: [], sessions: [] });
    }
  });
  const head = { name: 'dry-run', seed, scenario: scenario.name, speed: 1, started_at: startMs };
  return { events, frames, state, truth: ledger.truth(head, startMs + seconds * 1_000) };
};
