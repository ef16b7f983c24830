/** OTLP as plain records, whatever encoding it came in. Absent 64-bit values beyond 2^53 are texts of digits. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Attributes = Map<string, Value>;

export interface RawEvent {
  timeNs: bigint;
  name: string;
  attributes: Attributes;
}

export interface RawLink {
  traceId: string;
  spanId: string;
  attributes: Attributes;
}

export interface RawSpan {
  /** Lower-case hexadecimal, 32 and 16 letters when valid. */
  traceId: string;
  spanId: string;
  parentId: string;
  name: string;
  /** 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number;
  startNs: bigint;
  endNs: bigint;
  attributes: Attributes;
  events: RawEvent[];
  links: RawLink[];
  /** 0 unset, 1 ok, 2 error. */
  statusCode: number;
  statusMessage: string;
}

export interface RawLog {
  /** Its own id, where its source tells one; else it is made of what the record says. */
  id?: string;
  timeNs: bigint;
  severity: number;
  severityText: string;
  eventName: string;
  body: Value;
  attributes: Attributes;
  traceId: string;
  spanId: string;
}

/** One number at one time; a histogram gives its sum and count. */
export interface RawPoint {
  startNs: bigint;
  timeNs: bigint;
  attributes: Attributes;
  /** Null: the point says "no value". */
  value: number | null;
  count: number | null;
}

export interface RawMetric {
  name: string;
  unit: string;
  kind: 'gauge' | 'sum' | 'histogram' | 'exponential' | 'summary';
  /** 0 unspecified, 1 delta, 2 cumulative. */
  temporality: number;
  monotonic: boolean;
  points: RawPoint[];
}

/** Records of one instrumentation scope of one resource. */
export interface Scoped<T> {
  resource: Attributes;
  scope: string;
  scopeVersion: string;
  records: T[];
}

/** The body is not what it says it is: a 400 that no client repeats. */
export class InvalidOtlp extends Error {}
