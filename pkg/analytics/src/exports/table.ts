import { type Frame, type FrameField, type QueryAnswer } from '@eljefe/contract';

export type CellType = 'time' | 'number' | 'text' | 'boolean';
export type Cell = string | number | boolean | null;

export interface Column {
  name: string;
  type: CellType;
  /** One a row; times are epoch ms. */
  cells: Cell[];
}

/** Answers as one flat table, every column as long as `rows`. */
export interface Table {
  columns: Column[];
  rows: number;
}

const TYPES: Readonly<Record<FrameField['type'], CellType>> = {
  time: 'time',
  number: 'number',
  boolean: 'boolean',
  string: 'text',
  other: 'text',
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const cellOf = (type: CellType, value: unknown): Cell => {
  if (value === null || value === undefined) {
    return null;
  }
  switch (type) {
    case 'time':
    case 'number': {
      const number = Number(value);
      return Number.isFinite(number) ? number : null;
    }
    case 'boolean':
      return Boolean(value);
    case 'text':
      return textOf(value);
  }
};

class Columns {
  private readonly byName = new Map<string, Column>();
  private rows = 0;

  /** Columns a frame lacks are absent in its rows, never 0 or empty text. */
  add(given: ReadonlyArray<{ name: string; type: CellType; cells: readonly Cell[] }>, rows: number): void {
    for (const { name, type, cells } of given) {
      const column = this.byName.get(name) ?? { name, type, cells: new Array<Cell>(this.rows).fill(null) };
      column.cells.push(
        ...cells.map((cell) => (column.type === type || cell === null ? cell : cellOf(column.type, cell)))
      );
      this.byName.set(name, column);
    }
    this.rows += rows;
    for (const { cells } of this.byName.values()) {
      while (cells.length < this.rows) {
        cells.push(null);
      }
    }
  }

  table(): Table {
    return { columns: [...this.byName.values()], rows: this.rows };
  }
}

const labelsOf = ({ fields }: Frame): Array<[string, string]> =>
  Object.entries(Object.assign({}, ...fields.map(({ labels }) => labels ?? {}))).map(([name, value]) => [
    name,
    String(value),
  ]);

/**
 * Every frame of every answer below each other: its `ref_id`, its name and its labels as columns of their own, then its
 * fields. A label named like a field is told as `label_<name>`.
 */
export const tableOf = (answers: readonly QueryAnswer[]): Table => {
  const columns = new Columns();
  for (const { refId, frames } of answers) {
    for (const frame of frames) {
      const rows = frame.fields[0]?.values.length ?? 0;
      const same = (value: string): Cell[] => new Array<Cell>(rows).fill(value);
      const names = new Set(['ref_id', 'frame', ...frame.fields.map(({ name }) => name)]);
      columns.add(
        [
          { name: 'ref_id', type: 'text', cells: same(refId) },
          { name: 'frame', type: 'text', cells: same(frame.name ?? '') },
          ...labelsOf(frame).map(([name, value]) => ({
            name: names.has(name) ? `label_${name}` : name,
            type: 'text' as const,
            cells: same(value),
          })),
          ...frame.fields.map(({ name, type, values }) => ({
            name,
            type: TYPES[type],
            cells: values.map((value) => cellOf(TYPES[type], value)),
          })),
        ],
        rows
      );
    }
  }
  return columns.table();
};
