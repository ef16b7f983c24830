import { describe, expect, it } from 'vitest';
import { classifyError, retryClass } from './classifyError';
import { BadQuery, BadRows, QueryAborted, QueryLimit, StoreDenied, StoreFull, StoreUnavailable } from './errors';

function failure(code: string, message = 'what the engine said'): Error {
  return Object.assign(new Error(message), { code });
}

const TOO_MANY_PARTITIONS = 'Too many partitions for single INSERT block (more than 100)';

describe('store errors: the code decides what the caller is told', () => {
  it.each([
    ['ECONNRESET', StoreUnavailable],
    ['ECONNREFUSED', StoreUnavailable],
    ['ENOENT', StoreUnavailable],
    ['236', StoreUnavailable],
    ['394', StoreUnavailable],
    ['243', StoreFull],
    ['516', StoreDenied],
    ['81', StoreDenied],
    ['62', BadQuery],
    ['60', BadQuery],
    ['115', BadQuery],
  ])('a read that fails with %s', (code, expected) => {
    expect(classifyError(failure(code), 'read')).toBeInstanceOf(expected);
  });

  it.each([
    ['159', 'time'],
    ['241', 'memory'],
    ['396', 'rows'],
  ])('a read stopped with %s names the limit: %s', (code, limit) => {
    const error = classifyError(failure(code), 'read');
    expect(error).toBeInstanceOf(QueryLimit);
    expect(error).toHaveProperty('limit', limit);
  });

  it('a read whose caller has left is aborted, whatever the socket says', () => {
    const error = classifyError(failure('ECONNRESET'), 'read', AbortSignal.abort());
    expect(error).toBeInstanceOf(QueryAborted);
  });

  it('something that is not an error at all still becomes one with its text', () => {
    expect(classifyError('gone wrong', 'read').message).toBe('gone wrong');
  });
});

describe('store errors: which writes are repeated', () => {
  it.each(['ECONNRESET', 'ECONNREFUSED', 'ENOENT', '236', '394'])('%s: again, with the same token', (code) => {
    expect(retryClass(classifyError(failure(code), 'write'))).toBe('again');
  });

  it.each(['241', '243', '252'])('%s: after a pause', (code) => {
    expect(retryClass(classifyError(failure(code), 'write'))).toBe('later');
  });

  it.each(['26', '27', '62', '72', '115', '117', '469'])('%s: never unchanged', (code) => {
    expect(retryClass(classifyError(failure(code), 'write'))).toBe('never');
  });

  it('252 for too many partitions in one insert is no overload: never unchanged', () => {
    expect(retryClass(classifyError(failure('252', TOO_MANY_PARTITIONS), 'write'))).toBe('never');
  });

  it.each(['26', '27', '72', '117', '469'])('%s blames the rows', (code) => {
    expect(classifyError(failure(code), 'write')).toBeInstanceOf(BadRows);
  });
});
