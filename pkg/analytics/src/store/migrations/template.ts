/** Where statements run: one engine (embedded or one server), or a cluster of servers. */
export type Layout = { kind: 'single' } | { kind: 'cluster'; cluster: string };

export interface TableNames {
  /** The name everybody reads and writes. */
  name: string;
  /** The table that holds the data: the same, or on a cluster the local part behind the Distributed table. */
  local: string;
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** An identifier that may stand in a statement unquoted. Throws on anything else. */
export function identifier(value: string): string {
  if (!IDENTIFIER.test(value)) {
    throw new Error(`not a plain identifier: ${JSON.stringify(value)}`);
  }
  return value;
}

/** A name that may stand between single quotes: cluster names, paths with {macros}. */
export function quotedName(value: string): string {
  if (!/^[A-Za-z0-9_.{}/-]+$/.test(value)) {
    throw new Error(`not a plain name: ${JSON.stringify(value)}`);
  }
  return `'${value}'`;
}

export function onCluster(layout: Layout): string {
  return layout.kind === 'cluster' ? ` ON CLUSTER ${quotedName(layout.cluster)}` : '';
}

export function tableNames(name: string, layout: Layout): TableNames {
  const plain = identifier(name);
  return { name: plain, local: layout.kind === 'cluster' ? `${plain}_local` : plain };
}

/** `MergeTree` family engine by its plain name and arguments; replicated on a cluster, with the server's default path. */
export function engine(layout: Layout, family: string, args: readonly string[]): string {
  if (layout.kind === 'single') {
    return `${family}(${args.join(', ')})`;
  }
  const path = [quotedName('/clickhouse/tables/{shard}/{database}/{table}'), quotedName('{replica}')];
  return `Replicated${family}(${[...path, ...args].join(', ')})`;
}
