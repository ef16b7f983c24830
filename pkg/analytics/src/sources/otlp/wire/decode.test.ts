import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readLogs } from '../json/readLogs';
import { readMetrics } from '../json/readMetrics';
import { readTraces } from '../json/readTraces';
import { InvalidOtlp } from '../records';
import { encodeRequest } from '../testing/otlpSchema';
import { decodeLogs } from './decodeLogs';
import { decodeMetrics } from './decodeMetrics';
import { decodeTraces } from './decodeTraces';

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((id) => Buffer.from(id).toString('hex'));
const nanos = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
// The encoder it is compared with writes no negative zero.
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ stringValue: text }),
    fc.record({ boolValue: fc.boolean() }),
    fc.record({ intValue: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String) }),
    fc.record({ doubleValue: double }),
    fc.record({ bytesValue: fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('base64')) }),
    fc.record({ arrayValue: fc.record({ values: fc.array(tie('value'), { maxLength: 3 }) }) }),
    fc.record({
      kvlistValue: fc.record({ values: fc.array(fc.record({ key: text, value: tie('value') }), { maxLength: 3 }) }),
    })
  ),
}));

const attributes = fc.array(fc.record({ key: text, value }), { maxLength: 6 });
const resource = fc.record({ attributes });
const scope = fc.record({ name: text, version: text });

const span = fc.record({
  traceId: hex(16),
  spanId: hex(8),
  parentSpanId: fc.oneof(hex(8), fc.constant('')),
  traceState: text,
  name: text,
  kind: fc.integer({ min: 0, max: 5 }),
  startTimeUnixNano: nanos,
  endTimeUnixNano: nanos,
  attributes,
  events: fc.array(fc.record({ timeUnixNano: nanos, name: text, attributes }), { maxLength: 2 }),
  links: fc.array(fc.record({ traceId: hex(16), spanId: hex(8), attributes }), { maxLength: 2 }),
  status: fc.record({ code: fc.integer({ min: 0, max: 2 }), message: text }),
  flags: fc.integer({ min: 0, max: 1_000 }),
});
const log = fc.record({
  timeUnixNano: nanos,
  observedTimeUnixNano: nanos,
  severityNumber: fc.integer({ min: 0, max: 24 }),
  severityText: text,
  eventName: text,
  body: value,
  attributes,
  traceId: fc.oneof(hex(16), fc.constant('')),
  spanId: fc.oneof(hex(8), fc.constant('')),
});
const point = fc.record({ startTimeUnixNano: nanos, timeUnixNano: nanos, attributes, flags: fc.constantFrom(0, 1) });
const numberPoint = fc
  .tuple(point, fc.oneof(fc.record({ asDouble: double }), fc.record({ asInt: fc.integer().map(String) })))
  .map(([base, more]) => ({ ...base, ...more }));
const histogramPoint = fc
  .tuple(point, fc.nat().map(String), double)
  .map(([base, count, sum]) => ({ ...base, count, sum, bucketCounts: ['1', '2'], explicitBounds: [1.5] }));
const metric = fc
  .tuple(
    fc.record({ name: text, unit: text }),
    fc.oneof(
      fc.record({ gauge: fc.record({ dataPoints: fc.array(numberPoint, { maxLength: 2 }) }) }),
      fc.record({
        sum: fc.record({
          dataPoints: fc.array(numberPoint, { maxLength: 2 }),
          aggregationTemporality: fc.constantFrom(1, 2),
          isMonotonic: fc.boolean(),
        }),
      }),
      fc.record({
        histogram: fc.record({
          dataPoints: fc.array(histogramPoint, { maxLength: 2 }),
          aggregationTemporality: fc.constantFrom(1, 2),
        }),
      })
    )
  )
  .map(([base, data]) => ({ ...base, ...data }));

const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 2 });

