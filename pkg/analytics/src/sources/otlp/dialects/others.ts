import { type Dialect } from './names';

/** OpenLLMetry (traceloop): kinds of entities beside `gen_ai.*`. */
export const OPEN_LLMETRY: Dialect = {
  name: 'openllmetry',
  fields: {
    entityKind: ['traceloop.span.kind'],
    workflow: ['traceloop.workflow.name'],
    agent: ['traceloop.entity.name'],
    session: ['traceloop.association.properties.session_id', 'traceloop.association.properties.conversation_id'],
    user: ['traceloop.association.properties.user_id'],
  },
  kept: ['traceloop.*', 'gen_ai.guardrail.*'],
};

/** Vercel AI SDK: v6 sends `gen_ai.*` too, which is preferred; v5 mostly `ai.*`. */
export const VERCEL_AI: Dialect = {
  name: 'vercel',
  fields: {
    aiOperation: ['ai.operationId'],
    provider: ['ai.model.provider'],
    model: ['ai.response.model', 'ai.model.id'],
    inputTokens: ['ai.usage.inputTokens', 'ai.usage.promptTokens'],
    outputTokens: ['ai.usage.outputTokens', 'ai.usage.completionTokens'],
    cacheRead: ['ai.usage.cachedInputTokens'],
    reasoning: ['ai.usage.reasoningTokens'],
    totalTokens: ['ai.usage.totalTokens'],
    tool: ['ai.toolCall.name'],
    toolCall: ['ai.toolCall.id'],
    finishReason: ['ai.response.finishReason'],
    user: ['ai.telemetry.metadata.userId'],
    session: ['ai.telemetry.metadata.sessionId'],
  },
  kept: ['ai.*', 'operation.name', 'resource.name'],
};

/** Span keys of Grafana's agent SDK; its generations come through `sources/agento11y`. */
export const AGENTO11Y: Dialect = {
  name: 'agento11y',
  fields: {
    generation: ['agento11y.generation.id', 'sigil.generation.id'],
    tokenSemantics: ['gen_ai.token.semantics'],
    user: ['agento11y.user.id'],
  },
  kept: ['agento11y.*', 'sigil.*', 'error.category'],
};
