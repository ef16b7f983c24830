import type { DataFrame } from '@grafana/data';

export interface TraceRow {
  id: string;
  depth: number;
  name: string;
  service: string;
  startMs: number;
  durationMs: number;
}

/** Spans of a trace frame (`spanID`, `parentSpanID`, `startTime`, `duration` …), each below its parent, by start. */
export function traceRows(frame: DataFrame): TraceRow[] {
  const column = (name: string): unknown[] => frame.fields.find((field) => field.name === name)?.values ?? [];
  const ids = column('spanID').map(String);
  const spans = ids.map((id, row) => ({
    id,
    parent: String(column('parentSpanID')[row] ?? ''),
    name: String(column('operationName')[row] ?? ''),
    service: String(column('serviceName')[row] ?? ''),
    startMs: Number(column('startTime')[row] ?? 0),
    durationMs: Number(column('duration')[row] ?? 0),
  }));
  const known = new Set(ids);
  const below = (parent: string | null, depth: number): TraceRow[] =>
    spans
      .filter((span) => (parent === null ? !known.has(span.parent) : span.parent === parent && span.id !== parent))
      .sort((one, other) => one.startMs - other.startMs)
      .flatMap(({ parent: _parent, ...span }) => [
        { ...span, depth },
        ...(depth < 50 ? below(span.id, depth + 1) : []),
      ]);
  return below(null, 0);
}
