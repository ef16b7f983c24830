import { type DataFrame, type Field } from '@grafana/data';
import { mapValues } from 'lodash';

/** Reads the cells of one column; what is not of the wanted kind is absent. */
export interface ColumnReader {
  text: (row: number) => string | null;
  number: (row: number) => number | null;
  flag: (row: number) => boolean | null;
}

/** Columns by our own names, each with the names it may have in a frame; the first that is there counts. */
export type ColumnNames = Readonly<Record<string, readonly string[]>>;

const asText = (value: unknown): string | null => {
  if (typeof value === 'string') {
    return value === '' ? null : value;
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
};

const asNumber = (value: unknown): number | null => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

const asFlag = (value: unknown): boolean | null => {
  if (typeof value === 'boolean') {
    return value;
  }
  return value === 'true' || value === 1 ? true : value === 'false' || value === 0 ? false : null;
};

const ABSENT: ColumnReader = { text: () => null, number: () => null, flag: () => null };

const readerOf = ({ values }: Field): ColumnReader => ({
  text: (row) => asText(values[row]),
  number: (row) => asNumber(values[row]),
  flag: (row) => asFlag(values[row]),
});

/** @returns which of our columns the frame lacks */
export const missingColumns = (frame: DataFrame, names: ColumnNames): string[] => {
  const found = new Set(frame.fields.map((field) => field.name.toLowerCase()));
  return Object.entries(names)
    .filter(([, candidates]) => !candidates.some((name) => found.has(name)))
    .map(([column]) => column);
};

/** @returns a reader per column; one that the frame lacks reads nothing but absent values */
export const columnReaders = <Names extends ColumnNames>(
  frame: DataFrame,
  names: Names
): Record<keyof Names, ColumnReader> => {
  const byName = new Map(frame.fields.map((field) => [field.name.toLowerCase(), field]));
  return mapValues(names, (candidates) => {
    const name = candidates.find((candidate) => byName.has(candidate));
    const field = name === undefined ? undefined : byName.get(name);
    return field ? readerOf(field) : ABSENT;
  });
};
