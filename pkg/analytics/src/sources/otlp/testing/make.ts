import { type RawLog, type RawMetric, type RawSpan, type Scoped, type Value } from '../records';

const BASE_MS = Date.UTC(2026, 5, 1, 12);

export const TRACE = 'a1'.repeat(16);

export const ns = (offsetMs: number): bigint => BigInt(BASE_MS + offsetMs) * 1_000_000n;

export const spanId = (number: number): string => number.toString(16).padStart(16, '0');

interface SpanParts extends Partial<Omit<RawSpan, 'attributes' | 'spanId' | 'parentId'>> {
  id: number;
  parent?: number;
  at?: number;
  ms?: number;
  attributes?: Record<string, Value>;
}

export const makeSpan = ({ id, parent, at = 0, ms = 1_000, attributes = {}, ...more }: SpanParts): RawSpan => ({
  traceId: TRACE,
  spanId: spanId(id),
  parentId: parent === undefined ? '' : spanId(parent),
  name: 'span',
  kind: 1,
  startNs: ns(at),
  endNs: ns(at + ms),
  attributes: new Map(Object.entries(attributes)),
  events: [],
  links: [],
  statusCode: 0,
  statusMessage: '',
  ...more,
});

export const makeLog = (
  name: string,
  at: number,
  attributes: Record<string, Value>,
  more: Partial<RawLog> = {}
): RawLog => ({
  timeNs: ns(at),
  severity: 9,
  severityText: 'INFO',
  eventName: '',
  body: name,
  attributes: new Map(Object.entries({ 'event.name': name.replace('claude_code.', ''), ...attributes })),
  traceId: '',
  spanId: '',
  ...more,
});

export const makeSum = (
  name: string,
  points: ReadonlyArray<{ start?: number; at: number; value: number; attributes: Record<string, Value> }>,
  temporality = 1
): RawMetric => ({
  name,
  unit: '',
  kind: 'sum',
  temporality,
  monotonic: true,
  points: points.map(({ start = 0, at, value, attributes }) => ({
    startNs: ns(start),
    timeNs: ns(at),
    attributes: new Map(Object.entries(attributes)),
    value,
    count: null,
  })),
});

export const scoped = <T>(
  records: T[],
  resource: Record<string, Value> = { 'service.name': 'crew' }
): Array<Scoped<T>> => [{ resource: new Map(Object.entries(resource)), scope: 'test', scopeVersion: '1', records }];

export const agentSpan = (id: number, name: string, parts: Partial<SpanParts> = {}): RawSpan =>
  makeSpan({
    id,
    name: `invoke_agent ${name}`,
    ...parts,
    attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': name, ...parts.attributes },
  });

export const callSpan = (id: number, parts: Partial<SpanParts> = {}): RawSpan =>
  makeSpan({
    id,
    name: 'chat claude-sonnet-4-5',
    kind: 3,
    ...parts,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.response.model': 'claude-sonnet-4-5',
      'gen_ai.usage.input_tokens': 1_000,
      'gen_ai.usage.output_tokens': 100,
      ...parts.attributes,
    },
  });
