import { TABLES, type RowOf, type Table, type TableName } from './schema';
import type { Column } from './columns';

/** Rows as TabSeparated text in UTF-8, each ending in a newline, columns in the schema's order. */
export interface RowText {
  /** Buffers rather than strings: they wait outside the garbage collector's young space. */
  chunks: readonly Buffer[];
  rows: number;
}

/** One rendered row. */
export interface Line {
  text: string;
  /** A number that is equal for two rows exactly when the engine puts them into one partition. */
  partition: number;
}

/** A value the engine would store as something else (or refuse); says which column and why. */
export class UnfitValue extends Error {
  constructor(
    readonly column: string,
    why: string
  ) {
    super(`${column}: ${why}`);
  }
}

const NEEDS_ESCAPE = /[\\\t\n\r\0\b\f]/;
const EVERY_CONTROL = /[\t\n\r\0\b\f]/g;
const CONTROLS: Record<string, string> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
  '\b': '\\b',
  '\f': '\\f',
};

// DateTime64 holds 1900-01-01 to 2299-12-31; outside it the engine saturates silently.
const MIN_TIME_MS = Date.UTC(1900, 0, 1);
const MAX_TIME_MS = Date.UTC(2299, 11, 31, 23, 59, 59, 999);
// From here on seconds have ten digits, which the engine reads as a Unix time without guessing.
const PLAIN_SECONDS_FROM_MS = 1e12;
const DAY_MS = 86_400_000;

export function escapeTsv(value: string): string {
  // JSON inside of JSON is full of backslashes, and has no control characters: the plain replacement does for it.
  return NEEDS_ESCAPE.test(value)
    ? value.replaceAll('\\', '\\\\').replace(EVERY_CONTROL, (c) => CONTROLS[c] ?? c)
    : value;
}

/** Epoch milliseconds as a text the engine parses into DateTime64(3,'UTC') exactly. */
export function timeText(ms: number): string {
  if (ms < PLAIN_SECONDS_FROM_MS || ms >= 1e13) {
    return new Date(ms).toISOString().replace('T', ' ').slice(0, 23);
  }
  const digits = String(ms);
  return `${digits.slice(0, 10)}.${digits.slice(10)}`;
}

type Render = (value: unknown) => string;

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : String(value);
}

function renderText(name: string): Render {
  return (value) => {
    if (typeof value !== 'string') {
      throw new UnfitValue(name, `expected text, got ${shown(value)}`);
    }
    return escapeTsv(value);
  };
}

function renderTime(name: string): Render {
  return (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < MIN_TIME_MS || value > MAX_TIME_MS) {
      throw new UnfitValue(name, `expected whole milliseconds between 1900 and 2299, got ${shown(value)}`);
    }
    return timeText(value);
  };
}

function renderInt(name: string, column: Column): Render {
  const min = Number(column.min);
  const max = Number(column.max);
  return (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
      throw new UnfitValue(name, `expected a whole number from ${min} to ${max}, got ${shown(value)}`);
    }
    return String(value);
  };
}

function renderBigInt(name: string, column: Column): Render {
  const min = BigInt(column.min ?? 0);
  const max = BigInt(column.max ?? 0);
  return (value) => {
    if (typeof value !== 'bigint' || value < min || value > max) {
      throw new UnfitValue(name, `expected a bigint from ${min} to ${max}, got ${shown(value)}`);
    }
    return String(value);
  };
}

function renderFloat(name: string): Render {
  return (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw new UnfitValue(name, `expected a finite number, got ${shown(value)}`);
    }
    return String(value);
  };
}

function rendererOf(name: string, column: Column): Render {
  const byKind: Record<Column['kind'], () => Render> = {
    text: () => renderText(name),
    time: () => renderTime(name),
    int: () => renderInt(name, column),
    bigint: () => renderBigInt(name, column),
    float: () => renderFloat(name),
  };
  const render = byKind[column.kind]();
  return column.nullable ? (value) => (value === null ? '\\N' : render(value)) : render;
}

