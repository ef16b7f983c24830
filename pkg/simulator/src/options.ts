import { type FileShape } from './core/stateFile';

/** How a simulated orchestrator runs. Times in seconds are logical unless said: at `speed` X, X of them pass in a real one. */
export interface SimulatorOptions {
  seed: number;
  scenario: string;
  speed: number;
  host: string;
  /** 0: any free port. */
  port: number;
  /** How many agents work at a time, about. */
  agents: number;
  /** Absent: a file of its own in the system's temporary folder. */
  stateFile?: string;
  fileShape: FileShape;
  /** Absent: no login is asked for. */
  password?: string;
  /** The host's zone, `±HH:MM`: its stamps are local and do not say so. */
  timezoneOffset: string;
  truthFile?: string;
  /** After that many seconds nothing new starts; absent: it runs on. */
  durationSeconds?: number;
  /** Base URL of the analytics service that gets the enriched records. */
  enrichUrl?: string;
  /** Name of the orchestrator in enriched records. */
  name: string;
  /** Ended jobs and sessions kept in memory, each. The real one keeps all. */
  keepEnded: number;
  /** Ended jobs the truth file lists one by one. */
  keepTruth: number;
  /** Is the agent SDK installed? Without it agents are neither listed nor assigned. */
  agentSdk: boolean;
  /** Is psutil installed? Without it there are no host resources. */
  hostMetrics: boolean;
  /** Real ms that the resource endpoint takes. */
  resourceDelayMs: number;
  /** Real ms between two writes of the state file, at least. */
  stateFileEveryMs: number;
  /** Real ms in which the state file is half written. */
  halfWrittenMs: number;
}

export const DEFAULT_OPTIONS: SimulatorOptions = {
  seed: 1,
  scenario: 'healthy',
  speed: 1,
  host: '127.0.0.1',
  port: 8080,
  agents: 14,
  fileShape: 'a',
  timezoneOffset: '+00:00',
  name: 'el-jefe',
  keepEnded: 5_000,
  keepTruth: 50_000,
  agentSdk: true,
  hostMetrics: true,
  resourceDelayMs: 1_000,
  stateFileEveryMs: 1_000,
  halfWrittenMs: 15,
};
