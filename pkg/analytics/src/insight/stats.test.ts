import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  chiSquareQuantile,
  compareDistributions,
  compareProportions,
  effectiveCount,
  newcombe,
  twoSidedP,
  wilson,
} from './stats';

/** Uniform numbers from a fixed seed (mulberry32), so that a test sees the same draw each time. */
const random = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

describe('tests of change (W4.3, P5)', () => {
  test('normal tails, far beyond what a four-digit table holds', () => {
    expect(twoSidedP(1.959964)).toBeCloseTo(0.05, 6);
    expect(twoSidedP(4) / 6.334248e-5).toBeCloseTo(1, 5);
    expect(twoSidedP(6) / 1.973175e-9).toBeCloseTo(1, 5);
    expect(twoSidedP(0)).toBeCloseTo(1, 6);
  });

  test('Wilson and Newcombe give their published values and stay inside 0..1', () => {
    const { low, high } = wilson(15, 148);
    expect([low, high].map((value) => value.toFixed(4))).toEqual(['0.0624', '0.1605']);
    const difference = newcombe({ p: 56 / 70, n: 70 }, { p: 48 / 80, n: 80 });
    expect([difference.low, difference.high].map((value) => value.toFixed(4))).toEqual(['0.0524', '0.3339']);
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 1, max: 50 }), (hits, more) => {
        const interval = wilson(hits, hits + more);
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.high).toBeLessThanOrEqual(1);
      })
    );
  });

  test('independent draws of one source are hardly ever called different', () => {
    const draw = random(7);
    const uniform = (count: number): number[] => Array.from({ length: count }, draw);
    const claims = (test: () => number | null): number =>
      Array.from({ length: 300 }, test).filter((p) => p !== null && p < 0.01).length;
    expect(claims(() => compareDistributions(uniform(120), uniform(150)).p)).toBeLessThanOrEqual(9);
    const outcomes = (count: number): number[] => uniform(count).map((value) => Number(value < 0.9));
    expect(claims(() => compareProportions(outcomes(120), outcomes(150)).p)).toBeLessThanOrEqual(9);
  });

  test('a plain shift is found', () => {
    const draw = random(11);
    const now = Array.from({ length: 100 }, () => draw() + 0.4);
    const before = Array.from({ length: 100 }, draw);
    expect(compareDistributions(now, before).p).toBeLessThan(0.001);
    const failed = Array.from({ length: 300 }, () => Number(draw() < 0.7));
    const fine = Array.from({ length: 300 }, () => Number(draw() < 0.95));
    expect(compareProportions(failed, fine).p).toBeLessThan(0.001);
  });

  test('runs of equal values count for less: a wandering source is not called changed by its wandering', () => {
    const draw = random(3);
    const wander = (count: number): number[] => {
      let level = 0;
      return Array.from({ length: count }, () => (level = 0.9 * level + draw() - 0.5));
    };
    const series = wander(400);
    expect(effectiveCount(series)).toBeLessThan(80);
    const claims = Array.from({ length: 200 }, () => {
      const both = wander(400);
      return compareDistributions(both.slice(200), both.slice(0, 200)).p;
    }).filter((p) => p !== null && p < 0.01).length;
    expect(claims).toBeLessThanOrEqual(10);
  });

  test('with too little nothing is claimed; constants do not divide by zero', () => {
    expect(compareProportions([1, 1, 0], [1, 0, 1]).p).toBeNull();
    const same = Array.from({ length: 40 }, () => 5);
    expect(compareDistributions(same, same).p).toBe(1);
    expect(
      compareProportions(
        same.map(() => 1),
        same.map(() => 1)
      ).p
    ).toBe(1);
  });

  test('chi-square quantiles behind the interval of the time between failures', () => {
    expect((2 * 1_000) / chiSquareQuantile(0.975, 10)).toBeCloseTo(97.6, 0);
    expect((2 * 1_000) / chiSquareQuantile(0.025, 8)).toBeGreaterThan(900);
  });
});
