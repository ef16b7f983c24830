import { randomBytes } from 'node:crypto';

import { encodeRequest } from '../../pkg/analytics/src/sources/otlp/testing/otlpSchema.ts';

export const SPANS_PER_TRACE = 8;
export const SPANS_PER_BATCH = 512;

const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const count = (key: string, value: number) => ({ key, value: { intValue: String(value) } });

const AGENTS = ['planner', 'researcher', 'writer', 'reviewer', 'coder'];
const MODELS = [
  ['anthropic', 'claude-sonnet-4-5'],
  ['openai', 'gpt-4o'],
  ['gcp.gemini', 'gemini-2.5-pro'],
] as const;

interface Shape {
  name: string;
  kind: number;
  parent: number | null;
  attributes: object[];
}

/** One run of an agent that calls another: 2 agents, 4 model calls, 2 tools. */
const shapes = (trace: number): Shape[] => {
  const agent = AGENTS[trace % AGENTS.length] ?? 'planner';
  const other = AGENTS[(trace + 2) % AGENTS.length] ?? 'writer';
  const [provider, model] = MODELS[trace % MODELS.length] ?? MODELS[0];
  const invoke = (name: string, parent: number | null): Shape => ({
    name: `invoke_agent ${name}`,
    kind: 1,
    parent,
    attributes: [
      text('gen_ai.operation.name', 'invoke_agent'),
      text('gen_ai.agent.name', name),
      text('gen_ai.conversation.id', `conversation-${Math.floor(trace / 4)}`),
      text('openinference.span.kind', 'AGENT'),
    ],
  });
  const chat = (parent: number, turn: number): Shape => ({
    name: `chat ${model}`,
    kind: 3,
    parent,
    attributes: [
      text('gen_ai.operation.name', 'chat'),
      text('gen_ai.provider.name', provider),
      text('gen_ai.request.model', model),
      text('gen_ai.response.model', model),
      text('gen_ai.response.id', `response-${trace}-${turn}`),
      text('gen_ai.response.finish_reasons', 'stop'),
      count('gen_ai.usage.input_tokens', 1_200 + ((trace * 37 + turn * 101) % 4_000)),
      count('gen_ai.usage.output_tokens', 80 + ((trace * 13 + turn * 7) % 600)),
      count('gen_ai.usage.cache_read.input_tokens', 256),
      count('gen_ai.request.max_tokens', 4_096),
      text('server.address', 'api.example.com'),
      text('openinference.span.kind', 'LLM'),
    ],
  });
  const tool = (parent: number, name: string): Shape => ({
    name: `execute_tool ${name}`,
    kind: 1,
    parent,
    attributes: [
      text('gen_ai.operation.name', 'execute_tool'),
      text('gen_ai.tool.name', name),
      text('gen_ai.tool.call.id', `call-${trace}-${name}`),
      text('gen_ai.tool.call.arguments', `{"query":"figures of quarter ${trace % 4} for customer ${trace % 97}"}`),
      text('openinference.span.kind', 'TOOL'),
    ],
  });
  return [
    invoke(agent, null),
    chat(0, 1),
    tool(0, 'search'),
    invoke(other, 0),
    chat(3, 2),
    tool(3, 'read_file'),
    chat(3, 3),
    chat(0, 4),
  ];
};

const traceSpans = (trace: number, startMs: number): object[] => {
  const traceId = randomBytes(16).toString('hex');
  const ids = Array.from({ length: SPANS_PER_TRACE }, () => randomBytes(8).toString('hex'));
  return shapes(trace).map(({ name, kind, parent, attributes }, index) => {
    const start = BigInt(startMs + index * 50) * 1_000_000n;
    const length = BigInt(index === 0 ? 5_000 : 200 + ((trace * 31 + index * 17) % 800)) * 1_000_000n;
    return {
      traceId,
      spanId: ids[index],
      parentSpanId: parent === null ? '' : ids[parent],
      name,
      kind,
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(start + length),
      attributes,
      status: { code: 0 },
    };
  });
};

const TRACES_PER_BATCH = SPANS_PER_BATCH / SPANS_PER_TRACE;

/**
 * Export requests of 512 spans each, as an SDK's batch processor sends them.
 * @param endMs the youngest spans end about then
 * @param first batches made before: each run tells of conversations of its own
 */
export const makeBatches = (batches: number, endMs: number, first: number): Buffer[] =>
  Array.from({ length: batches }, (_, batch) => {
    const spans = Array.from({ length: TRACES_PER_BATCH }, (_unused, index) =>
      traceSpans((first + batch) * TRACES_PER_BATCH + index, endMs - 10_000)
    ).flat();
    return encodeRequest('TraceRequest', {
      resourceSpans: [
        {
          resource: {
            attributes: [
              text('service.name', 'bench'),
              text('service.version', '1.0.0'),
              text('telemetry.sdk.language', 'nodejs'),
            ],
          },
          scopeSpans: [{ scope: { name: 'bench', version: '1' }, spans }],
        },
      ],
    });
  });
