import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseOffset } from './core/pythonTime';
import { type Truth } from './core/truth';
import { DEFAULT_OPTIONS, type SimulatorOptions } from './options';
import { scenarioNamed, SCENARIOS } from './scenarios/scenarios';
import { nowMs, RunClock, sleep } from './server/clock';
import { Doors } from './server/doors';
import { Simulation } from './server/simulation';
import { changedAtMs, StateFileWriter, textOfFile } from './server/stateFileWriter';
import { TruthFile } from './server/truthFile';
import { Requests, type WriteContext } from './server/writeApi';

const FILE_WATCH_MS = 1_000;
const SHORTEST_OUTAGE_MS = 500;
const DRAIN_WATCH_MS = 50;

export interface SimulatorStart {
  url: string;
  port: number;
  host: string;
  stateFile: string;
}

export interface SimulatorCounts {
  /** Frames sent to clients or meant for them, since the start. */
  updates: number;
  clients: number;
  enriched: { sent: number; dropped: number; refused: number } | null;
}

/** A simulated orchestrator. */
export interface Simulator {
  /** @throws when the port is taken or the scenario is unknown */
  start(): Promise<SimulatorStart>;
  /** Ends politely: last state and truth written, connections closed. */
  stop(): Promise<void>;
  /** Dies: connections reset at once, the state file stays as it is (half written, maybe). The truth is still written. */
  kill(): Promise<void>;
  truth(): Truth;
  counts(): SimulatorCounts;
  /** Resolves when nothing is under way and nothing new can start; needs `durationSeconds`. */
  drained(): Promise<void>;
}

interface Parts {
  simulation: Simulation;
  context: WriteContext;
  writer: StateFileWriter;
  truthFile: TruthFile | null;
  started: SimulatorStart;
}

class RunningSimulator implements Simulator {
  private readonly options: SimulatorOptions;
  private parts: Parts | null = null;
  private doors: Doors | null = null;
  private fileWatch: NodeJS.Timeout | null = null;
  private restarting: Promise<void> = Promise.resolve();
  private over = false;

  constructor(options: Partial<SimulatorOptions>) {
    this.options = { ...DEFAULT_OPTIONS, ...options };
  }

  async start(): Promise<SimulatorStart> {
    const { options } = this;
    const scenario = scenarioNamed(options.scenario);
    if (!scenario) {
      throw new Error(
        `unknown scenario "${options.scenario}"; there are: ${SCENARIOS.map(({ name }) => name).join(', ')}`
      );
    }
    const offsetMinutes = parseOffset(options.timezoneOffset);
    if (offsetMinutes === null) {
      throw new Error(`timezone offset "${options.timezoneOffset}" is not ±HH:MM`);
    }
    const stateFile = options.stateFile ?? join(await mkdtemp(join(tmpdir(), 'el-jefe-')), 'monitoring_state.json');
    const clock = new RunClock(nowMs(), options.speed);
    const simulation = new Simulation({ options, scenario, offsetMinutes, clock });
    simulation.restore(await textOfFile(stateFile));
    const context: WriteContext = { simulation, stateFile, requests: new Requests(simulation) };
    const { stateFileEveryMs: everyMs, halfWrittenMs, truthFile } = options;
    const writer = new StateFileWriter({ path: stateFile, text: () => simulation.fileText(), everyMs, halfWrittenMs });
    this.doors = new Doors(context);
    const port = await this.doors.open(options.host, options.port);
    const started = { url: `http://${options.host}:${port}`, port, host: options.host, stateFile };
    this.parts = {
      simulation,
      context,
      writer,
      started,
      truthFile: truthFile === undefined ? null : new TruthFile(truthFile, () => simulation.truth()),
    };
    simulation.onChange = () => writer.markDirty();
    simulation.onOutage = (downMs) => {
      this.restarting = this.outage(downMs);
    };
    writer.start();
    this.parts.truthFile?.start();
    this.watchFile();
    simulation.start();
    return started;
  }

  async stop(): Promise<void> {
    await this.end('close');
  }

  async kill(): Promise<void> {
    await this.end('cut');
  }

  truth(): Truth {
    return this.running().simulation.truth();
  }

  counts(): SimulatorCounts {
    const { simulation } = this.running();
    const { enricher } = simulation;
    return {
      updates: simulation.updates,
      clients: simulation.hub.size,
      enriched: enricher && { sent: enricher.sent, dropped: enricher.dropped, refused: enricher.refused },
    };
  }

  async drained(): Promise<void> {
    while (!this.over && !this.running().simulation.drained) {
      await sleep(DRAIN_WATCH_MS);
    }
    await this.restarting;
  }

  private running(): Parts {
    if (!this.parts) {
      throw new Error('the simulator has not been started');
    }
    return this.parts;
  }

  private async end(how: 'close' | 'cut'): Promise<void> {
    const { simulation, writer, truthFile } = this.running();
    if (this.over) {
      return;
    }
    this.over = true;
    this.stopWatching();
    simulation.stop();
    const closing = this.doors?.close(how);
    await this.restarting;
    await writer.stop();
    if (how === 'close') {
      await writer.flush();
    }
    await truthFile?.stop();
    await closing;
    await this.doors?.close(how);
  }

  /** Dies with a complete state file, stays away, comes back on the same port with what the file holds. */
  private async outage(downMs: number): Promise<void> {
    const { simulation, writer, context, started } = this.running();
    const lastText = simulation.fileText();
    const until = nowMs() + Math.max(SHORTEST_OUTAGE_MS, downMs / this.options.speed);
    this.stopWatching();
    simulation.restore(lastText);
    await this.doors?.close('cut');
    await writer.flush();
    await sleep(Math.max(0, until - nowMs()));
    if (!this.over) {
      this.doors = new Doors(context);
      await this.doors.open(started.host, started.port);
      this.watchFile();
    }
  }

  /** Looks once a second whether the state file has changed, and tells the clients to read it. */
  private watchFile(): void {
    let lastMs: number | null = null;
    const look = async (): Promise<void> => {
      const { started, simulation } = this.running();
      const changedMs = await changedAtMs(started.stateFile);
      if (changedMs !== null && (lastMs === null || changedMs > lastMs)) {
        lastMs = changedMs;
        simulation.hub.broadcast({ type: 'file_update', message: 'Monitoring state updated' });
      }
    };
    this.fileWatch = setInterval(() => void look(), FILE_WATCH_MS);
  }

  private stopWatching(): void {
    if (this.fileWatch) {
      clearInterval(this.fileWatch);
    }
  }
}

/** Makes an El Jefe of its own whose faults and ground truth are known. */
export const createSimulator = (options: Partial<SimulatorOptions> = {}): Simulator => new RunningSimulator(options);
