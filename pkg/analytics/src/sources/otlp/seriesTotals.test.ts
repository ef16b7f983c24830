import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { counterTotal, type CounterPoint } from './seriesTotals';

/** What a counter counted between exports, in runs: each run begins anew at 0. */
const runs = fc.array(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });

const STEP = 1_000;

const delta = (counted: number[][]): CounterPoint[] => {
  let time = 0;
  return counted.flat().map((value) => ({ start: time, time: (time += STEP), value, temporality: 'delta' }));
};

const cumulative = (counted: number[][], knownStarts: boolean): CounterPoint[] => {
  let time = 0;
  return counted.flatMap((run) => {
    const start = time;
    let value = 0;
    return run.map((more) => ({
      start: knownStarts ? start : 0,
      time: (time += STEP),
      value: (value += more),
      temporality: 'cumulative' as const,
    }));
  });
};

const truth = (counted: number[][]): number => counted.flat().reduce((sum, value) => sum + value, 0);

describe('A4.2 rule 7: what a counter counted', () => {
  it('A4.2: delta and cumulative points give the same total', () => {
    fc.assert(
      fc.property(runs, (counted) => {
        expect(counterTotal(delta(counted))).toBe(truth(counted));
        expect(counterTotal(cumulative(counted, true))).toBe(truth(counted));
      })
    );
  });

  it('A4.2: points sent again, in any order, change nothing', () => {
    const sent = runs.chain((counted) => {
      const points = fc.constantFrom(delta(counted), cumulative(counted, true));
      return points.chain((all) =>
        fc.record({
          counted: fc.constant(counted),
          order: fc.shuffledSubarray(all, { minLength: all.length }),
          again: fc.subarray(all),
        })
      );
    });
    fc.assert(
      fc.property(sent, ({ counted, order, again }) => {
        expect(counterTotal([...order, ...again])).toBe(truth(counted));
      })
    );
  });

  it('A4.2: a reset nobody announced shows as a fall, and costs nothing that was counted before', () => {
    expect(
      counterTotal(
        cumulative(
          [
            [5, 5],
            [3, 4],
          ],
          false
        )
      )
    ).toBe(17);
  });

  it('A4.2: a late point in the middle changes nothing', () => {
    const points = cumulative([[5, 5, 5]], true);
    expect(counterTotal([...points.slice(0, 1), ...points.slice(2)])).toBe(15);
    expect(counterTotal(points)).toBe(15);
  });
});
