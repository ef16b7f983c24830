import type { ChildEntry } from './childEntry';

export interface SupervisorOptions {
  dataDirectory: string;
  database: string;
  /** Loopback port in place of a Unix socket; 0 lets the system choose. */
  port?: number;
  /** What the engine may allocate, bytes. */
  memoryBytes: number;
  /** Resident size of the child above which it is drained and restarted, bytes. */
  rssLimitBytes: number;
  maxBodyBytes: number;
  /** How long the first start may take, and how long it waits for another process to let go of the data directory. */
  startTimeoutMs: number;
  lockWaitMs: number;
  drainMs: number;
  /** A query through the engine every so often; so many misses in a row end the child. */
  check: { everyMs: number; deadlineMs: number; misses: number };
}

export interface SupervisorDeps {
  now: () => number;
  random: () => number;
  log: (message: string, detail?: Record<string, unknown>) => void;
  entry?: ChildEntry;
}

export type SupervisorState = 'starting' | 'ready' | 'down' | 'failed' | 'stopped';

export interface SupervisorStatus {
  state: SupervisorState;
  pid: number | undefined;
  version: string | undefined;
  rssBytes: number | undefined;
  /** Engine calls running and waiting in the child. */
  running: number;
  queued: number;
  restarts: number;
  lastError: string | undefined;
}
