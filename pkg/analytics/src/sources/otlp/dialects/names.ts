/** What a span, event or point can tell us, one name each; every dialect lists its own keys for them, best first. */
export const TEXT_FIELDS = [
  'provider',
  'model',
  'agent',
  'agentId',
  'agentType',
  'agentVersion',
  'session',
  'workflow',
  'workflowRun',
  'tool',
  'toolType',
  'toolCall',
  'operation',
  'spanKind',
  'entityKind',
  'aiOperation',
  'claudeKind',
  'errorType',
  'errorText',
  'user',
  'responseId',
  'requestId',
  'finishReason',
  'task',
  'step',
  'taskState',
  'taskId',
  'taskMethod',
  'mcpMethod',
  'orchestrator',
  'job',
  'orchestratorSession',
  'parentAgent',
  'graphNode',
  'graphParent',
  'generation',
  'tokenSemantics',
  'querySource',
  'decision',
  'decisionSource',
] as const;
export const NUMBER_FIELDS = [
  'inputTokens',
  'outputTokens',
  'cacheRead',
  'cacheWrite',
  'reasoning',
  'totalTokens',
  'costUsd',
  'costMicros',
  'httpStatus',
  'durationMs',
  'attempt',
] as const;
export const FLAG_FIELDS = ['success', 'compacted'] as const;

export type TextField = (typeof TEXT_FIELDS)[number];
export type NumberField = (typeof NUMBER_FIELDS)[number];
export type FlagField = (typeof FLAG_FIELDS)[number];
export type Field = TextField | NumberField | FlagField;

const FIELDS: readonly Field[] = [...TEXT_FIELDS, ...NUMBER_FIELDS, ...FLAG_FIELDS];

export const FIELD_COUNT = FIELDS.length;

const POSITIONS = new Map(FIELDS.map((field, position): [Field, number] => [field, position]));

/** Place of a field among all, from 0: what is read by the hundred thousand a second is kept in lists. */
export const positionOf = (field: Field): number => POSITIONS.get(field) ?? -1;

/** Keys of one dialect: field → keys, best first; `kept` are known keys that are stored and shown, but decide nothing. */
export interface Dialect {
  name: string;
  fields: Partial<Record<Field, readonly string[]>>;
  kept: readonly string[];
}
