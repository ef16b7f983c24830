const BATCH = 2_000;
const SPAN_MS = 90;

const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
const nanos = (ms: number): string => `${Math.round(ms)}000000`;

/** One trace: an agent that calls others, each with model calls and tools, `count` spans in all, ended just now. */
const spansOf = (traceId: string, count: number, nowMs: number) => {
  const from = nowMs - count * SPAN_MS;
  return Array.from({ length: count }, (_, index) => {
    const isAgent = index % 10 === 0;
    const parent = index === 0 ? '' : hex(isAgent ? 1 : index - (index % 10) + 1, 16);
    const begun = from + index * SPAN_MS;
    const length = index === 0 ? count * SPAN_MS : isAgent ? 10 * SPAN_MS : SPAN_MS;
    return {
      traceId,
      spanId: hex(index + 1, 16),
      parentSpanId: parent,
      name: isAgent ? `invoke_agent worker-${index / 10}` : index % 3 === 0 ? 'execute_tool search' : 'chat gpt-4o',
      kind: 1,
      startTimeUnixNano: nanos(begun),
      endTimeUnixNano: nanos(begun + length),
      status: { code: index % 97 === 5 ? 2 : 1 },
      attributes: [
        text('gen_ai.operation.name', isAgent ? 'invoke_agent' : index % 3 === 0 ? 'execute_tool' : 'chat'),
        ...(isAgent ? [text('gen_ai.agent.name', `worker-${index / 10}`)] : []),
      ],
    };
  });
};

/** Sends one large trace and waits until the service holds it. */
export const sendTrace = async (analyticsUrl: string, { traceId, count }: { traceId: string; count: number }) => {
  const spans = spansOf(traceId, count, Date.now());
  for (let at = 0; at < spans.length; at += BATCH) {
    const body = {
      resourceSpans: [
        {
          resource: { attributes: [text('service.name', 'bench')] },
          scopeSpans: [{ scope: { name: 'bench' }, spans: spans.slice(at, at + BATCH) }],
        },
      ],
    };
    const answer = await fetch(`${analyticsUrl}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`the service answered ${answer.status} to a batch of spans: ${await answer.text()}`);
    }
  }
};
