import { type DataFrame, type Field } from '@grafana/data';

/** Reads cells of a frame by any of a column's accepted names; what is not of the wanted kind is absent. */
export interface FieldReader {
  has: (names: readonly string[]) => boolean;
  text: (names: readonly string[], row: number) => string | null;
  number: (names: readonly string[], row: number) => number | null;
  flag: (names: readonly string[], row: number) => boolean | null;
}

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

/** @returns a reader over one frame; the first of the given names that is a field wins (lists of names are constants, looked up once) */
export const fieldReader = (frame: DataFrame): FieldReader => {
  const byName = new Map<string, Field>(frame.fields.map((field) => [field.name.toLowerCase(), field]));
  const resolved = new Map<readonly string[], Field | undefined>();
  const fieldOf = (names: readonly string[]): Field | undefined => {
    if (!resolved.has(names)) {
      const name = names.find((candidate) => byName.has(candidate));
      resolved.set(names, name === undefined ? undefined : byName.get(name));
    }
    return resolved.get(names);
  };
  const cell = (names: readonly string[], row: number): unknown => fieldOf(names)?.values[row];
  return {
    has: (names) => fieldOf(names) !== undefined,
    text: (names, row) => asText(cell(names, row)),
    number: (names, row) => asNumber(cell(names, row)),
    flag: (names, row) => asFlag(cell(names, row)),
  };
};
