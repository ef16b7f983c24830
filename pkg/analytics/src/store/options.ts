import type { ChildEntry } from './embedded/childEntry';
import type { RetentionDays, TableName } from './schema';

export interface EmbeddedTarget {
  kind: 'embedded';
  dataDirectory: string;
  /** Loopback port of the child in place of its Unix socket; 0 lets the system choose. */
  port?: number;
  /** What the engine may allocate, bytes; default 1e9. */
  memoryBytes?: number;
  /** Resident size of the child above which it is restarted, bytes; default memoryBytes + 1.5e9. */
  rssLimitBytes?: number;
  /** How long to wait for another process to let go of the data directory, ms; default 20,000. */
  lockWaitMs?: number;
  startTimeoutMs?: number;
  drainMs?: number;
  check?: { everyMs: number; deadlineMs: number; misses: number };
}

export interface ServerTarget {
  kind: 'server';
  url: string;
  username?: string;
  password?: string;
  /** Name of the cluster whose servers share the tables; absent: one server. */
  cluster?: string;
  startTimeoutMs?: number;
}

export interface StoreOptions {
  target: EmbeddedTarget | ServerTarget;
  /** Default `eljefe`. */
  database?: string;
  /** Days to keep, for tables that differ from the schema's own. */
  retentionDays?: Partial<Record<TableName, RetentionDays>>;
  limits?: Partial<QueryLimits>;
  retry?: Partial<RetryOptions>;
}

/** Limits of every read that does not bring its own. */
export interface QueryLimits {
  /** Run time, ms. */
  maxMs: number;
  /** Size of the result, bytes. */
  maxBytes: number;
  /** What one query may allocate, bytes. */
  maxMemoryBytes: number;
}

export interface RetryOptions {
  /** How long a write is repeated while the store is unreachable, full or overloaded, ms. */
  writeForMs: number;
  /** How long a read waits for the store to come back after a lost connection, ms. */
  readWaitMs: number;
}

export const DEFAULT_LIMITS: QueryLimits = { maxMs: 15_000, maxBytes: 32 * 1024 * 1024, maxMemoryBytes: 600_000_000 };
export const DEFAULT_RETRY: RetryOptions = { writeForMs: 60_000, readWaitMs: 5000 };

export interface StoreDeps {
  /** Milliseconds of a clock that never steps back. */
  now: () => number;
  /** Uniform in [0, 1). */
  random: () => number;
  log: (message: string, detail?: Record<string, unknown>) => void;
  /** How to fork the embedded engine; default: beside this module. */
  entry?: ChildEntry;
}
