import { Problem, parse } from '@eljefe/contract';

import { QueryAborted, QueryLimit, StoreBusy, StoreFull, StoreUnavailable } from '../store/errors';
import { ProblemError } from './ProblemError';

const codeOf = (error: Error): unknown => ('code' in error ? error.code : undefined);

const storeProblem = (error: Error): ProblemError | null => {
  if (error instanceof StoreBusy) {
    const retryAfterSeconds = Math.max(1, Math.ceil(error.retryAfterMs / 1_000));
    return new ProblemError('unavailable', `The store cannot take more now: ${error.message}`, { retryAfterSeconds });
  }
  if (error instanceof StoreUnavailable) {
    return new ProblemError('unavailable', 'The store is starting or restarting; nothing was lost, try again', {
      retryAfterSeconds: 2,
    });
  }
  if (error instanceof StoreFull) {
    return new ProblemError('unavailable', 'The disk under the store is full; free some, then try again', {
      retryAfterSeconds: 60,
    });
  }
  if (error instanceof QueryLimit) {
    return new ProblemError(
      'query-limit',
      `${error.message}. Ask for a shorter time range, fewer groups or more filters`
    );
  }
  return error instanceof QueryAborted
    ? new ProblemError('timeout', 'The query was ended before it was answered')
    : null;
};

const frameworkProblem = (error: Error): ProblemError | null => {
  switch (codeOf(error)) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ProblemError('unsupported-media', 'This content type is not taken here; send application/json');
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ProblemError('too-large', 'The body is larger than limits.bodyBytes; send smaller batches');
    case 'FST_ERR_BAD_URL':
      return new ProblemError(
        'invalid-path',
        'The path is not valid percent-encoding; encode each part with encodeURIComponent'
      );
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new ProblemError('not-found', 'An id in the path is longer than any id can be (512 characters)');
    default:
      return null;
  }
};

/** A problem that another part threw as `error.problem`, without knowing this class. */
const carriedProblem = (error: Error): Problem | null => {
  const parsed = 'problem' in error ? parse(Problem, error.problem) : null;
  return parsed?.ok ? parsed.value : null;
};

/** Any error as the problem to answer with; null when it is a fault of the service, of which outsiders hear nothing more. */
export const problemOf = (error: unknown): { problem: Problem; headers: Readonly<Record<string, string>> } | null => {
  if (!(error instanceof Error)) {
    return null;
  }
  const known = error instanceof ProblemError ? error : (storeProblem(error) ?? frameworkProblem(error));
  if (known) {
    return { problem: known.problem, headers: known.headers };
  }
  const carried = carriedProblem(error);
  if (!carried) {
    return null;
  }
  const wait = carried.retry_after_seconds;
  return { problem: carried, headers: wait === undefined ? {} : { 'retry-after': String(Math.ceil(wait)) } };
};
