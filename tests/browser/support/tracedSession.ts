/** A trace that the tests know: a workflow with two agents, what they said, and a tool that failed. */
export const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
/** The service makes a session of it, named by the trace and its first span. */
export const SESSION_ID = `${TRACE_ID}-00f067aa0ba90201`;
export const FAILED_SPAN_ID = '00f067aa0ba90205';
/** A trace of 20,000 spans. */
export const LARGE_TRACE_ID = '5bf92f3577b34da6a3ce929d0e0e4736';

const LARGE = 20_000;
const BATCH = 2_000;

interface SpanChoice {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  /** Seconds after the beginning. */
  from: number;
  to: number;
  attributes?: Record<string, string | number>;
  error?: string;
}

const value = (held: string | number) =>
  typeof held === 'number' ? { intValue: String(held) } : { stringValue: held };

const spanAt =
  (startMs: number) =>
  ({ traceId, spanId, parentSpanId, name, from, to, attributes = {}, error }: SpanChoice) => ({
    traceId,
    spanId,
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    name,
    kind: 1,
    startTimeUnixNano: `${Math.round(startMs + from * 1_000)}000000`,
    endTimeUnixNano: `${Math.round(startMs + to * 1_000)}000000`,
    attributes: Object.entries(attributes).map(([key, held]) => ({ key, value: value(held) })),
    status: error === undefined ? { code: 0 } : { code: 2, message: error },
  });

const agent = (name: string) => ({ 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': name });

const said = (role: string, text: string): string =>
  JSON.stringify([{ role, parts: [{ type: 'text', content: text }] }]);

const small = (): SpanChoice[] => {
  const of = (choice: Omit<SpanChoice, 'traceId'>): SpanChoice => ({ traceId: TRACE_ID, ...choice });
  return [
    of({
      spanId: '00f067aa0ba90201',
      name: 'invoke_workflow almanac',
      from: 0,
      to: 120,
      attributes: { 'gen_ai.operation.name': 'invoke_workflow', 'gen_ai.workflow.name': 'almanac' },
    }),
    of({
      spanId: '00f067aa0ba90202',
      parentSpanId: '00f067aa0ba90201',
      name: 'invoke_agent Dora',
      from: 0,
      to: 20,
      attributes: agent('Dora'),
    }),
    of({
      spanId: '00f067aa0ba90203',
      parentSpanId: '00f067aa0ba90202',
      name: 'chat claude-sonnet-4-5',
      from: 2,
      to: 15,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.agent.name': 'Dora',
        'gen_ai.request.model': 'claude-sonnet-4-5',
        'gen_ai.provider.name': 'anthropic',
        'gen_ai.usage.input_tokens': 1_200,
        'gen_ai.usage.output_tokens': 300,
        'gen_ai.input.messages': said('user', 'Which moon is it tonight?'),
        'gen_ai.output.messages': said('assistant', 'A waxing moon.'),
      },
    }),
    of({
      spanId: '00f067aa0ba90204',
      parentSpanId: '00f067aa0ba90201',
      name: 'invoke_agent Emil',
      from: 100,
      to: 120,
      attributes: agent('Emil'),
    }),
    of({
      spanId: FAILED_SPAN_ID,
      parentSpanId: '00f067aa0ba90204',
      name: 'execute_tool read_sky',
      from: 101,
      to: 110,
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.agent.name': 'Emil',
        'gen_ai.tool.name': 'read_sky',
      },
      error: 'Clouds everywhere',
    }),
  ];
};

const hex = (number: number): string => number.toString(16).padStart(16, '0');

const large = (): SpanChoice[] =>
  Array.from({ length: LARGE }, (_, index) => ({
    traceId: LARGE_TRACE_ID,
    spanId: hex(index + 1),
    ...(index === 0 ? {} : { parentSpanId: hex(index % 50 === 1 ? 1 : Math.floor((index - 2) / 50) * 50 + 2) }),
    name: index === 0 ? 'invoke_workflow large' : `step ${index}`,
    from: index === 0 ? 0 : (index / LARGE) * 100,
    to: index === 0 ? 101 : (index / LARGE) * 100 + 0.5,
  }));

const send = async (analyticsUrl: string, spans: readonly object[]): Promise<void> => {
  const answer = await fetch(`${analyticsUrl}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'almanac-team' } }] },
          scopeSpans: [{ spans }],
        },
      ],
    }),
  });
  if (!answer.ok) {
    throw new Error(`the spans were not taken: ${answer.status} ${await answer.text()}`);
  }
};

/** Sends the small trace. */
export const sendTracedSession = (analyticsUrl: string): Promise<void> =>
  send(analyticsUrl, small().map(spanAt(Date.now() - 130_000)));

/** Sends the trace of 20,000 spans, in batches. */
export const sendLargeTrace = async (analyticsUrl: string): Promise<void> => {
  const spans = large().map(spanAt(Date.now() - 130_000));
  for (let start = 0; start < spans.length; start += BATCH) {
    await send(analyticsUrl, spans.slice(start, start + BATCH));
  }
};
