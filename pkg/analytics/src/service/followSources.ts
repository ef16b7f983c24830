import { randomUUID } from 'node:crypto';
import { type Logger } from 'pino';

import { type OrchestratorConfig } from '../config/schema';
import { type RowWriter } from '../ingest/ports';
import { followLeased } from '../leases/followLeased';
import { SourceLease, type ClaimStore } from '../leases/SourceLease';
import { type ElJefeAdapter } from '../sources/eljefe/adapter';
import { type Store } from '../store';

const LEASE_TTL_MS = 15_000;
const LEASE_SETTLE_MS = 750;

export interface SourcesDeps {
  orchestrators: readonly OrchestratorConfig[];
  make(options: OrchestratorConfig): ElJefeAdapter;
  /** Reads anew what another process stored of a source. */
  takeOver(source: string): Promise<void>;
  store: Store;
  writer: RowWriter;
  logger: Logger;
  now(): number;
}

export interface Sources {
  /** One for each configured orchestrator, in order; replaced when a source comes back to this process. */
  adapters: ElJefeAdapter[];
  start(): void;
  stop(): Promise<void>;
}

const claimStore = (store: Store, writer: RowWriter): ClaimStore => ({
  read: async (key) => {
    const [row] = await store.query<{ value: string; version: number }>(
      'SELECT value, version FROM meta FINAL WHERE key = {key:String}',
      { params: { key } }
    );
    return row ? { value: row.value, version: Number(row.version) } : null;
  },
  write: ({ key, value, version }) => writer.write('meta', [{ key, value, version, is_deleted: 0 }]),
});

/**
 * Follows every configured orchestrator. The embedded store belongs to one process, so do its sources; on a server several
 * processes may be told the same sources, and each is followed by the one that holds its lease.
 */
export const followSources = (deps: SourcesDeps): Sources => {
  const adapters = deps.orchestrators.map((options) => deps.make(options));
  if (deps.store.kind === 'embedded') {
    return {
      adapters,
      start: () => adapters.forEach((adapter) => adapter.start()),
      stop: async () => void (await Promise.all(adapters.map((adapter) => adapter.stop()))),
    };
  }
  const owner = randomUUID();
  const claims = claimStore(deps.store, deps.writer);
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  let stops: Array<() => Promise<void>> = [];
  const follow = (options: OrchestratorConfig, index: number): (() => Promise<void>) =>
    followLeased({
      lease: new SourceLease(
        { source: options.name, owner, ttlMs: LEASE_TTL_MS, settleMs: LEASE_SETTLE_MS },
        { store: claims, now: deps.now, pause }
      ),
      catchUp: () => deps.takeOver(options.name),
      follow: () => {
        deps.logger.info({ orchestrator: options.name }, 'this process follows the source now');
        const adapter = deps.make(options);
        adapters[index] = adapter;
        return adapter;
      },
      renewEveryMs: LEASE_TTL_MS / 3,
      onError: (error) => deps.logger.warn({ orchestrator: options.name, error: String(error) }, 'lease not renewed'),
    });
  return {
    adapters,
    start: () => {
      stops = deps.orchestrators.map(follow);
    },
    stop: async () => void (await Promise.all(stops.map((stop) => stop()))),
  };
};
