import { type Query, type QueryRequest } from '@eljefe/contract';
import { describe, expect, test } from 'vitest';

import { askContext } from './askContext';
import { cacheKey } from './cacheKey';
import { BadRequest } from './errors';

const { signal } = new AbortController();
const QUERY: Query = { refId: 'A', kind: 'series', measure: 'throughput' };
const BATCH: QueryRequest = { from: 1_000, to: 2_000, maxDataPoints: 100, queries: [QUERY] };

describe('I1: one batch holds questions of several ranges and widths', () => {
  test('a question without its own takes those of the batch', () => {
    expect(askContext(QUERY, BATCH, signal)).toEqual({ window: { from: 1_000, to: 2_000 }, maxPoints: 100, signal });
  });
  test('a question with its own range and width is answered by them, either end alone too', () => {
    expect(askContext({ ...QUERY, from: 0, to: 9_000, maxDataPoints: 7 }, BATCH, signal)).toMatchObject({
      window: { from: 0, to: 9_000 },
      maxPoints: 7,
    });
    expect(askContext({ ...QUERY, from: 500 }, BATCH, signal).window).toEqual({ from: 500, to: 2_000 });
  });
  test('a range that is turned round is this question’s own problem, with the remedy', () => {
    expect(() => askContext({ ...QUERY, from: 3_000 }, BATCH, signal)).toThrow(BadRequest);
  });
  test('the range as it was sent is no part of the key, so that a live window is remembered over refreshes', () => {
    const window = { from: 0, to: 10_000 };
    expect(cacheKey({ ...QUERY, from: 1, to: 9_999, maxDataPoints: 7 }, window, 7)).toBe(cacheKey(QUERY, window, 7));
  });
});
