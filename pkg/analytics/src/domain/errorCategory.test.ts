import { ERROR_CATEGORIES } from '@eljefe/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { errorCategory } from './errorCategory';

describe('A1.4: why something failed, from types first, text next', () => {
  test.each([
    ['timeout', 'Agent timed out after 300 seconds'],
    ['timeout', 'deadline exceeded'],
    ['rate_limit', 'HTTP 429 Too Many Requests'],
    ['rate_limit', 'Request was throttled'],
    ['quota', 'Your credit balance is too low'],
    ['auth', '401 Unauthorized'],
    ['auth', 'invalid api key'],
    ['context_overflow', 'prompt is too long: 210000 tokens'],
    ['truncated', 'max_tokens reached, output truncated'],
    ['content_filter', 'blocked by content policy'],
    ['network', 'ECONNREFUSED 127.0.0.1:443'],
    ['dependency', 'upstream answered 503'],
    ['dependency', 'Overloaded'],
    ['tool_error', 'Tool execution failed: exit code 2'],
    ['cancelled', 'cancelled by the user'],
    ['rejected', 'plan rejected by reviewer'],
    ['unknown', 'the stars were not right'],
  ])('%s: %s', (category, message) => {
    expect(errorCategory([], message)).toBe(category);
  });
  test.each([
    ['a number that only contains 429', 'processed 14290 rows, then gave up'],
    ['a number that only contains 503', 'line 5030 is wrong'],
  ])('near miss: %s', (_, message) => {
    expect(errorCategory([], message)).toBe('unknown');
  });
  test('a named type stands against the text', () => {
    expect(errorCategory(['network'], 'timed out')).toBe('network');
    expect(errorCategory(['RateLimitError'], 'timed out')).toBe('rate_limit');
  });
  test('no text at all: no category', () => {
    expect(errorCategory([], null)).toBeNull();
    expect(errorCategory([' '], '')).toBeNull();
  });
  test('any text has one of the known categories, quickly', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5_000 }), (text) => {
        const category = errorCategory([], text);
        expect(text.trim() === '' ? category === null : ERROR_CATEGORIES.some((known) => known === category)).toBe(
          true
        );
      })
    );
  });
});
