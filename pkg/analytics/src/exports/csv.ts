import { type Cell, type CellType, type Table } from './table';

/** Text a spreadsheet would run as a formula; an apostrophe before it makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const written = (type: CellType, cell: Cell): string => {
  if (cell === null) {
    return '';
  }
  if (type === 'time') {
    return new Date(Number(cell)).toISOString();
  }
  return typeof cell === 'string' ? quoted(guarded(cell)) : String(cell);
};

/** RFC 4180: a header, lines end in CRLF; times as RFC 3339 in UTC, what is absent as an empty cell. */
export const csvOf = ({ columns, rows }: Table): string => {
  const lines = [columns.map(({ name }) => quoted(guarded(name))).join(',')];
  for (let row = 0; row < rows; row += 1) {
    lines.push(columns.map(({ type, cells }) => written(type, cells[row] ?? null)).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
};
