import { gzipSync } from 'node:zlib';

import { encodeRequest } from '../../pkg/analytics/src/sources/otlp/testing/otlpSchema';
import { type FuzzInput } from './input';
import { type Random } from './random';

const PROTOBUF = { 'content-type': 'application/x-protobuf' };
const JSON_TYPE = { 'content-type': 'application/json' };

const SIGNALS = [
  { path: '/v1/traces', message: 'TraceRequest' },
  { path: '/v1/metrics', message: 'MetricsRequest' },
  { path: '/v1/logs', message: 'LogsRequest' },
] as const;

const TEXTS = [
  '',
  'x',
  '\u0000',
  '\ud800',
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢',
  "'; DROP TABLE spans; --",
  '\\N\t\n',
  '__proto__',
  'constructor',
  '{"a":',
  'NaN',
  '-1',
  '1e400',
  '99999999999999999999999',
  'a'.repeat(70_000),
  'sk-'.repeat(500),
  'eyJ'.repeat(500),
] as const;

const KEYS = [
  'gen_ai.operation.name',
  'gen_ai.agent.name',
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.output_tokens',
  'gen_ai.usage.cache_read.input_tokens',
  'gen_ai.request.model',
  'gen_ai.provider.name',
  'gen_ai.conversation.id',
  'gen_ai.input.messages',
  'openinference.span.kind',
  'llm.cost.total',
  'session.id',
  'event.name',
  'service.name',
  'eljefe.job.id',
  'eljefe.orchestrator',
  '__proto__',
  '',
] as const;

const OPERATIONS = ['chat', 'invoke_agent', 'invoke_workflow', 'execute_tool', 'plan', 'nonsense'] as const;
const NAMES = [
  'span',
  'claude_code.llm_request',
  'claude_code.interaction',
  'claude_code.tool',
  'invoke_agent x',
  '',
] as const;
const TIMES = ['0', '1', '1780315200000000000', '9223372036854775807', '18446744073709551615'] as const;

const hex = (random: Random, bytes: number): string => random.bytes(bytes).toString('hex');

const value = (random: Random, depth = 0): object => {
  switch (random.below(depth > 3 ? 5 : 7)) {
    case 0:
      return { stringValue: random.pick(TEXTS) };
    case 1:
      return { intValue: random.pick(['0', '-1', '1000', '9223372036854775807', '-9223372036854775808']) };
    case 2:
      return { doubleValue: random.pick([0, -0, 1e308, -1e308, 1e-308]) };
    case 3:
      return { boolValue: random.chance(0.5) };
    case 4:
      return { stringValue: random.pick(OPERATIONS) };
    case 5:
      return { arrayValue: { values: [value(random, depth + 1), value(random, depth + 1)] } };
    default:
      return { kvlistValue: { values: [{ key: random.pick(KEYS), value: value(random, depth + 1) }] } };
  }
};

const attributes = (random: Random): object[] =>
  Array.from({ length: random.below(8) }, () => ({ key: random.pick(KEYS), value: value(random) }));

/** Some ids come again, so that spans meet others of their trace, also as their own ancestors. */
const traceId = (random: Random): string =>
  random.chance(0.7) ? `${random.below(9)}`.repeat(32) : hex(random, random.pick([0, 1, 15, 16, 17]));
const spanId = (random: Random): string =>
  random.chance(0.7) ? `${random.below(9)}`.repeat(16) : hex(random, random.pick([0, 7, 8, 9]));

const span = (random: Random): object => ({
  traceId: traceId(random),
  spanId: spanId(random),
  parentSpanId: random.chance(0.5) ? spanId(random) : '',
  name: random.pick(NAMES),
  kind: random.pick([0, 1, 3, 99, 2_147_483_647]),
  startTimeUnixNano: random.pick(TIMES),
  endTimeUnixNano: random.pick(TIMES),
  attributes: attributes(random),
  events: random.chance(0.2)
    ? [{ timeUnixNano: random.pick(TIMES), name: 'exception', attributes: attributes(random) }]
    : [],
  links: random.chance(0.1) ? [{ traceId: traceId(random), spanId: spanId(random) }] : [],
  status: { code: random.pick([0, 1, 2, 77]), message: random.pick(TEXTS) },
});

const log = (random: Random): object => ({
  timeUnixNano: random.pick(TIMES),
  severityNumber: random.below(30),
  body: random.chance(0.5) ? value(random) : { stringValue: 'claude_code.api_request' },
  attributes: attributes(random),
  eventName: random.pick(['', 'gen_ai.evaluation.result', 'claude_code.api_request', 'claude_code.tool_result']),
  traceId: traceId(random),
  spanId: spanId(random),
});

