import type { Store } from './storeTypes';

export interface TableInfo {
  name: string;
  rows: number;
  bytes: number;
  parts: number;
}

export interface StoreInfo {
  kind: Store['kind'];
  version: string;
  /** The disk the data lies on, bytes; null when the engine does not tell. */
  disk: { freeBytes: number; totalBytes: number } | null;
  tables: TableInfo[];
}

const TABLES_SQL = `
SELECT table AS name, sum(rows) AS rows, sum(bytes_on_disk) AS bytes, count() AS parts
FROM system.parts WHERE active AND database = {database:String} GROUP BY table ORDER BY table`;

/** Size of the store, from the engine's own system tables (on a cluster: of the answering server). */
export async function storeInfo(store: Pick<Store, 'kind' | 'query' | 'context'>): Promise<StoreInfo> {
  const params = { database: store.context.database };
  const [versions, disks, tables] = await Promise.all([
    store.query<{ version: string }>('SELECT version() AS version'),
    store.query<{ free: number; total: number }>(
      "SELECT free_space AS free, total_space AS total FROM system.disks ORDER BY name = 'default' DESC LIMIT 1"
    ),
    store.query<TableInfo>(TABLES_SQL, { params }),
  ]);
  const disk = disks[0] ? { freeBytes: disks[0].free, totalBytes: disks[0].total } : null;
  return { kind: store.kind, version: versions[0]?.version ?? '', disk, tables };
}
