import { TABLES, type Table, type TableName } from './schema';

/** Column names of a table in the order rows are written. */
export function insertColumns(name: TableName): string[] {
  return Object.keys(TABLES[name].columns);
}

/**
 * The select list that brings a table's rows back in the very types of `RowOf`: times as epoch milliseconds, and 64-bit
 * integers that need all their bits as text (see {@link reviveRow}).
 */
export function selectList(name: TableName, prefix = ''): string {
  const table: Table = TABLES[name];
  return Object.entries(table.columns)
    .map(([key, column]) => {
      const source = `${prefix}\`${key}\``;
      if (column.kind === 'time') {
        return `toUnixTimestamp64Milli(${source}) AS \`${key}\``;
      }
      return column.kind === 'bigint' ? `toString(${source}) AS \`${key}\`` : source;
    })
    .join(', ');
}
