import {
  BadQuery,
  BadRows,
  QueryAborted,
  QueryLimit,
  StoreDenied,
  StoreError,
  StoreFull,
  StoreUnavailable,
} from './errors';

export type Operation = 'read' | 'write';

/** How a failed write may be repeated: as it is, after a pause, or not at all. */
export type RetryClass = 'again' | 'later' | 'never';

const SOCKET_CODES = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ENOENT', // the Unix socket is gone while the child restarts
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
]);

// Codes a batch can be refused with because of its rows: parse errors, type errors, unknown field, constraint.
const ROW_CODES = new Set(['6', '26', '27', '33', '38', '41', '53', '69', '72', '117', '131', '349', '469']);
const DENIED_CODES = new Set(['81', '192', '193', '194', '497', '516']);
// Too little memory just now, too many parts: the engine needs time, not a new attempt at once.
const OVERLOAD_CODES = new Set(['241', '252']);
const ENGINE_GONE_CODES = new Set(['209', '210', '236', '242', '394', '999']);

interface Failure {
  code: string;
  message: string;
}

function describe(error: unknown): Failure {
  if (!(error instanceof Error)) {
    return { code: '', message: String(error) };
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const nested = code === '' && error.cause instanceof Error ? describe(error.cause).code : code;
  return { code: nested, message: error.message };
}

function isTooManyPartitions(message: string): boolean {
  return message.includes('Too many partitions for single INSERT block');
}

function looksLikeTimeout(message: string): boolean {
  return /timeout error|socket hang up|aborted/i.test(message);
}

const LIMIT_CODES: Readonly<Record<string, QueryLimit['limit']>> = {
  '159': 'time',
  '160': 'time',
  '241': 'memory',
  '158': 'rows',
  '307': 'rows',
  '396': 'rows',
};

function classifyWrite({ code, message }: Failure, cause: unknown): StoreError | undefined {
  if (OVERLOAD_CODES.has(code) && !isTooManyPartitions(message)) {
    return new StoreUnavailable(message, { code, cause });
  }
  return ROW_CODES.has(code) ? new BadRows(message, { code, cause }) : undefined;
}

function classifyCommon(failure: Failure, cause: unknown): StoreError {
  const { code, message } = failure;
  if (code === '243') {
    return new StoreFull(message, { code, cause });
  }
  if (SOCKET_CODES.has(code) || ENGINE_GONE_CODES.has(code)) {
    return new StoreUnavailable(message === '' ? code : message, { code, cause });
  }
  if (DENIED_CODES.has(code)) {
    return new StoreDenied(message, { code, cause });
  }
  if (code === '' && looksLikeTimeout(message)) {
    return new StoreUnavailable(message, { cause });
  }
  return new BadQuery(message, { code, cause });
}

/** Maps whatever the driver threw to one of the store's own errors. Matches on codes; texts decide only inside one code. */
export function classifyError(error: unknown, operation: Operation, signal?: AbortSignal): StoreError {
  if (error instanceof StoreError) {
    return error;
  }
  const failure = describe(error);
  if (signal?.aborted) {
    return new QueryAborted('the caller ended the request', { code: failure.code, cause: error });
  }
  if (operation === 'write') {
    return classifyWrite(failure, error) ?? classifyCommon(failure, error);
  }
  const limit = LIMIT_CODES[failure.code];
  return limit
    ? new QueryLimit(limit, failure.message, { code: failure.code, cause: error })
    : classifyCommon(failure, error);
}

/** Whether the same write, with the same token, may be sent again. */
export function retryClass(error: StoreError): RetryClass {
  if (error instanceof StoreFull) {
    return 'later';
  }
  if (!(error instanceof StoreUnavailable)) {
    return 'never';
  }
  return OVERLOAD_CODES.has(error.code ?? '') ? 'later' : 'again';
}
