import { type ErrorCategory } from '@eljefe/contract';

const HINTS: Readonly<Record<ErrorCategory, string>> = {
  timeout: 'It ran past its limit. See whether the model or a tool is slow, then retry or raise the limit.',
  rate_limit: 'The provider is limiting calls. Run fewer agents at once, or wait and retry.',
  quota: 'The account has no quota left. Raise it with the provider, or move to another model.',
  auth: 'The credentials were refused. Check or renew the key, then retry.',
  dependency: 'Something it relies on is not working. Check that service first, then retry.',
  network: 'The connection failed. Check the network and the provider’s status, then retry.',
  context_overflow: 'The input is longer than the model takes. Shorten it, or use a model with a longer context.',
  truncated: 'The output was cut off. Raise the output limit, or split the task.',
  content_filter: 'The provider’s content filter stopped it. Look at the input before any retry.',
  tool_error: 'A tool it called failed. Look at the tool’s last call, then retry.',
  cancelled: 'It was cancelled. Find out by whom before starting it again.',
  rejected: 'A person or a check rejected the result. Read the reason before a retry.',
  unknown: 'The cause was not recognised. Read the message and the last events of this agent.',
};

const isCategory = (word: string): word is ErrorCategory => Object.hasOwn(HINTS, word);

/** @returns one safe next step for an error category, or null for a word that is none */
export const errorHint = (category: string | null): string | null =>
  category !== null && isCategory(category) ? HINTS[category] : null;
