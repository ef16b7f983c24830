import { readLog } from './readLog';
import { readResource } from './readResource';
import { readSpan, type ReadOptions } from './readSpan';
import { type SpanNode } from './node';
import { type Attributes, type RawSpan, type Value } from './records';

/** Columns a node is made of again. */
export const RESTORE_COLUMNS =
  'toString(start_ns) AS start, toString(duration_ns) AS duration, trace_id, span_id, parent_span_id, name, kind, status, ' +
  'status_message, attributes, links';

export interface StoredSpan {
  start: string;
  duration: string;
  trace_id: string;
  span_id: string;
  parent_span_id: string;
  name: string;
  kind: string;
  status: string;
  status_message: string;
  attributes: string;
  links: string;
}

const RESOURCE = 'resource.';

const split = (json: string): { own: Attributes; resource: Attributes } => {
  const parsed: Record<string, Value> = JSON.parse(json);
  const own: Attributes = new Map();
  const resource: Attributes = new Map();
  for (const [key, value] of Object.entries(parsed)) {
    if (key.startsWith(RESOURCE)) {
      resource.set(key.slice(RESOURCE.length), value);
    } else {
      own.set(key, value);
    }
  }
  return { own, resource };
};

const STATUS: Readonly<Record<string, number>> = { ok: 1, error: 2 };

interface StoredLink {
  trace_id: string;
  span_id: string;
}

/** A stored row as the node it was; null for a row that is evidence of nothing. */
export const restoreNode = (row: StoredSpan, options: ReadOptions): SpanNode | null => {
  const { own, resource } = split(row.attributes);
  const from = readResource(resource, options.redaction);
  const startNs = BigInt(row.start);
  if (row.kind === 'event' || row.kind === 'log') {
    const log = {
      timeNs: startNs,
      severity: 0,
      severityText: '',
      eventName: row.name,
      body: null,
      attributes: own,
      traceId: row.trace_id,
      spanId: row.parent_span_id,
    };
    const { node } = readLog(log, from, options);
    return node === null ? null : { ...node, id: row.span_id };
  }
  const links: StoredLink[] = JSON.parse(row.links);
  const span: RawSpan = {
    traceId: row.trace_id,
    spanId: row.span_id,
    parentId: row.parent_span_id,
    name: row.name,
    kind: 0,
    startNs,
    endNs: startNs + BigInt(row.duration),
    attributes: own,
    events: [],
    links: links.map(({ trace_id, span_id }) => ({ traceId: trace_id, spanId: span_id, attributes: new Map() })),
    statusCode: STATUS[row.status] ?? 0,
    statusMessage: row.status_message,
  };
  return readSpan(span, { scope: '' }, from, options).node;
};
