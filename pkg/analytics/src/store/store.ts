import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ClickHouseSettings } from '@clickhouse/client';
import { embeddedBackend, serverBackend, type Backend } from './backend';
import { classifyError } from './classifyError';
import { insertColumns } from './columnLists';
import { BadQuery, QueryAborted, StoreUnavailable } from './errors';
import type { MigrationContext } from './migrations/migrations';
import { onCluster, type Layout } from './migrations/template';
import {
  DEFAULT_LIMITS,
  DEFAULT_RETRY,
  type QueryLimits,
  type RetryOptions,
  type StoreDeps,
  type StoreOptions,
} from './options';
import { retryWrite } from './retryWrite';
import type { RowText } from './rowText';
import type { TableName } from './schema';
import { storeInfo, type StoreInfo } from './storeInfo';
import type { InsertOptions, QueryOptions, Store, StoreHealth } from './storeTypes';

const HEALTH_DEADLINE_MS = 3000;

class ClickHouseStore implements Store {
  readonly kind: Backend['kind'];
  readonly layout: Layout;
  readonly context: MigrationContext;
  readonly #backend: Backend;
  readonly #deps: StoreDeps;
  readonly #limits: QueryLimits;
  readonly #retry: RetryOptions;
  readonly #running = new Map<string, AbortController>();
  #closed = false;

  constructor(backend: Backend, context: MigrationContext, options: StoreOptions, deps: StoreDeps) {
    this.#backend = backend;
    this.#deps = deps;
    this.kind = backend.kind;
    this.layout = backend.layout;
    this.context = context;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#retry = { ...DEFAULT_RETRY, ...options.retry };
  }

