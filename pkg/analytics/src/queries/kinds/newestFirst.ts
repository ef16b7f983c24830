import { type Sql } from '../where';

/** Rows looked at for each row that is wanted: a key has several versions and tombstones until the engine merges them. */
const LOOKED_AT = 4;

/** A list whose newest entries are wanted, from a table whose key begins with `at, source, id`. */
export interface NewestAsk {
  table: 'jobs' | 'sessions';
  /** What is read of each row, as SQL. */
  columns: string;
  /** Which rows count. */
  where: Sql;
  /** Most rows of the answer. */
  limit: number;
  /** Does `where` ask for more than a range of time? */
  selective: boolean;
}

const ORDER = 'ORDER BY at DESC, source DESC, id DESC';

const reads = ({ table, columns, where, limit }: NewestAsk, further: string): Sql => ({
  text: `SELECT ${columns} FROM ${table} FINAL WHERE ${further}${where.text} ${ORDER} LIMIT {newest:UInt32}`,
  params: { ...where.params, newest: limit },
});

/**
 * Reads no further back than the newest stored rows reach: FINAL would merge the whole table for its newest fifty.
 * Every row that counts has a version that counts, so what lies above the floor is complete. Empty below that many rows.
 */
const fromFloor = (ask: NewestAsk): Sql => {
  const { text, params } = reads(ask, 'at >= floor AND ');
  return {
    text: `WITH (SELECT if(count() < {looked:UInt32}, toDateTime64('2299-12-31', 3, 'UTC'), min(at))
  FROM (SELECT at FROM ${ask.table} WHERE ${ask.where.text} ORDER BY at DESC LIMIT {looked:UInt32})) AS floor ${text}`,
    params: { ...params, looked: ask.limit * LOOKED_AT },
  };
};

/** Every row that may count, found by its key. */
const fromKeys = (ask: NewestAsk): Sql =>
  reads(
    ask,
    ask.selective ? `(at, source, id) IN (SELECT at, source, id FROM ${ask.table} WHERE ${ask.where.text}) AND ` : ''
  );

/** The newest rows of a table, newest first; exactly those a read of the whole table would give. */
export const readNewest = async <T>(read: (sql: Sql) => Promise<T[]>, ask: NewestAsk): Promise<T[]> => {
  const near = await read(fromFloor(ask));
  return near.length >= ask.limit ? near : read(fromKeys(ask));
};
