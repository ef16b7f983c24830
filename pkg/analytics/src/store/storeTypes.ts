import type { ClickHouseSettings } from '@clickhouse/client';
import type { SupervisorStatus } from './embedded/supervisorTypes';
import type { StoreError } from './errors';
import type { MigrationContext } from './migrations/migrations';
import type { Layout } from './migrations/template';
import type { QueryLimits } from './options';
import type { RowText } from './rowText';
import type { TableName } from './schema';
import type { StoreInfo } from './storeInfo';

/** Values of `{name:Type}` parameters. A Date keeps its milliseconds. */
export type QueryParams = Readonly<Record<string, unknown>>;

export interface QueryOptions extends Partial<QueryLimits> {
  params?: QueryParams;
  settings?: ClickHouseSettings;
  signal?: AbortSignal;
  /** Under which {@link Store.kill} finds the query; default: a new one. */
  id?: string;
}

export interface InsertOptions {
  /** The same for every attempt to store the same rows, different for different ones. */
  dedupToken: string;
  signal?: AbortSignal;
  /** For how long to repeat while the store is unreachable, full or overloaded, ms. */
  retryForMs?: number;
  onRetry?: (error: StoreError) => void;
}

export interface StoreHealth {
  /** A query went through the engine just now. */
  ready: boolean;
  /** How long it took, ms; null when it failed. */
  latencyMs: number | null;
  version: string | null;
  /** Why it is not ready. */
  error: string | null;
  /** The embedded engine's process; null for a server. */
  engine: SupervisorStatus | null;
}

/** The one way to the data. Every rejection is a {@link StoreError}. */
export interface Store {
  readonly kind: 'embedded' | 'server';
  readonly layout: Layout;
  /** What migrations need to know of this store. */
  readonly context: MigrationContext;
  /** Stores rows (see `renderRows`). Resolves once they are durable. */
  insert(table: TableName, rows: RowText, options: InsertOptions): Promise<void>;
  /** All rows of a read. `T` is the shape the statement's own select list gives. */
  query<T>(sql: string, options?: QueryOptions): Promise<T[]>;
  /** The rows of a read as they come; throws in mid-stream rather than end early. */
  stream<T>(sql: string, options?: QueryOptions): AsyncIterable<T>;
  /** A statement without rows: DDL, ALTER, OPTIMIZE. Not repeated. */
  command(sql: string, options?: QueryOptions): Promise<void>;
  /** Ends a running query by its id; no error when there is none. */
  kill(id: string): Promise<void>;
  health(deadlineMs?: number): Promise<StoreHealth>;
  info(): Promise<StoreInfo>;
  close(): Promise<void>;
}
