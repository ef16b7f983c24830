import { Agent } from 'node:http';
import { ClickHouseLogLevel, createClient, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client';
import { classifyError } from './classifyError';
import { Supervisor } from './embedded/supervisor';
import type { SupervisorStatus } from './embedded/supervisorTypes';
import { StoreUnavailable } from './errors';
import { backoffMs } from './backoff';
import { pause } from './pause';
import type { EmbeddedTarget, ServerTarget, StoreDeps } from './options';
import { createDatabase } from './migrations/migrations';
import type { Layout } from './migrations/template';

/** What differs between the embedded engine and a server; everything else of the store is one code. */
export interface Backend {
  readonly kind: 'embedded' | 'server';
  readonly layout: Layout;
  readonly client: ClickHouseClient;
  /** Resolves when the store may answer (again); rejects with a StoreError after the deadline. */
  waitReady(deadlineMs: number): Promise<void>;
  /** State of the engine's process; undefined for a server. */
  engine(): SupervisorStatus | undefined;
  close(): Promise<void>;
}

const MAX_SOCKETS = 64;
const REQUEST_TIMEOUT_MS = 300_000;

// Sent with every request, so that both kinds behave alike whatever their own defaults are.
const SETTINGS: ClickHouseSettings = {
  input_format_skip_unknown_fields: 0,
  deduplicate_blocks_in_dependent_materialized_views: 1,
  async_insert: 0,
  output_format_json_quote_64bit_integers: 0,
  date_time_input_format: 'best_effort',
  precise_float_parsing: 1,
};

function clientOptions(database: string, layout: Layout) {
  const distributed: ClickHouseSettings = layout.kind === 'cluster' ? { distributed_foreground_insert: 1 } : {};
  return {
    database,
    application: 'eljefe-analytics',
    request_timeout: REQUEST_TIMEOUT_MS,
    max_open_connections: MAX_SOCKETS,
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: { ...SETTINGS, ...distributed },
  };
}

function embeddedClient(supervisor: Supervisor, database: string): ClickHouseClient {
  const address = supervisor.address();
  const common = { ...clientOptions(database, { kind: 'single' }), username: 'default', password: supervisor.password };
  if ('port' in address) {
    return createClient({ ...common, url: `http://127.0.0.1:${address.port}` });
  }
  const agentOptions = { socketPath: address.socketPath, keepAlive: true, maxSockets: MAX_SOCKETS };
  return createClient({ ...common, url: 'http://localhost', http_agent: new Agent(agentOptions) });
}

const DEFAULT_MEMORY_BYTES = 1e9;
// The engine's binary, caches outside its own count, and the JavaScript heap.
const RSS_ABOVE_MEMORY_BYTES = 1.5e9;

export async function embeddedBackend(target: EmbeddedTarget, database: string, deps: StoreDeps): Promise<Backend> {
  const memoryBytes = target.memoryBytes ?? DEFAULT_MEMORY_BYTES;
  const options = {
    dataDirectory: target.dataDirectory,
    database,
    port: target.port,
    memoryBytes,
    rssLimitBytes: target.rssLimitBytes ?? memoryBytes + RSS_ABOVE_MEMORY_BYTES,
    maxBodyBytes: 128 * 1024 * 1024,
    startTimeoutMs: target.startTimeoutMs ?? 60_000,
    lockWaitMs: target.lockWaitMs ?? 20_000,
    drainMs: target.drainMs ?? 10_000,
    check: target.check ?? { everyMs: 2000, deadlineMs: 5000, misses: 3 },
  };
  const supervisor = new Supervisor(options, deps);
  await supervisor.start();
  const client = embeddedClient(supervisor, database);
  return {
    kind: 'embedded',
    layout: { kind: 'single' },
    client,
    waitReady: (deadlineMs) => supervisor.waitAnswering(deadlineMs),
    engine: () => supervisor.status(),
    close: async () => {
      await supervisor.stop();
      await client.close();
    },
  };
}

async function untilAnswers(client: ClickHouseClient, deadlineMs: number, deps: StoreDeps): Promise<void> {
  const until = deps.now() + deadlineMs;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await client.ping({ select: true });
    if (answer.success) {
      return;
    }
    const error = classifyError(answer.error, 'read');
    if (!(error instanceof StoreUnavailable) || deps.now() >= until) {
      throw error;
    }
    await pause(Math.min(backoffMs(attempt, deps.random), Math.max(1, until - deps.now()))).done;
  }
}

export async function serverBackend(target: ServerTarget, database: string, deps: StoreDeps): Promise<Backend> {
  const layout: Layout =
    target.cluster === undefined ? { kind: 'single' } : { kind: 'cluster', cluster: target.cluster };
  const login = { url: target.url, username: target.username, password: target.password };
  const first = createClient({ ...clientOptions('default', layout), ...login });
  try {
    await untilAnswers(first, target.startTimeoutMs ?? 30_000, deps);
    await first.command({ query: createDatabase({ database, layout }) }).catch((error: unknown) => {
      throw classifyError(error, 'read');
    });
  } finally {
    await first.close();
  }
  const client = createClient({ ...clientOptions(database, layout), ...login });
  return {
    kind: 'server',
    layout,
    client,
    waitReady: (deadlineMs) => untilAnswers(client, deadlineMs, deps),
    engine: () => undefined,
    close: () => client.close(),
  };
}
