import { type DataFrame, type Field, FieldType } from '@grafana/data';

/** Names of the service's marks and of Grafana's annotations. */
const RENAMED: Readonly<Record<string, string>> = { end: 'timeEnd', start: 'time' };

const texts = (frame: DataFrame, names: readonly string[], row: number): string[] =>
  names.flatMap((name) => {
    const value: unknown = frame.fields.find((field) => field.name === name)?.values[row];
    const list: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
    return list.filter((item): item is string => typeof item === 'string').map((item) => item.trim());
  });

const TAGGING = ['kind', 'severity', 'version', 'source', 'agent_type', 'workflow_id', 'tags'] as const;

const tags = (frame: DataFrame): Field => ({
  name: 'tags',
  type: FieldType.other,
  values: Array.from({ length: frame.length }, (_, row) => [
    ...new Set(texts(frame, TAGGING, row).filter((tag) => tag !== '')),
  ]),
  config: {},
});

/** Marks or events as Grafana's annotations: `time`, `timeEnd`, `title`, `text`, `tags`, `id`. */
export const annotationFrame = (frame: DataFrame): DataFrame => {
  const kept = frame.fields.filter((field) => field.name !== 'tags');
  return {
    ...frame,
    fields: [...kept.map((field) => ({ ...field, name: RENAMED[field.name] ?? field.name })), tags(frame)],
  };
};
