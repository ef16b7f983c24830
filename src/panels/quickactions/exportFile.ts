import { FieldType, type DataFrame } from '@grafana/data';

export type ExportFormat = 'json' | 'csv';

export interface ExportFile {
  name: string;
  type: string;
  content: string;
  rows: number;
}

interface Input {
  series: readonly DataFrame[];
  format: ExportFormat;
  /** When the file is made, epoch ms. */
  atMs: number;
  range: { fromMs: number; toMs: number };
}

const rowsOf = (series: readonly DataFrame[]): number => series.reduce((sum, { length }) => sum + length, 0);

const isoOf = (ms: number): string => new Date(ms).toISOString();

const recordsOf = ({ fields, length }: DataFrame): Array<Record<string, unknown>> =>
  Array.from({ length }, (_, row) => Object.fromEntries(fields.map(({ name, values }) => [name, values[row] ?? null])));

const jsonOf = ({ series, atMs, range }: Input): string =>
  JSON.stringify(
    {
      exported_at: isoOf(atMs),
      from: isoOf(range.fromMs),
      to: isoOf(range.toMs),
      frames: series.map((frame) => ({
        name: frame.name ?? null,
        about: frame.meta?.custom ?? null,
        units: Object.fromEntries(
          frame.fields.flatMap(({ name, config }) => (config.unit === undefined ? [] : [[name, config.unit]]))
        ),
        rows: recordsOf(frame),
      })),
    },
    null,
    2
  );

const textOf = (value: unknown, type: FieldType): string => {
  if (value === null || value === undefined) {
    return '';
  }
  if (type === FieldType.time && typeof value === 'number') {
    return isoOf(value);
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** A spreadsheet takes a text that begins like this for a formula; a leading apostrophe keeps it a text. Numbers stay numbers. */
const FORMULA = /^[=+\-@\t\r]/;

const csvCell = (value: unknown, type: FieldType): string => {
  const text = textOf(value, type);
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

const csvOf = ({ series }: Input): string =>
  series
    .map(({ fields, length }) => {
      const head = fields.map(({ name }) => csvCell(name, FieldType.string)).join(',');
      const rows = Array.from({ length }, (_, row) =>
        fields.map(({ values, type }) => csvCell(values[row], type)).join(',')
      );
      return [head, ...rows].join('\r\n');
    })
    .join('\r\n\r\n');

/** The answer at hand as a file: JSON with units and times, or CSV (RFC 4180), one table per frame. */
export const exportFile = (input: Input): ExportFile => {
  const stamp = isoOf(input.atMs).slice(0, 19).replace(/:/g, '-');
  const json = input.format === 'json';
  return {
    name: `eljefe-${stamp}Z.${input.format}`,
    type: json ? 'application/json' : 'text/csv;charset=utf-8',
    content: json ? jsonOf(input) : csvOf(input),
    rows: rowsOf(input.series),
  };
};
