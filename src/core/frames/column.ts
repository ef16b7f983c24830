import { type DataLink, type Field, FieldType } from '@grafana/data';

/** How one field of a record becomes a column. */
export interface ColumnSpec<T> {
  name: keyof T & string;
  type: FieldType;
  title: string;
  unit?: string;
  description?: string;
  decimals?: number;
  min?: number;
  max?: number;
  links?: DataLink[];
  /** For panels to read, not for a table to show. */
  hidden?: boolean;
}

const cell = (value: unknown): unknown => {
  if (value === undefined) {
    return null;
  }
  if (!Array.isArray(value)) {
    return value;
  }
  return value.some((item) => typeof item === 'object') ? JSON.stringify(value) : value.join(', ');
};

/** A column for panels that read it, no reading matter in a table. */
const NOT_SHOWN = { hidden: true, hideFrom: { viz: true, legend: true, tooltip: true } };

/** A typed column of records; an absent value is null. */
export const column = <T extends object>(records: readonly T[], spec: ColumnSpec<T>): Field => ({
  name: spec.name,
  type: spec.type,
  values: records.map((record) => cell(record[spec.name])),
  config: {
    displayNameFromDS: spec.title,
    ...(spec.unit === undefined ? {} : { unit: spec.unit }),
    ...(spec.description === undefined ? {} : { description: spec.description }),
    ...(spec.decimals === undefined ? {} : { decimals: spec.decimals }),
    ...(spec.min === undefined ? {} : { min: spec.min }),
    ...(spec.max === undefined ? {} : { max: spec.max }),
    ...(spec.hidden ? { custom: NOT_SHOWN } : {}),
    ...(spec.links && spec.links.length > 0 ? { links: spec.links } : {}),
  },
});

interface Kind {
  type: FieldType;
  unit?: string;
  decimals?: number;
  min?: number;
  max?: number;
}

/** The few kinds of value that occur, each with its unit. */
export const KIND = {
  text: { type: FieldType.string },
  flag: { type: FieldType.boolean },
  time: { type: FieldType.time },
  seconds: { type: FieldType.number, unit: 's' },
  ratio: { type: FieldType.number, unit: 'percentunit', min: 0, max: 1 },
  percent: { type: FieldType.number, unit: 'percent', min: 0 },
  usd: { type: FieldType.number, unit: 'currencyUSD' },
  count: { type: FieldType.number, unit: 'short' },
  bytes: { type: FieldType.number, unit: 'bytes' },
  score: { type: FieldType.number, unit: 'none' },
  other: { type: FieldType.other },
} satisfies Record<string, Kind>;
