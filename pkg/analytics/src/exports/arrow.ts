import {
  Bool,
  Float64,
  Table as ArrowTable,
  TimestampMillisecond,
  tableToIPC,
  Utf8,
  vectorFromArray,
  type Vector,
} from 'apache-arrow';

import { type Cell, type Column, type Table } from './table';

const numberOf = (cell: Cell): number | null => (typeof cell === 'number' ? cell : null);

const vectorOf = ({ type, cells }: Column): Vector => {
  switch (type) {
    case 'time':
      return vectorFromArray(cells.map(numberOf), new TimestampMillisecond('UTC'));
    case 'number':
      return vectorFromArray(cells.map(numberOf), new Float64());
    case 'boolean':
      return vectorFromArray(
        cells.map((cell) => (typeof cell === 'boolean' ? cell : null)),
        new Bool()
      );
    case 'text':
      return vectorFromArray(
        cells.map((cell) => (typeof cell === 'string' ? cell : null)),
        new Utf8()
      );
  }
};

/** An Arrow IPC stream of one table: numbers as float64, times as UTC milliseconds, text as UTF-8. */
export const arrowOf = ({ columns }: Table): Buffer =>
  Buffer.from(
    tableToIPC(new ArrowTable(Object.fromEntries(columns.map((column) => [column.name, vectorOf(column)]))), 'stream')
  );