  insert(table: TableName, rows: RowText, options: InsertOptions): Promise<void> {
    if (rows.rows === 0) {
      return Promise.resolve();
    }
    const { signal, onRetry } = options;
    const forMs = options.retryForMs ?? this.#retry.writeForMs;
    const { now, random } = this.#deps;
    const waitReady = (deadlineMs: number): Promise<void> => this.#backend.waitReady(deadlineMs);
    return retryWrite(() => this.#insertOnce(table, rows, options), { now, random, forMs, signal, onRetry, waitReady });
  }

  async query<T>(sql: string, options: QueryOptions = {}): Promise<T[]> {
    return this.#withRetry(async () => {
      const found = await this.#select(sql, options);
      try {
        return await found.result.json<T>();
      } catch (error) {
        throw classifyError(error, 'read', found.signal);
      } finally {
        found.done();
      }
    }, options);
  }

  async *stream<T>(sql: string, options: QueryOptions = {}): AsyncIterable<T> {
    const unbounded = { maxBytes: 0, ...options };
    const found = await this.#withRetry(() => this.#select(sql, unbounded), options);
    try {
      for await (const rows of found.result.stream<T>()) {
        for (const row of rows) {
          yield row.json();
        }
      }
    } catch (error) {
      throw classifyError(error, 'read', found.signal);
    } finally {
      found.result.close();
      found.done();
    }
  }

  async command(sql: string, options: QueryOptions = {}): Promise<void> {
    const { params, settings, signal, id } = options;
    try {
      await this.#open().command({
        query: sql,
        query_params: params,
        clickhouse_settings: settings,
        abort_signal: signal,
        query_id: id,
      });
    } catch (error) {
      throw classifyError(error, 'read', signal);
    }
  }

  async kill(id: string): Promise<void> {
    this.#running.get(id)?.abort();
    await this.#killOnServer(id);
  }

  async health(deadlineMs = HEALTH_DEADLINE_MS): Promise<StoreHealth> {
    const engine = this.#backend.engine() ?? null;
    const asked = this.#deps.now();
    try {
      if (engine && engine.state !== 'ready') {
        throw new StoreUnavailable(engine.lastError ?? `the embedded store is ${engine.state}`);
      }
      const signal = AbortSignal.timeout(deadlineMs);
      const [row] = await this.#queryOnce<{ version: string }>('SELECT version() AS version', {
        signal,
        maxMs: deadlineMs,
      });
      return { ready: true, latencyMs: this.#deps.now() - asked, version: row?.version ?? null, error: null, engine };
    } catch (error) {
      const reason = error instanceof QueryAborted ? `no answer within ${deadlineMs} ms` : String(error);
      return { ready: false, latencyMs: null, version: engine?.version ?? null, error: reason, engine };
    }
  }

  info(): Promise<StoreInfo> {
    return storeInfo(this);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#backend.close();
  }

  #open(): Backend['client'] {
    if (this.#closed) {
      throw new StoreUnavailable('the store is closed');
    }
    return this.#backend.client;
  }

  async #insertOnce(table: TableName, rows: RowText, { dedupToken, signal }: InsertOptions): Promise<void> {
    await this.#open().insert({
      table,
      columns: firstAndRest(insertColumns(table)),
      values: Readable.from(rows.chunks, { objectMode: false }),
      format: 'TabSeparated',
      abort_signal: signal,
      clickhouse_settings: { insert_deduplication_token: dedupToken },
    });
  }

  async #queryOnce<T>(sql: string, options: QueryOptions): Promise<T[]> {
    const found = await this.#select(sql, options);
    try {
      return await found.result.json<T>();
    } finally {
      found.done();
    }
  }

  async #select(sql: string, options: QueryOptions) {
    const id = options.id ?? randomUUID();
    const own = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, own.signal]) : own.signal;
    this.#running.set(id, own);
    const done = (): void => void this.#running.delete(id);
    try {
      const result = await this.#open().query({
        query: sql,
        format: 'JSONEachRow',
        query_id: id,
        query_params: options.params,
        clickhouse_settings: this.#readSettings(options),
        abort_signal: signal,
      });
      return { result, done, signal };
    } catch (error) {
      done();
      if (signal.aborted) {
        void this.#killOnServer(id).catch(() => undefined);
      }
      throw classifyError(error, 'read', signal);
    }
  }

  #readSettings(options: QueryOptions): ClickHouseSettings {
    const limits = { ...this.#limits, ...withoutUndefined(options) };
    return {
      max_execution_time: Math.max(limits.maxMs, 1) / 1000,
      max_memory_usage: String(limits.maxMemoryBytes),
      max_result_bytes: String(limits.maxBytes),
      result_overflow_mode: 'throw',
      ...options.settings,
    };
  }

  /** Reads have no side effects: after a lost connection they wait for the store once and ask again. */
  async #withRetry<T>(read: () => Promise<T>, { signal }: QueryOptions): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || signal?.aborted || this.#closed) {
        throw error;
      }
      await this.#backend.waitReady(this.#retry.readWaitMs);
      return read();
    }
  }

  /** A server goes on with a query whose client has left; the embedded engine ends it by itself. */
  async #killOnServer(id: string): Promise<void> {
    if (this.kind === 'server') {
      await this.command(`KILL QUERY${onCluster(this.layout)} WHERE query_id = {id:String} ASYNC`, { params: { id } });
    }
  }
}

function withoutUndefined(options: QueryOptions): Partial<QueryLimits> {
  const { maxMs, maxBytes, maxMemoryBytes } = options;
  return {
    ...(maxMs === undefined ? {} : { maxMs }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
    ...(maxMemoryBytes === undefined ? {} : { maxMemoryBytes }),
  };
}

function firstAndRest(names: readonly string[]): [string, ...string[]] {
  const [first, ...rest] = names;
  if (first === undefined) {
    throw new BadQuery('a table without columns');
  }
  return [first, ...rest];
}

/**
 * Opens the store: starts the embedded engine, or connects to a server, and makes the database. Tables come from
 * `migrate`. Rejects with StoreUnsupported, StoreLocked, StoreDenied or StoreUnavailable.
 */
export async function openStore(options: StoreOptions, deps: StoreDeps): Promise<Store> {
  const database = options.database ?? 'eljefe';
  const { target } = options;
  const backend = await (target.kind === 'embedded'
    ? embeddedBackend(target, database, deps)
    : serverBackend(target, database, deps));
  const context = { database, layout: backend.layout, retentionDays: options.retentionDays };
  return new ClickHouseStore(backend, context, options, deps);
}
