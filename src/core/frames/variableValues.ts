import { type DataFrame, FieldType, type MetricFindValue } from '@grafana/data';

/** Values of a variable from the frames of a `values` answer: field `value`, with `text` beside it when given. */
export const variableValues = (frames: readonly DataFrame[]): MetricFindValue[] =>
  frames.flatMap((frame) => {
    const value =
      frame.fields.find((field) => field.name === 'value') ??
      frame.fields.find((field) => field.type === FieldType.string);
    const text = frame.fields.find((field) => field.name === 'text') ?? value;
    return (value?.values ?? []).flatMap((item: unknown, row: number) => {
      if (typeof item !== 'string' || item === '') {
        return [];
      }
      const shown: unknown = text?.values[row];
      return [{ text: typeof shown === 'string' && shown !== '' ? shown : item, value: item }];
    });
  });