describe('D3: protobuf and JSON say the same', () => {
  it('D3: traces, against the encoder of protobufjs', () => {
    const request = fc.record({
      resourceSpans: few(fc.record({ resource, scopeSpans: few(fc.record({ scope, spans: few(span) })) })),
    });
    fc.assert(
      fc.property(request, (body) => {
        expect(decodeTraces(encodeRequest('TraceRequest', body))).toEqual(readTraces(body));
      }),
      { numRuns: 300 }
    );
  });

  it.each(
    [0, 48, 49, 50, 52, 53, 62].flatMap((bits) => [2n ** BigInt(bits) - 1n, 2n ** BigInt(bits), -(2n ** BigInt(bits))])
  )('D3: whole numbers are exact to the last bit: %s', (whole) => {
    const body = (intValue: string) => ({
      resourceSpans: [
        { resource: { attributes: [{ key: 'n', value: { intValue } }] }, scopeSpans: [{ spans: [{ name: 'x' }] }] },
      ],
    });
    const [scoped] = decodeTraces(encodeRequest('TraceRequest', body(String(whole))));
    expect(String(scoped?.resource.get('n'))).toBe(String(whole));
  });

  it('D3: logs', () => {
    const request = fc.record({
      resourceLogs: few(fc.record({ resource, scopeLogs: few(fc.record({ scope, logRecords: few(log) })) })),
    });
    fc.assert(
      fc.property(request, (body) => {
        expect(decodeLogs(encodeRequest('LogsRequest', body))).toEqual(readLogs(body));
      }),
      { numRuns: 300 }
    );
  });

  it('D3: metrics', () => {
    const request = fc.record({
      resourceMetrics: few(fc.record({ resource, scopeMetrics: few(fc.record({ scope, metrics: few(metric) })) })),
    });
    fc.assert(
      fc.property(request, (body) => {
        expect(decodeMetrics(encodeRequest('MetricsRequest', body))).toEqual(readMetrics(body));
      }),
      { numRuns: 300 }
    );
  });
});

describe('D3: bodies that are none', () => {
  it('D3: any bytes are read, or refused as invalid; nothing else is thrown', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const decode of [decodeTraces, decodeLogs, decodeMetrics]) {
          try {
            decode(Buffer.from(bytes));
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidOtlp);
          }
        }
      }),
      { numRuns: 2_000 }
    );
  });

  it('D3: a body cut off anywhere is refused, or read up to whole records', () => {
    const whole = encodeRequest('TraceRequest', {
      resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8), name: 'x' }] }] }],
    });
    for (let end = 1; end < whole.length; end++) {
      expect(() => decodeTraces(whole.subarray(0, end))).toThrow(InvalidOtlp);
    }
  });

  it('D3: a value nested 1,000 deep is refused before the stack ends', () => {
    let bytes = Buffer.alloc(0);
    for (let depth = 0; depth < 1_000; depth++) {
      const inner = Buffer.concat([Buffer.from([0x0a, ...lengthOf(bytes.length)]), bytes]);
      bytes = Buffer.concat([Buffer.from([0x2a, ...lengthOf(inner.length)]), inner]);
    }
    const wrap = (tag: number, content: Buffer): Buffer =>
      Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
    const request = wrap(0x0a, wrap(0x12, wrap(0x12, wrap(0x4a, wrap(0x12, bytes)))));
    expect(() => decodeTraces(request)).toThrow(/nested deeper/);
  });

  it.each([
    ['not an object', [1]],
    ['a list that is none', { resourceSpans: {} }],
    ['a time that is no number', { resourceSpans: [{ scopeSpans: [{ spans: [{ startTimeUnixNano: 'soon' }] }] }] }],
    ['a fraction of a nanosecond', { resourceSpans: [{ scopeSpans: [{ spans: [{ startTimeUnixNano: 1.5 }] }] }] }],
  ])('D3: JSON that is no OTLP is refused: %s', (_what, body) => {
    expect(() => readTraces(body)).toThrow(InvalidOtlp);
  });

  it('D3: unknown fields are passed over', () => {
    expect(
      readTraces({ resourceSpans: [{ news: 1, scopeSpans: [{ spans: [{ name: 'x', more: {} }] }] }] })
    ).toMatchObject([{ records: [{ name: 'x' }] }]);
  });
});

const lengthOf = (length: number): number[] =>
  length < 128 ? [length] : [(length % 128) | 128, ...lengthOf(Math.floor(length / 128))];
