import { type Fields } from './readFields';

/** What a span is in our domain. `other` spans are stored and shown, and mean nothing more. */
export type Role = 'model' | 'agent' | 'workflow' | 'tool' | 'step' | 'turn' | 'wait' | 'other';

const MODEL_OPERATIONS = new Set([
  'chat',
  'generate_content',
  'text_completion',
  'embeddings',
  'generateText',
  'streamText',
]);
const MEMORY = /^(?:create|update|upsert|search|delete)_memory$|^(?:create|delete)_memory_store$/;

const byOperation = (operation: string): Role | null => {
  if (MODEL_OPERATIONS.has(operation)) {
    return 'model';
  }
  switch (operation) {
    case 'invoke_agent':
      return 'agent';
    case 'invoke_workflow':
      return 'workflow';
    case 'execute_tool':
    case 'retrieval':
      return 'tool';
    case 'plan':
      return 'step';
    case 'create_agent':
    case 'fetch_response':
      return 'other';
    default:
      return MEMORY.test(operation) ? 'tool' : null;
  }
};

const OPEN_INFERENCE: Readonly<Record<string, Role>> = {
  LLM: 'model',
  AGENT: 'agent',
  TOOL: 'tool',
  CHAIN: 'step',
  RETRIEVER: 'tool',
  RERANKER: 'tool',
  EMBEDDING: 'tool',
  GUARDRAIL: 'other',
  EVALUATOR: 'other',
  PROMPT: 'other',
};

const OPEN_LLMETRY: Readonly<Record<string, Role>> = {
  workflow: 'workflow',
  agent: 'agent',
  task: 'step',
  tool: 'tool',
};

const CLAUDE: Readonly<Record<string, Role>> = {
  interaction: 'turn',
  llm_request: 'model',
  tool: 'tool',
  'tool.blocked_on_user': 'wait',
};

const lookUp = (table: Readonly<Record<string, Role>>, key: string): Role | null =>
  Object.hasOwn(table, key) ? (table[key] ?? null) : null;

const byVercel = (operation: string): Role | null => {
  if (operation === 'ai.toolCall') {
    return 'tool';
  }
  return operation.startsWith('ai.') ? 'model' : null;
};

export const CLAUDE_PREFIX = 'claude_code.';

/** Name of an operation, for the `operation` column and for counting. */
export const operationOf = (fields: Fields, name: string): string => {
  if (name.startsWith(CLAUDE_PREFIX)) {
    return name.slice(CLAUDE_PREFIX.length);
  }
  return (
    fields.name('operation') ??
    fields.name('spanKind')?.toLowerCase() ??
    fields.name('aiOperation') ??
    fields.name('entityKind') ??
    fields.name('taskMethod') ??
    fields.name('mcpMethod') ??
    ''
  );
};

const byKind = (fields: Fields): Role | null => {
  const spanKind = fields.text('spanKind');
  return spanKind === null ? null : lookUp(OPEN_INFERENCE, spanKind.toUpperCase());
};

const byOthers = (fields: Fields): Role | null => {
  const [aiOperation, entityKind, method] = [
    fields.text('aiOperation'),
    fields.text('entityKind'),
    fields.text('mcpMethod'),
  ];
  const role =
    (aiOperation === null ? null : byVercel(aiOperation)) ??
    (entityKind === null ? null : lookUp(OPEN_LLMETRY, entityKind)) ??
    (fields.text('taskId') === null ? null : 'agent');
  return role ?? (method === null ? null : method === 'tools/call' ? 'tool' : 'other');
};

const told = (fields: Fields): Role | null => {
  const operation = fields.text('operation');
  return (operation === null ? null : byOperation(operation)) ?? byKind(fields) ?? byOthers(fields);
};

const looksLikeModelCall = (fields: Fields): boolean =>
  fields.text('model') !== null && (fields.number('inputTokens') !== null || fields.number('outputTokens') !== null);

/** Decides by the operation, never by which name attribute is present; a span with a model and tokens is a model call. */
export const roleOf = (fields: Fields, name: string): Role => {
  if (name.startsWith(CLAUDE_PREFIX)) {
    return lookUp(CLAUDE, name.slice(CLAUDE_PREFIX.length)) ?? 'other';
  }
  return told(fields) ?? (looksLikeModelCall(fields) ? 'model' : 'other');
};
