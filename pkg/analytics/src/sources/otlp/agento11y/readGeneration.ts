import { createHash } from 'node:crypto';

import { type RawSpan, type Value } from '../records';
import { countOf, nanosOf, objectOf, SPAN_ID, textOf, textsOf, TRACE_ID, type Json } from './fields';

/** Ids of a span that has none: made of the generation's own, so that it is the same each time it is sent. */
const madeId = (text: string, letters: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, letters);

const CONTENT: ReadonlyArray<readonly [string, string]> = [
  ['input', 'gen_ai.input.messages'],
  ['output', 'gen_ai.output.messages'],
  ['tools', 'gen_ai.tool.definitions'],
];

const contentOf = (generation: Json): Array<[string, Value]> =>
  CONTENT.flatMap(([key, name]): Array<[string, Value]> => {
    const value = generation[key];
    return Array.isArray(value) && value.length > 0 ? [[name, JSON.stringify(value)]] : [];
  });

/** All-zero usage means that nothing was counted. */
const usageOf = (generation: Json): Array<[string, Value]> => {
  const usage = objectOf(generation['usage']);
  const counts: Array<[string, string]> = [
    ['input_tokens', 'gen_ai.usage.input_tokens'],
    ['output_tokens', 'gen_ai.usage.output_tokens'],
    ['cache_read_input_tokens', 'gen_ai.usage.cache_read_input_tokens'],
    ['cache_write_input_tokens', 'gen_ai.usage.cache_write_input_tokens'],
    ['reasoning_tokens', 'gen_ai.usage.reasoning_tokens'],
  ];
  const told = counts.flatMap(([key, name]): Array<[string, Value]> => {
    const count = countOf(usage[key]);
    return count === null || count === 0 ? [] : [[name, count]];
  });
  const inclusive = usage['input_semantics'] === 'TOKEN_INPUT_SEMANTICS_INCLUSIVE';
  return inclusive ? [...told, ['gen_ai.token.semantics', 'inclusive']] : told;
};

const errorText = (value: unknown): string | null => textOf(value, 4_000) ?? textOf(objectOf(value)['message'], 4_000);

const tagsOf = (generation: Json): Array<[string, Value]> =>
  Object.entries(objectOf(generation['tags'])).flatMap(([key, value]): Array<[string, Value]> =>
    typeof value === 'string' ? [[`agento11y.tag.${key}`, value]] : []
  );

export type ReadGeneration =
  | {
      id: string;
      span: RawSpan;
      /** Its trace was told, or found; else it stands alone in one made of its own id. */
      isPlaced: boolean;
    }
  | { id: string; fault: string };

/**
 * An exported generation as the span of its model call; or why it cannot be taken.
 * @param traceOf trace in which the call of a provider's answer was told; null when none is known
 */
export const readGeneration = (generation: Json, traceOf: (answer: string) => string | null): ReadGeneration => {
  const id = textOf(generation['id']) ?? '';
  const startNs = nanosOf(generation['started_at']) ?? nanosOf(generation['completed_at']);
  if (id === '') {
    return { id, fault: 'a generation without an id' };
  }
  if (startNs === null) {
    return { id, fault: 'started_at is no RFC 3339 time' };
  }
  const model = objectOf(generation['model']);
  const texts: Array<[string, string | null]> = [
    ['gen_ai.operation.name', textOf(generation['operation_name']) ?? 'chat'],
    ['gen_ai.provider.name', textOf(model['provider'])],
    ['gen_ai.request.model', textOf(model['name'])],
    ['gen_ai.response.model', textOf(generation['response_model'])],
    ['gen_ai.response.id', textOf(generation['response_id'])],
    ['gen_ai.response.finish_reasons', textOf(generation['stop_reason'])],
    ['gen_ai.conversation.id', textOf(generation['conversation_id'])],
    ['gen_ai.agent.name', textOf(generation['agent_name'])],
    ['gen_ai.agent.version', textOf(generation['agent_version']) ?? textOf(generation['effective_version'])],
    ['gen_ai.system_instructions', textOf(generation['system_prompt'], 100_000)],
    ['agento11y.generation.id', id],
    ['agento11y.generation.parents', textsOf(generation['parent_generation_ids']).join(',') || null],
  ];
  const error = errorText(generation['call_error']);
  const told = texts.filter((pair): pair is [string, string] => pair[1] !== null);
  const toldTrace = textOf(generation['trace_id']);
  const span = textOf(generation['span_id']);
  const answer = textOf(generation['response_id']);
  const trace = toldTrace !== null && TRACE_ID.test(toldTrace) ? toldTrace : answer === null ? null : traceOf(answer);
  return {
    id,
    isPlaced: trace !== null,
    span: {
      traceId: trace ?? madeId(`trace ${textOf(generation['conversation_id']) ?? id} ${id}`, 32),
      spanId: span !== null && SPAN_ID.test(span) ? span : madeId(`span ${id}`, 16),
      parentId: '',
      name: `${textOf(generation['operation_name']) ?? 'chat'} ${textOf(model['name']) ?? ''}`.trim(),
      kind: 3,
      startNs,
      endNs: nanosOf(generation['completed_at']) ?? startNs,
      attributes: new Map<string, Value>([
        ...told,
        ...usageOf(generation),
        ...contentOf(generation),
        ...tagsOf(generation),
      ]),
      events: [],
      links: [],
      statusCode: error === null ? 0 : 2,
      statusMessage: error ?? '',
    },
  };
};
