import fc from 'fast-check';

import { reconnectDelay } from './reconnectDelay';

const PLAN = { firstMs: 1_000, maxMs: 60_000 };

describe('V1: waiting before a reconnect', () => {
  it.each([
    [1, 0, 500],
    [1, 0.999999, 1_000],
    [3, 0, 2_000],
    [20, 0, 30_000],
  ])('after %d failures with random %d waits %d ms', (failures, random, expected) => {
    expect(reconnectDelay(failures, random, PLAN)).toBe(expected);
  });

  it('stays between half and all of the doubled wait, and under the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (n, r) => {
          const wait = reconnectDelay(n, r, PLAN);
          expect(wait).toBeGreaterThanOrEqual(500);
          expect(wait).toBeLessThanOrEqual(60_000);
        }
      )
    );
  });
});
