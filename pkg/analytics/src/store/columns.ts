/**
 * The kinds of column the store knows. A column carries its ClickHouse type, and through `T` the type of its value in a
 * row, so that the DDL, the insert column list and the TypeScript row cannot drift apart.
 *
 * `text` string · `time` epoch milliseconds (integer) · `int` safe integer · `bigint` bigint (beyond 2^53) ·
 * `float` finite number. JSON documents are `text` holding JSON.
 */
export type ColumnKind = 'text' | 'time' | 'int' | 'bigint' | 'float';

export interface Column<T = unknown> {
  /** ClickHouse type. */
  type: string;
  kind: ColumnKind;
  nullable: boolean;
  codec?: string;
  /** Inclusive bounds of integers: the engine wraps around silently, so the border checks. */
  min?: number | bigint;
  max?: number | bigint;
  /** Schema version that brought this column; 1 unless said. */
  since?: number;
  /** Phantom: the value's type in a row; never set. */
  readonly value?: T;
}

export type IntType = 'UInt8' | 'UInt16' | 'UInt32' | 'UInt64' | 'Int32' | 'Int64';

const INT_BOUNDS: Record<IntType, [number, number]> = {
  UInt8: [0, 0xff],
  UInt16: [0, 0xffff],
  UInt32: [0, 0xffffffff],
  UInt64: [0, Number.MAX_SAFE_INTEGER],
  Int32: [-0x80000000, 0x7fffffff],
  Int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** Free text of many different values. */
export function text(): Column<string> {
  return { type: 'String', kind: 'text', nullable: false };
}

/** Text of few different values: types, states, sources. */
export function label(): Column<string> {
  return { type: 'LowCardinality(String)', kind: 'text', nullable: false };
}

/** A JSON document as text; `''` or `'{}'` when there is none. */
export function json(): Column<string> {
  return { type: 'String', kind: 'text', nullable: false, codec: 'ZSTD(1)' };
}

/** A point in time, epoch milliseconds, 1900–2299. */
export function time(): Column<number> {
  return { type: "DateTime64(3, 'UTC')", kind: 'time', nullable: false, codec: 'Delta, ZSTD(1)' };
}

/** Whole numbers; 64-bit ones are bounded by what JavaScript counts exactly. */
export function int(type: IntType): Column<number> {
  const [min, max] = INT_BOUNDS[type];
  return { type, kind: 'int', nullable: false, min, max };
}

/** 64-bit whole numbers that need all their bits (nanoseconds since 1970). */
export function bigInt64(): Column<bigint> {
  return { type: 'Int64', kind: 'bigint', nullable: false, min: -(2n ** 63n), max: 2n ** 63n - 1n };
}

export function float(type: 'Float32' | 'Float64' = 'Float64'): Column<number> {
  return { type, kind: 'float', nullable: false };
}

/** The same column, absent allowed: null is "not known", never 0. */
export function nullable<T>(column: Column<T>): Column<T | null> {
  const { value: _phantom, ...rest } = column;
  return { ...rest, type: `Nullable(${column.type})`, nullable: true };
}

/** The same column, brought by a later schema version. */
export function since<T>(version: number, column: Column<T>): Column<T> {
  return { ...column, since: version };
}

export type Columns = Readonly<Record<string, Column>>;

/** The row a set of columns describes. */
export type RowOfColumns<C extends Columns> = {
  readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never;
};
