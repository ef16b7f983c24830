import { type ErrorCategory } from '@eljefe/contract';

/** What helps against the usual cause of a failure, by category (methods.md 3.5, 3.10). */
const ADVICE: Readonly<Record<ErrorCategory, string>> = {
  timeout: 'Watch its progress; raise its time limit, or split the task into smaller ones.',
  rate_limit: 'Lower the concurrency of this agent type, or retry with growing pauses.',
  quota: 'Raise the quota of the provider, or move the work to another model.',
  auth: 'Check the credentials of the provider or tool before it gets there.',
  dependency: 'Look at the service it depends on; hold the work back until it answers again.',
  network: 'Look at the connection to the provider; a retry after a pause usually helps.',
  context_overflow: 'Shorten its context, or give it a model with a longer one.',
  truncated: 'Raise the limit of its answer, or split the task.',
  content_filter: 'Read the task’s wording; put it differently, or use another model.',
  tool_error: 'Look at the tool calls of its trace; repair the tool before it is retried.',
  cancelled: 'Ask who cancels such jobs, and why.',
  rejected: 'Give the reviewer’s criteria to the agent beforehand.',
  unknown: 'Open the trace of one that failed; its error text tells no cause.',
};

const isCategory = (text: string): text is ErrorCategory => Object.hasOwn(ADVICE, text);

/** The next step, in words. */
export const adviceFor = (cause: string | null): string =>
  cause !== null && isCategory(cause) ? ADVICE[cause] : 'Watch it; open its trace when it does not go on.';

/** The most frequent cause among failed runs, with its share; null when none is known. */
export const usualCause = (
  causes: ReadonlyArray<string | null>
): { cause: string; hits: number; of: number } | null => {
  const counts = new Map<string, number>();
  for (const cause of causes) {
    if (cause !== null && cause !== '') {
      counts.set(cause, (counts.get(cause) ?? 0) + 1);
    }
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most === undefined ? null : { cause: most[0], hits: most[1], of: causes.length };
};