function partitionOf(table: Table): (row: Readonly<Record<string, unknown>>) => number {
  const { partition } = table;
  if (!partition) {
    return () => 0;
  }
  return (row) => partitionKey(Number(row[partition.column]), partition.by);
}

/** A number that is equal for two times exactly when the engine puts them into one partition. */
export function partitionKey(ms: number, by: 'day' | 'week' | 'month'): number {
  const day = Math.floor(ms / DAY_MS);
  if (by === 'day') {
    return day;
  }
  if (by === 'week') {
    return Math.floor((day + 3) / 7); // 1970-01-01 was a Thursday; weeks begin on Monday
  }
  const date = new Date(ms);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** How a table's rows become text; see {@link rendererFor}. */
interface RowRenderer {
  /** Adds a row's cells to `into`; on a value that does not fit, `into` stays as it was. Throws {@link UnfitValue}. */
  addTo(into: string[], row: Readonly<Record<string, unknown>>): void;
  partition(row: Readonly<Record<string, unknown>>): number;
}

/** Compiles a table's columns into a renderer. Missing values are refused, never filled in. */
function rowRenderer(table: Table): RowRenderer {
  const columns = Object.entries(table.columns).map(([key, column]) => ({ key, render: rendererOf(key, column) }));
  const cells = new Array<string>(columns.length).fill('');
  const addTo: RowRenderer['addTo'] = (into, row) => {
    for (let position = 0; position < columns.length; position += 1) {
      const column = columns[position];
      cells[position] = column?.render(row[column.key]) ?? '';
    }
    // Cells are joined by tabs: the line's end goes into the cell that the next row begins with.
    if (into.length > 0) {
      cells[0] = `${into.pop() ?? ''}\n${cells[0] ?? ''}`;
    }
    into.push(...cells);
  };
  return { addTo, partition: partitionOf(table) };
}

const RENDERERS = new Map<TableName, RowRenderer>();

function rendererFor(name: TableName): RowRenderer {
  const made = RENDERERS.get(name) ?? rowRenderer(TABLES[name]);
  RENDERERS.set(name, made);
  return made;
}

/**
 * The text of all rows, the end of the last line with it. One join makes one flat string; adding up cells would leave a tree of
 * strings for the garbage collector.
 */
function textOf(cells: string[]): string {
  const last = cells.pop();
  if (last === undefined) {
    return '';
  }
  cells.push(`${last}\n`);
  return cells.join('\t');
}

/** One row as a line of text. Throws {@link UnfitValue}. */
export function renderLine<T extends TableName>(name: T, row: RowOf<T>): Line {
  const { addTo, partition } = rendererFor(name);
  const cells: string[] = [];
  addTo(cells, row);
  return { text: textOf(cells), partition: partition(row) };
}

/** Many rows as one text. Throws {@link UnfitValue} on the first value that does not fit. */
export function renderRows<T extends TableName>(name: T, rows: ReadonlyArray<RowOf<T>>): RowText {
  const { addTo } = rendererFor(name);
  const cells: string[] = [];
  rows.forEach((row) => addTo(cells, row));
  return { chunks: [Buffer.from(textOf(cells))], rows: rows.length };
}

/** Rows as text, those that do not fit left out. */
export interface FittingRows {
  text: string;
  /** For each line its position in the rows given, and its partition. */
  indexes: number[];
  partitions: number[];
  unfit: Array<{ index: number; reason: string }>;
}

/** All rows that fit as one text, and why the others do not. */
export function renderFitting<T extends TableName>(name: T, rows: ReadonlyArray<RowOf<T>>): FittingRows {
  const { addTo, partition } = rendererFor(name);
  const cells: string[] = [];
  const fitting: Omit<FittingRows, 'text'> = { indexes: [], partitions: [], unfit: [] };
  rows.forEach((row, index) => {
    try {
      addTo(cells, row);
    } catch (error) {
      if (!(error instanceof UnfitValue)) {
        throw error;
      }
      fitting.unfit.push({ index, reason: error.message });
      return;
    }
    fitting.indexes.push(index);
    fitting.partitions.push(partition(row));
  });
  return { text: textOf(cells), ...fitting };
}
