import type { RowOf } from './schema';

interface Reads {
  query<T>(sql: string, options: { params: Record<string, unknown> }): Promise<T[]>;
}
interface Writes {
  write(table: 'meta', rows: ReadonlyArray<RowOf<'meta'>>): Promise<void>;
}

/** One kept value; of two writings of a key the larger version stands. */
export interface MetaRow {
  key: string;
  value: string;
  version: number;
}

/** Small things that are kept by key: settings, saved views. Resolves when durable. */
export class MetaRows {
  readonly #store: Reads;
  readonly #writer: Writes;

  constructor(store: Reads, writer: Writes) {
    this.#store = store;
    this.#writer = writer;
  }

  /** All rows whose key begins with `prefix`, by key. */
  async read(prefix: string): Promise<MetaRow[]> {
    const rows = await this.#store.query<MetaRow>(
      'SELECT key, value, version FROM meta FINAL WHERE startsWith(key, {prefix:String}) ORDER BY key',
      { params: { prefix } }
    );
    return rows.map(({ key, value, version }) => ({ key, value, version: Number(version) }));
  }

  write(row: MetaRow): Promise<void> {
    return this.#writer.write('meta', [{ ...row, is_deleted: 0 }]);
  }

  /** @param version larger than that of what is removed */
  remove(key: string, version: number): Promise<void> {
    return this.#writer.write('meta', [{ key, value: '', version, is_deleted: 1 }]);
  }
}
