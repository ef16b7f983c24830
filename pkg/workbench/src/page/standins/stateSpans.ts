import { FieldType, getFieldDisplayName, type DataFrame, type Field } from '@grafana/data';

export interface StateSpan {
  fromMs: number;
  toMs: number;
  value: unknown;
}

export interface StateLane {
  name: string;
  field: Field;
  spans: StateSpan[];
}

/** One lane per value field, with neighbouring equal values merged; a null ends a span, the last one lasts until `endMs`. */
export function stateLanes(frames: readonly DataFrame[], endMs: number): StateLane[] {
  return frames.flatMap((frame) => {
    const time = frame.fields.find((field) => field.type === FieldType.time);
    const times = (time?.values ?? []).map(Number);
    return frame.fields
      .filter((field) => field.type !== FieldType.time && times.length > 0)
      .map((field) => ({
        name: getFieldDisplayName(field, frame, [...frames]),
        field,
        spans: spansOf(field, times, endMs),
      }));
  });
}

function spansOf(field: Field, times: readonly number[], endMs: number): StateSpan[] {
  const spans: StateSpan[] = [];
  let open: StateSpan | null = null;
  times.forEach((timeMs, row) => {
    const value: unknown = field.values[row];
    if (open !== null && open.value !== value) {
      open.toMs = timeMs;
      open = null;
    }
    if (open === null && value !== null && value !== undefined) {
      open = { fromMs: timeMs, toMs: endMs, value };
      spans.push(open);
    }
  });
  return spans;
}
