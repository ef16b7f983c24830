import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';

import { type Column, type Table } from './table';

const sourceOf = ({ name, type, cells }: Column): ColumnSource => {
  switch (type) {
    case 'time':
      return {
        name,
        type: 'TIMESTAMP',
        nullable: true,
        data: cells.map((cell) => (cell === null ? null : new Date(Number(cell)))),
      };
    case 'number':
      return { name, type: 'DOUBLE', nullable: true, data: cells };
    case 'boolean':
      return { name, type: 'BOOLEAN', nullable: true, data: cells };
    case 'text':
      return { name, type: 'STRING', nullable: true, data: cells };
  }
};

/** Parquet: numbers as double, times as UTC milliseconds, text as UTF-8; every column may be absent. */
export const parquetOf = ({ columns }: Table): Buffer =>
  Buffer.from(parquetWriteBuffer({ columnData: columns.map(sourceOf) }));
