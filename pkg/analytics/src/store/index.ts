/** The store: ClickHouse SQL, embedded or on a server. This file is its whole public face. */
export * from './errors';
export { openStore } from './store';
export type { InsertOptions, QueryOptions, QueryParams, Store, StoreHealth } from './storeTypes';
export type { StoreInfo, TableInfo } from './storeInfo';
export type { EmbeddedTarget, QueryLimits, RetryOptions, ServerTarget, StoreDeps, StoreOptions } from './options';
export { migrate, SchemaMismatch, type MigrationReport } from './migrations/migrate';
export {
  TABLES,
  TABLE_NAMES,
  SCHEMA_VERSION,
  type RetentionDays,
  type RowOf,
  type Table,
  type TableName,
} from './schema';
export { renderLine, renderRows, UnfitValue, type Line, type RowText } from './rowText';
export { insertColumns, selectList } from './columnLists';
export { childEntry, type ChildEntry } from './embedded/childEntry';
export { Batcher, DEFAULT_BATCHER, type BatcherDeps, type BatcherOptions, type BatcherStats } from './batcher';
