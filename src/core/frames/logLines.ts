import { type DataFrame, DataFrameType, type Field, FieldType } from '@grafana/data';

const LEVEL: Readonly<Record<string, string>> = { critical: 'critical', warning: 'warning', info: 'info' };

const named = (frame: DataFrame, name: string): Field | undefined => frame.fields.find((field) => field.name === name);

const textAt = (field: Field | undefined, row: number): string => {
  const value: unknown = field?.values[row];
  return typeof value === 'string' ? value : '';
};

/** Fields that label a log line, when they hold something. */
const LABELS = ['kind', 'source', 'subject_kind', 'subject'] as const;

const labelsAt = (frame: DataFrame, row: number): Record<string, string> => {
  const labels: Record<string, string> = {};
  for (const name of LABELS) {
    const text = textAt(named(frame, name), row);
    if (text !== '') {
      labels[name] = text;
    }
  }
  return labels;
};

const rows = (frame: DataFrame): number[] => Array.from({ length: frame.length }, (_, row) => row);

/**
 * A frame of events in the shape Explore's logs view wants: timestamp, body, severity, id, labels.
 * @returns the frame as it is when it has no time or title
 */
export const logLines = (frame: DataFrame): DataFrame => {
  const [time, title] = [named(frame, 'time'), named(frame, 'title')];
  if (!time || !title) {
    return frame;
  }
  const body = rows(frame).map((row) =>
    [textAt(title, row), textAt(named(frame, 'text'), row)].filter((text) => text !== '').join(': ')
  );
  const severity = rows(frame).map((row) => LEVEL[textAt(named(frame, 'severity'), row)] ?? 'unknown');
  const text = (name: string, values: string[]): Field => ({ name, type: FieldType.string, values, config: {} });
  return {
    ...frame,
    fields: [
      { ...time, name: 'timestamp' },
      text('body', body),
      text('severity', severity),
      text(
        'id',
        rows(frame).map((row) => textAt(named(frame, 'id'), row))
      ),
      { name: 'labels', type: FieldType.other, values: rows(frame).map((row) => labelsAt(frame, row)), config: {} },
    ],
    meta: { ...frame.meta, type: DataFrameType.LogLines, preferredVisualisationType: 'logs' },
  };
};
