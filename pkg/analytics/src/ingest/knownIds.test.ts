import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { KnownIds } from './knownIds';

describe('which ids may be stored', () => {
  test('an id that was added is never denied', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (ids) => {
        const known = new KnownIds(10);
        ids.forEach((id) => known.add(id));
        expect(ids.every((id) => known.maybeHas(id))).toBe(true);
      })
    );
  });
  test('full to its capacity, it is wrong about less than 2 % of near ids', () => {
    const known = new KnownIds(20_000);
    const id = (number: number): string => `el-jefe\u0000writer_20251123_232155_${number}`;
    for (let number = 0; number < 20_000; number += 1) {
      known.add(id(number));
    }
    const wrong = Array.from({ length: 20_000 }, (_, number) => known.maybeHas(id(number + 20_000))).filter(Boolean);
    expect(wrong.length / 20_000).toBeLessThan(0.02);
  });
  test('ten times beyond its capacity it still denies nothing, and is wrong about few', () => {
    const known = new KnownIds(2_000);
    for (let number = 0; number < 20_000; number += 1) {
      known.add(`job ${number}`);
    }
    const denied = Array.from({ length: 20_000 }, (_, number) => !known.maybeHas(`job ${number}`)).filter(Boolean);
    const wrong = Array.from({ length: 20_000 }, (_, number) => known.maybeHas(`other ${number}`)).filter(Boolean);
    expect([denied.length, wrong.length / 20_000 < 0.1]).toEqual([0, true]);
  });
  test('with a bound of filters the oldest ids are forgotten, those heard of again are not', () => {
    const known = new KnownIds(1_000, 2);
    for (let number = 0; number < 10_000; number += 1) {
      known.add(`job ${number}`);
      known.add('always');
    }
    const old = Array.from({ length: 1_000 }, (_, number) => known.maybeHas(`job ${number}`)).filter(Boolean);
    expect([known.maybeHas('always'), known.maybeHas('job 9999'), old.length < 100]).toEqual([true, true, true]);
  });
  test('empty, it knows nothing', () => {
    expect(new KnownIds(1_000_000).maybeHas('j1')).toBe(false);
  });
});
