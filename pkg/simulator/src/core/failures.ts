import { type ErrorCategory } from '@eljefe/contract';

import { type Random } from './random';

/** How an agent's work went wrong: El Jefe tells only the text, the truth file tells the category too. */
export interface Failure {
  category: ErrorCategory;
  message: string;
  /** The step before handed over less than this one needs (W2.1). */
  missingInput: boolean;
}

export type FailureMix = Partial<Record<FailureKind, number>>;

export const FAILURE_KINDS = [
  'timeout',
  'rate_limit',
  'auth',
  'tool_error',
  'context_overflow',
  'network',
  'dependency',
  'content_filter',
  'missing_input',
  'out_of_memory',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** What goes wrong on a quiet day. */
export const USUAL_MIX: FailureMix = {
  timeout: 2,
  rate_limit: 3,
  tool_error: 4,
  context_overflow: 1.5,
  network: 1.5,
  dependency: 1,
  auth: 0.5,
  content_filter: 0.3,
  missing_input: 1,
};

const CATEGORY: Readonly<Record<FailureKind, ErrorCategory>> = {
  timeout: 'timeout',
  rate_limit: 'rate_limit',
  auth: 'auth',
  tool_error: 'tool_error',
  context_overflow: 'context_overflow',
  network: 'network',
  dependency: 'dependency',
  content_filter: 'content_filter',
  missing_input: 'unknown',
  out_of_memory: 'unknown',
};

/** How long a job lasts that ends in a timeout. */
export const TIMEOUT_FAILURE_SECONDS = 60;

type Phrase = (agentType: string, random: Random) => string;

const MESSAGES: Readonly<Record<FailureKind, readonly [Phrase, ...Phrase[]]>> = {
  timeout: [
    (agent) => `Agent ${agent} timed out after ${TIMEOUT_FAILURE_SECONDS} seconds`,
    () => `TimeoutError: no response from the model within ${TIMEOUT_FAILURE_SECONDS}s`,
    () => 'asyncio.exceptions.TimeoutError: task exceeded its deadline',
  ],
  rate_limit: [
    (agent, random) =>
      `Error code: 429 - rate_limit_error: request limit reached, retry after ${random.integer(5, 60)}s`,
    () => 'Rate limit reached for tokens per minute; please retry later',
    () => 'openai.RateLimitError: Too Many Requests',
  ],
  auth: [
    () => 'Error code: 401 - authentication_error: invalid x-api-key',
    () => 'PermissionDenied: 403 Forbidden while calling the model',
  ],
  tool_error: [
    (agent, random) =>
      `Tool '${random.pick(['search_web', 'web_fetch', 'write_file', 'test_code'])}' failed: exit code ${random.integer(1, 127)}`,
    (agent) => `ToolExecutionError: ${agent} passed invalid arguments to read_files`,
  ],
  context_overflow: [
    (agent, random) => `prompt is too long: ${random.integer(201_000, 260_000)} tokens > 200000 maximum`,
    (agent, random) =>
      `This model's maximum context length is 128000 tokens, but the messages resulted in ${random.integer(129_000, 180_000)} tokens`,
  ],
  network: [
    () => 'ConnectionResetError: [Errno 104] Connection reset by peer',
    () => 'Cannot connect to host api.anthropic.com:443 ssl:default [Temporary failure in name resolution]',
  ],
  dependency: [
    () => 'Error code: 529 - overloaded_error: Overloaded',
    () => 'Error code: 503 - Service Unavailable from the model provider',
  ],
  content_filter: [() => 'Output blocked by content filtering policy'],
  missing_input: [
    (agent, random) =>
      `Handoff to ${agent} incomplete: required input '${random.pick(['findings.md', 'spec.json', 'draft.md'])}' is missing`,
  ],
  out_of_memory: [
    (agent, random) => `MemoryError: unable to allocate ${random.integer(256, 2_048)} MiB for ${agent}`,
    () => 'Agent process was killed (exit code 137, out of memory)',
  ],
};

/** Draws one failure from a mix of kinds. `hasInput`: false where no step came before, so nothing can be missing. */
export const drawFailure = (
  random: Random,
  agentType: string,
  { mix, hasInput }: { mix: FailureMix; hasInput: boolean }
): Failure => {
  const weights = FAILURE_KINDS.map(
    (kind) => [kind, kind === 'missing_input' && !hasInput ? 0 : (mix[kind] ?? 0)] as const
  );
  const kind = random.weighted(weights) ?? 'tool_error';
  return {
    category: CATEGORY[kind],
    message: random.pick(MESSAGES[kind])(agentType, random),
    missingInput: kind === 'missing_input',
  };
};