const metric = (random: Random): object => ({
  name: random.pick(['claude_code.token.usage', 'claude_code.cost.usage', 'gen_ai.client.token.usage', '']),
  unit: random.pick(['', 's', '{token}']),
  sum: {
    aggregationTemporality: random.pick([0, 1, 2, 9]),
    isMonotonic: true,
    dataPoints: [
      {
        timeUnixNano: random.pick(TIMES),
        startTimeUnixNano: random.pick(TIMES),
        asDouble: random.pick([0, 1, -1, 1e308]),
        attributes: attributes(random),
      },
    ],
  },
});

/** A request that is well-formed OTLP with wild contents: each record is stored or refused by itself. */
const wildRequest = (random: Random, signal: (typeof SIGNALS)[number]): { json: object; records: number } => {
  const records = 1 + random.below(5);
  const make = <T>(one: (random: Random) => T): T[] => Array.from({ length: records }, () => one(random));
  const resource = { attributes: attributes(random) };
  switch (signal.path) {
    case '/v1/traces':
      return {
        records,
        json: { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'fuzz' }, spans: make(span) }] }] },
      };
    case '/v1/metrics':
      return { records, json: { resourceMetrics: [{ resource, scopeMetrics: [{ metrics: make(metric) }] }] } };
    default:
      return { records, json: { resourceLogs: [{ resource, scopeLogs: [{ logRecords: make(log) }] }] } };
  }
};

const mutate = (random: Random, body: Buffer): Buffer => {
  const changed = Buffer.from(body);
  for (let times = 1 + random.below(8); times > 0 && changed.length > 0; times--) {
    changed[random.below(changed.length)] = random.below(256);
  }
  return random.chance(0.3) ? changed.subarray(0, random.below(changed.length + 1)) : changed;
};

const deepJson = (random: Random): Buffer => {
  const depth = 100 + random.below(20_000);
  return Buffer.from(`{"resourceSpans":${'['.repeat(depth)}${']'.repeat(depth)}}`);
};

/** What may come to the three doors of OTLP. */
export const otlpInput = (random: Random): FuzzInput => {
  const signal = random.pick(SIGNALS);
  const { json, records } = wildRequest(random, signal);
  const { path } = signal;
  const whole = (): Buffer => encodeRequest(signal.message, json);
  switch (random.below(11)) {
    case 0:
      return { kind: 'otlp bytes', path, headers: PROTOBUF, body: random.bytes(random.below(400)), records: 1 };
    case 1:
      return { kind: 'otlp mutated', path, headers: PROTOBUF, body: mutate(random, whole()), records: 1 };
    case 2:
      return {
        kind: 'otlp json mutated',
        path,
        headers: JSON_TYPE,
        body: mutate(random, Buffer.from(JSON.stringify(json))),
        records: 1,
      };
    case 3:
      return {
        kind: 'otlp gzip',
        path,
        headers: { ...PROTOBUF, 'content-encoding': 'gzip' },
        body: gzipSync(whole()),
        records,
      };
    case 4:
      return {
        kind: 'otlp gzip broken',
        path,
        headers: { ...PROTOBUF, 'content-encoding': 'gzip' },
        body: mutate(random, gzipSync(whole())),
        records: 1,
      };
    case 5:
      return {
        kind: 'otlp gzip bomb',
        path,
        headers: { ...PROTOBUF, 'content-encoding': 'gzip' },
        body: bomb(),
        records: 1,
      };
    case 6:
      return { kind: 'otlp deep', path, headers: JSON_TYPE, body: deepJson(random), records: 1 };
    case 7:
      return { kind: 'otlp other door', path: random.pick(SIGNALS).path, headers: PROTOBUF, body: whole(), records: 1 };
    case 8:
      return {
        kind: 'otlp other type',
        path,
        headers: { 'content-type': random.pick(['text/plain', 'application/grpc', '']) },
        body: whole(),
        records: 1,
      };
    case 9:
      return { kind: 'otlp json', path, headers: JSON_TYPE, body: Buffer.from(JSON.stringify(json)), records };
    default:
      return { kind: 'otlp protobuf', path, headers: PROTOBUF, body: whole(), records };
  }
};

/** 64 MiB of nothing in 64 KiB; packed once. */
let packed: Buffer | null = null;
const bomb = (): Buffer => (packed ??= gzipSync(Buffer.alloc(64 * 1_048_576)));
