import { type RowOf, type TableName } from '../store/schema';

/** Writes rows; resolves when they are durable, rejects when they are not. */
export interface RowWriter {
  write<T extends TableName>(table: T, rows: ReadonlyArray<RowOf<T>>): Promise<void>;
}

/** Reads rows by SQL with `{name:Type}` parameters. */
export interface RowReader {
  query<T>(sql: string, options: { params: Record<string, unknown> }): Promise<T[]>;
}
