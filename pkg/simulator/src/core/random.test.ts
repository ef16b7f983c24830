import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Heap } from './heap';
import { Random } from './random';

describe('Random', () => {
  it('gives the same numbers for the same seed and label, others for another', () => {
    const draw = (seed: number, label: string): number[] => {
      const random = new Random(seed, label);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw(7, 'a')).toEqual(draw(7, 'a'));
    expect(draw(7, 'a')).not.toEqual(draw(7, 'b'));
    expect(draw(7, 'a')).not.toEqual(draw(8, 'a'));
  });

  it('stays in its bounds, and is even enough', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = new Random(seed);
        const values = Array.from({ length: 2_000 }, () => random.integer(1, 4));
        const counts = [1, 2, 3, 4].map((value) => values.filter((drawn) => drawn === value).length);
        return counts.every((count) => count > 380 && count < 620);
      }),
      { numRuns: 30 }
    );
  });

  it('draws weighted keys and never one of weight 0', () => {
    const random = new Random(3);
    const drawn = new Set(
      Array.from({ length: 300 }, () =>
        random.weighted([
          ['often', 3],
          ['never', 0],
          ['seldom', 1],
        ] as const)
      )
    );
    expect([...drawn].sort()).toEqual(['often', 'seldom']);
  });
});

describe('Heap', () => {
  it('gives entries in order of time, and of one time in the order they came', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }), (times) => {
        const heap = new Heap<{ time: number; order: number }>();
        times.forEach((time, order) => heap.push(time, { time, order }));
        const got = times.map(() => heap.pop());
        const expected = times
          .map((time, order) => ({ time, order }))
          .sort((a, b) => a.time - b.time || a.order - b.order);
        expect(got).toEqual(expected);
      })
    );
  });

  it('is empty in the end', () => {
    const heap = new Heap<number>();
    expect(heap.pop()).toBeNull();
    expect(heap.nextMs).toBeNull();
  });
});
