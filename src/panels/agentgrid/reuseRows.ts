import { type AgentRow } from './agentGrid.types';

/** Two stamps of one instant differ by transport time; below this they are the same and draw nothing anew. */
const JITTER_MS = 1_500;

const sameInstant = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && Math.abs(a - b) < JITTER_MS);

/** Everything else that a row says. Those that change most often come first. */
const COMPARED = [
  'tokens',
  'costUsd',
  'progress',
  'cpuPercent',
  'memoryBytes',
  'gpuPercent',
  'step',
  'status',
  'condition',
  'stale',
  'overLimit',
  'task',
  'agent',
  'agentType',
  'rawStatus',
  'startedStampMs',
  'endedAtMs',
  'durationSeconds',
  'medianSeconds',
  'p95Seconds',
  'timeoutSeconds',
  'model',
  'sessionId',
  'workflowId',
  'attempt',
  'errorCategory',
  'errorMessage',
] as const satisfies ReadonlyArray<keyof AgentRow>;

type Uncompared = Exclude<keyof AgentRow, (typeof COMPARED)[number]>;
/** A field added to the row must be compared, or named here: the identity, and the instants with their jitter. */
type Complete = Uncompared extends 'key' | 'source' | 'jobId' | 'startedAtMs' | 'newsAtMs' ? true : never;
const complete: Complete = true;

const sameRow = (a: AgentRow, b: AgentRow): boolean =>
  complete &&
  sameInstant(a.newsAtMs, b.newsAtMs) &&
  sameInstant(a.startedAtMs, b.startedAtMs) &&
  COMPARED.every((key) => a[key] === b[key]);

/**
 * Keeps the former object of each row that says the same, so that a memoised element is not drawn again.
 * @returns the new rows in their order, former objects where nothing changed
 */
export const reuseRows = (former: ReadonlyMap<string, AgentRow>, rows: readonly AgentRow[]): AgentRow[] =>
  rows.map((row) => {
    const old = former.get(row.key);
    return old && sameRow(old, row) ? old : row;
  });
