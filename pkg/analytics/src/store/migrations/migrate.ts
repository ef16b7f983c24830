import { StoreError } from '../errors';
import { insertColumns } from '../columnLists';
import { timeText } from '../rowText';
import { TABLES, type Table, type TableName } from '../schema';
import type { Store } from '../storeTypes';
import { createLedger, LEDGER_NAME, migrations, retentionOf, type MigrationContext } from './migrations';
import { retentionDdl, ttlExpression } from './tableDdl';
import { identifier, tableNames } from './template';

/** The store's tables are not what this version of the program needs. */
export class SchemaMismatch extends StoreError {}

export interface MigrationReport {
  /** Versions applied by this run, oldest first; empty when the store was up to date. */
  applied: number[];
  version: number;
  /** Tables whose retention was changed by this run. */
  retentionChanged: TableName[];
}

type MigrationStore = Pick<Store, 'context' | 'command' | 'query'>;

async function appliedVersions(store: MigrationStore): Promise<Set<number>> {
  const rows = await store.query<{ version: number }>(`SELECT DISTINCT version FROM ${LEDGER_NAME}`);
  return new Set(rows.map((row) => row.version));
}

async function note(store: MigrationStore, entry: { version: number; name: string; nowMs: number }): Promise<void> {
  const params = { version: entry.version, name: entry.name, at: timeText(entry.nowMs) };
  await store.command(
    `INSERT INTO ${LEDGER_NAME} (version, name, applied_at) SELECT {version:UInt32}, {name:String}, {at:DateTime64(3, 'UTC')}`,
    { params }
  );
}

function normalised(sql: string): string {
  return sql.replace(/[`\s()]/g, '');
}

async function applyRetention(store: MigrationStore): Promise<TableName[]> {
  const { context } = store;
  const tables = await store.query<{ name: string; engine: string }>(
    'SELECT name, engine_full AS engine FROM system.tables WHERE database = {database:String}',
    { params: { database: context.database } }
  );
  const engines = new Map(tables.map((row) => [row.name, normalised(row.engine)]));
  const changed: TableName[] = [];
  for (const name of Object.keys(TABLES) as TableName[]) {
    const table: Table = TABLES[name];
    const days = retentionOf(name, context);
    const wanted = ttlExpression(table, days);
    const engine = engines.get(tableNames(name, context.layout).local) ?? '';
    const isRight = wanted ? engine.includes(`TTL${normalised(wanted)}SETTINGS`) : !engine.includes('TTLto');
    const statement = retentionDdl(name, table, { ...context, retentionDays: days });
    if (!isRight && statement) {
      await store.command(statement, { settings: { materialize_ttl_after_modify: 0 } });
      changed.push(name);
    }
  }
  return changed;
}

async function missingColumns(store: MigrationStore, context: MigrationContext): Promise<string[]> {
  const rows = await store.query<{ column: string }>(
    "SELECT concat(table, '.', name) AS column FROM system.columns WHERE database = {database:String}",
    { params: { database: context.database } }
  );
  const present = new Set(rows.map((row) => row.column));
  return (Object.keys(TABLES) as TableName[])
    .flatMap((name) => insertColumns(name).map((column) => `${identifier(name)}.${column}`))
    .filter((column) => !present.has(column));
}

/**
 * Brings the store to this program's schema: applies what is missing, in order, and sets each table's retention.
 * May run any number of times, also beside another process doing the same. Throws SchemaMismatch when the store was
 * written by a newer program or a table lacks columns.
 */
export async function migrate(store: MigrationStore, nowMs: number): Promise<MigrationReport> {
  const { context } = store;
  for (const statement of createLedger(context)) {
    await store.command(statement);
  }
  const done = await appliedVersions(store);
  const all = migrations(context);
  const newest = all.at(-1)?.version ?? 0;
  const beyond = [...done].filter((version) => version > newest);
  if (beyond.length > 0) {
    throw new SchemaMismatch(`the store has schema ${Math.max(...beyond)}, this program knows up to ${newest}`);
  }
  const todo = all.filter((migration) => !done.has(migration.version));
  for (const migration of todo) {
    for (const statement of migration.statements) {
      await store.command(statement);
    }
    await note(store, { version: migration.version, name: migration.name, nowMs });
  }
  const missing = await missingColumns(store, context);
  if (missing.length > 0) {
    throw new SchemaMismatch(`the store lacks ${missing.join(', ')}; its schema was written by another version`);
  }
  const retentionChanged = await applyRetention(store);
  return { applied: todo.map((migration) => migration.version), version: newest, retentionChanged };
}
