import { type Frame, type QueryAnswer } from '@eljefe/contract';

/** Reads the cells of one row by column name; what is not of the wanted kind is absent. */
export interface RowReader {
  text: (name: string) => string | null;
  number: (name: string) => number | null;
  flag: (name: string) => boolean | null;
  value: (name: string) => unknown;
}

const asText = (value: unknown): string | null =>
  typeof value === 'string' && value !== ''
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : null;

const asNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** Rows of a frame, each read by the caller. */
export const frameRows = <T>(frame: Frame | undefined, read: (row: RowReader, index: number) => T): T[] => {
  if (!frame) {
    return [];
  }
  const columns = new Map(frame.fields.map(({ name, values }) => [name, values]));
  const length = frame.fields[0]?.values.length ?? 0;
  return Array.from({ length }, (_, index) => {
    const value = (name: string): unknown => columns.get(name)?.[index] ?? null;
    return read(
      {
        value,
        text: (name) => asText(value(name)),
        number: (name) => asNumber(value(name)),
        flag: (name) => (typeof value(name) === 'boolean' ? value(name) === true : null),
      },
      index
    );
  });
};

/** A frame of an answer by its name, else its first. */
export const frameOf = (answer: QueryAnswer | undefined, name?: string): Frame | undefined =>
  name === undefined ? answer?.frames[0] : answer?.frames.find((frame) => frame.name === name);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON text of a cell; null when it is none. */
export const jsonOf = (text: string | null): unknown => {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return value;
  } catch {
    return null;
  }
};

/** Lists come as JSON text. */
export const listOf = (text: string | null): string[] => {
  const read = jsonOf(text);
  return Array.isArray(read) ? read.map(String) : [];
};

/** Labels as pairs, by name. */
export const labelsOf = (text: string | null): Array<[string, string]> => {
  const read = jsonOf(text);
  return isRecord(read)
    ? Object.entries(read)
        .map(([key, value]): [string, string] => [key, String(value)])
        .sort(([left], [right]) => left.localeCompare(right))
    : [];
};

/** What a frame says beside its rows. */
export const customOf = (frame: Frame | undefined): Record<string, unknown> => {
  const custom: unknown = frame?.meta?.['custom'];
  return isRecord(custom) ? custom : {};
};
