import { SCHEMA_VERSION, TABLES, type RetentionDays, type Table, type TableName } from '../schema';
import { addColumnsDdl, createTableDdl, type TableDdlContext } from './tableDdl';
import { identifier, onCluster, type Layout } from './template';

export interface MigrationContext {
  database: string;
  layout: Layout;
  /** Days per table that differ from the schema's own. */
  retentionDays?: Partial<Record<TableName, RetentionDays>>;
}

export interface Migration {
  version: number;
  name: string;
  statements: string[];
}

/** The ledger of what has run; itself made before anything else. */
export const LEDGER: Table = {
  columns: {
    version: { type: 'UInt32', kind: 'int', nullable: false, min: 0, max: 0xffffffff },
    name: { type: 'String', kind: 'text', nullable: false },
    applied_at: { type: "DateTime64(3, 'UTC')", kind: 'time', nullable: false },
  },
  version: 'applied_at',
  orderBy: ['version'],
  shardBy: ['version'],
};
export const LEDGER_NAME = 'schema_migrations';

export function retentionOf(name: TableName, context: MigrationContext): RetentionDays {
  const configured = context.retentionDays?.[name];
  const table: Table = TABLES[name];
  return configured === undefined ? (table.retention?.days ?? null) : configured;
}

function ddlContext(name: TableName, context: MigrationContext): TableDdlContext {
  return { database: context.database, layout: context.layout, retentionDays: retentionOf(name, context) };
}

function columnsSince(table: Table, matches: (since: number) => boolean): Table['columns'] {
  return Object.fromEntries(Object.entries(table.columns).filter(([, column]) => matches(column.since ?? 1)));
}

function tableSteps(name: TableName, version: number, context: MigrationContext): string[] {
  const table: Table = TABLES[name];
  const born = table.since ?? 1;
  if (born === version) {
    const columns = columnsSince(table, (since) => since <= version);
    return createTableDdl(name, { ...table, columns }, ddlContext(name, context));
  }
  const columns = columnsSince(table, (since) => since === version);
  return born < version && Object.keys(columns).length > 0
    ? addColumnsDdl(name, { columns, bloom: table.bloom }, ddlContext(name, context))
    : [];
}

export function createDatabase(context: MigrationContext, engine = ''): string {
  return `CREATE DATABASE IF NOT EXISTS ${identifier(context.database)}${onCluster(context.layout)}${engine}`;
}

export function createLedger(context: MigrationContext): string[] {
  return createTableDdl(LEDGER_NAME, LEDGER, { ...context, retentionDays: null });
}

/** Every migration, oldest first, rendered for where it will run. A fresh store runs them all. */
export function migrations(context: MigrationContext): Migration[] {
  return Array.from({ length: SCHEMA_VERSION }, (_, index) => index + 1).map((version) => ({
    version,
    name: version === 1 ? 'first tables' : `schema ${version}`,
    statements: (Object.keys(TABLES) as TableName[]).flatMap((name) => tableSteps(name, version, context)),
  }));
}
