import type { Column } from '../columns';
import type { RetentionDays, Table } from '../schema';
import { engine, identifier, onCluster, quotedName, tableNames, type Layout } from './template';

// Blocks a retried insert is recognised among. A retry comes within minutes; a batch over 100 partitions counts 100.
const DEDUPLICATION_WINDOW = 1000;

export interface TableDdlContext {
  database: string;
  layout: Layout;
  retentionDays: RetentionDays;
}

export function columnDdl(name: string, column: Column): string {
  const codec = column.codec ? ` CODEC(${column.codec})` : '';
  return `\`${identifier(name)}\` ${column.type}${codec}`;
}

const PARTITION_BY = {
  day: (column: string) => `toYYYYMMDD(${column})`,
  week: (column: string) => `toMonday(${column})`,
  month: (column: string) => `toYYYYMM(${column})`,
};

export function ttlExpression(table: Table, days: RetentionDays): string | undefined {
  return table.retention && days !== null
    ? `toDateTime(\`${identifier(table.retention.column)}\`) + toIntervalDay(${Math.max(1, Math.round(days))})`
    : undefined;
}

function engineOf(table: Table, layout: Layout): string {
  if (!table.version) {
    return engine(layout, 'MergeTree', []);
  }
  return engine(layout, 'ReplacingMergeTree', table.deleted ? [table.version, table.deleted] : [table.version]);
}

function settingsOf(layout: Layout): string {
  const window =
    layout.kind === 'single'
      ? `non_replicated_deduplication_window = ${DEDUPLICATION_WINDOW}`
      : `replicated_deduplication_window = ${DEDUPLICATION_WINDOW}`;
  return `${window}, fsync_after_insert = 1, fsync_part_directory = 1, ttl_only_drop_parts = 1`;
}

/** Bloom filters over ids: 1 % false positives, one filter for each granule of 8192 rows. */
function indexDdl(column: string): string {
  return `INDEX \`bloom_${identifier(column)}\` \`${column}\` TYPE bloom_filter(0.01) GRANULARITY 1`;
}

function bloomOf({ columns, bloom }: Pick<Table, 'columns' | 'bloom'>): string[] {
  return (bloom ?? []).filter((column) => column in columns);
}

function localTableDdl(name: string, table: Table, context: TableDdlContext): string {
  const { layout, database } = context;
  const body = [
    ...Object.entries(table.columns).map(([key, column]) => columnDdl(key, column)),
    ...bloomOf(table).map(indexDdl),
  ];
  const ttl = ttlExpression(table, context.retentionDays);
  return [
    `CREATE TABLE IF NOT EXISTS ${identifier(database)}.${tableNames(name, layout).local}${onCluster(layout)}`,
    `(${body.join(', ')})`,
    `ENGINE = ${engineOf(table, layout)}`,
    ...(table.partition ? [`PARTITION BY ${PARTITION_BY[table.partition.by](`\`${table.partition.column}\``)}`] : []),
    `ORDER BY (${table.orderBy.map((key) => `\`${key}\``).join(', ')})`,
    ...(ttl ? [`TTL ${ttl}`] : []),
    `SETTINGS ${settingsOf(layout)}`,
  ].join(' ');
}

function distributedDdl(
  name: string,
  table: Table,
  context: TableDdlContext & { layout: { kind: 'cluster'; cluster: string } }
): string {
  const { layout, database } = context;
  const names = tableNames(name, layout);
  const key = `cityHash64(${table.shardBy.map((column) => `\`${identifier(column)}\``).join(', ')})`;
  return [
    `CREATE TABLE IF NOT EXISTS ${identifier(database)}.${names.name}${onCluster(layout)}`,
    `AS ${identifier(database)}.${names.local}`,
    `ENGINE = Distributed(${quotedName(layout.cluster)}, ${quotedName(database)}, ${quotedName(names.local)}, ${key})`,
  ].join(' ');
}

/** The statements that make one table: itself, and on a cluster the Distributed table in front of it. */
export function createTableDdl(name: string, table: Table, context: TableDdlContext): string[] {
  const { layout } = context;
  const local = localTableDdl(name, table, context);
  return layout.kind === 'cluster' ? [local, distributedDdl(name, table, { ...context, layout })] : [local];
}

/** The statements that add columns, and the skip indexes on them, to a table that is there already. */
export function addColumnsDdl(
  name: string,
  added: Pick<Table, 'columns' | 'bloom'>,
  context: TableDdlContext
): string[] {
  const names = tableNames(name, context.layout);
  const entries = Object.entries(added.columns);
  const columns = entries.map(([key, column]) => `ADD COLUMN IF NOT EXISTS ${columnDdl(key, column)}`);
  const indexes = bloomOf(added).map((column) => `ADD ${indexDdl(column).replace('INDEX', 'INDEX IF NOT EXISTS')}`);
  const alter = (table: string, parts: string[]): string =>
    `ALTER TABLE ${identifier(context.database)}.${table}${onCluster(context.layout)} ${parts.join(', ')}`;
  const local = alter(names.local, [...columns, ...indexes]);
  if (names.local === names.name) {
    return [local];
  }
  // A Distributed table stores nothing: neither codecs nor indexes.
  const bare = entries.map(([key, { type }]) => `ADD COLUMN IF NOT EXISTS \`${identifier(key)}\` ${type}`);
  return [local, alter(names.name, bare)];
}

/** The statement that sets (or lifts) a table's retention; undefined for tables without one. */
export function retentionDdl(name: string, table: Table, context: TableDdlContext): string | undefined {
  if (!table.retention) {
    return undefined;
  }
  const ttl = ttlExpression(table, context.retentionDays);
  const target = `${identifier(context.database)}.${tableNames(name, context.layout).local}${onCluster(context.layout)}`;
  return `ALTER TABLE ${target} ${ttl ? `MODIFY TTL ${ttl}` : 'REMOVE TTL'}`;
}
