import { type Frame, type FrameField, type MeasureInfo } from '@eljefe/contract';

/** Grafana's unit id for a measure's unit. */
export const GRAFANA_UNITS: Readonly<Record<MeasureInfo['unit'], string>> = {
  ratio: 'percentunit',
  seconds: 's',
  usd: 'currencyUSD',
  tokens: 'short',
  count: 'short',
  score: 'short',
  bytes: 'bytes',
  percent: 'percent',
  per_hour: 'short',
  per_1000_tokens: 'short',
};

interface Column<T> extends Omit<FrameField, 'values'> {
  value(item: T): unknown;
}

/** Items as a table: one column for each way of looking at them. */
export const frameOf = <T>(name: string, items: readonly T[], columns: ReadonlyArray<Column<T>>): Frame => ({
  name,
  fields: columns.map(({ value, ...field }) => ({ ...field, values: items.map((item) => value(item) ?? null) })),
});

/** Values per unit and type of a record's fields, for tables of jobs and sessions. */
export const fieldKind = (key: string): Pick<FrameField, 'type' | 'unit'> => {
  if (/_at$|^deadline$|^time$/.test(key)) {
    return { type: 'time' };
  }
  if (/(_time|_seconds|_limit)$/.test(key)) {
    return { type: 'number', unit: 's' };
  }
  if (/cost$/.test(key)) {
    return { type: 'number', unit: 'currencyUSD' };
  }
  if (/^(progress|output_quality_score|context_score)$/.test(key)) {
    return { type: 'number', unit: 'percentunit' };
  }
  if (/_percent$/.test(key)) {
    return { type: 'number', unit: 'percent' };
  }
  if (/_bytes$/.test(key)) {
    return { type: 'number', unit: 'bytes' };
  }
  if (
    /(tokens|tokens_used|words_generated|_count|attempt|_steps|human_actions|user_satisfaction|malformed)$/.test(key)
  ) {
    return { type: 'number', unit: 'short' };
  }
  return /^(stale|waiting_on_human|needs_human)$/.test(key) ? { type: 'boolean' } : { type: 'string' };
};

const cell = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? null);

/** Records as a table, in the order of the first one's fields; lists and maps as JSON text. */
export const recordsFrame = (
  name: string,
  records: ReadonlyArray<Readonly<Record<string, unknown>>>,
  keys: readonly string[]
): Frame => ({
  name,
  fields: keys.map((key) => ({ name: key, ...fieldKind(key), values: records.map((record) => cell(record[key])) })),
});
