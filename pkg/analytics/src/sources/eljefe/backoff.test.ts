import fc from 'fast-check';
import { expect, test } from 'vitest';

import { backoffMs } from './backoff';

test('waits grow from a quarter second to five, always with jitter', () => {
  expect([0, 1, 2, 10, 1_000].map((attempt) => backoffMs(attempt, () => 1))).toEqual([250, 500, 1_000, 5_000, 5_000]);
  fc.assert(
    fc.property(fc.nat(50), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const wait = backoffMs(attempt, () => random);
      expect(wait).toBeGreaterThanOrEqual(125);
      expect(wait).toBeLessThanOrEqual(5_000);
    })
  );
});
