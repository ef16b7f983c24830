import { describe, expect, test } from 'vitest';

import { seeded } from './random';
import { normal } from './simulated.fixtures';
import { remainingTime } from './remaining';
import { ascending } from './sorted';

describe('P1: how long a run under way still takes', () => {
  const hundred = ascending(Array.from({ length: 99 }, (_, index) => index + 1));

  test('at its start: the quantiles of all durations', () => {
    expect(remainingTime(hundred, 0)).toEqual({ p10: 10, p50: 50, p90: 90, count: 99 });
  });
  test('later: of the longer ones alone, less what is over', () => {
    expect(remainingTime(hundred, 50)).toEqual({ p10: 5, p50: 25, p90: 45, count: 49 });
  });
  test('longer than nearly all before: nothing is said', () => {
    expect(remainingTime(hundred, 90)).toBeNull();
    expect(remainingTime(ascending([]), 0)).toBeNull();
  });
  test('the 80 % interval holds 80 % of unseen runs, at their start and half way, within 3 points', () => {
    const random = seeded(11);
    const draw = (): number => 30 * Math.exp(0.8 * normal(random));
    let [held, above, all] = [0, 0, 0];
    for (let history = 0; history < 60; history += 1) {
      const known = ascending(Array.from({ length: 150 }, draw));
      for (let i = 0; i < 100; i += 1) {
        const seconds = draw();
        const elapsed = i % 2 === 0 ? 0 : 20;
        const found = seconds > elapsed ? remainingTime(known, elapsed) : null;
        if (found !== null) {
          const left = seconds - elapsed;
          held += found.p10 <= left && left <= found.p90 ? 1 : 0;
          above += left > found.p90 ? 1 : 0;
          all += 1;
        }
      }
    }
    expect(held / all).toBeGreaterThan(0.77);
    expect(held / all).toBeLessThan(0.83);
    expect(above / all).toBeLessThan(0.12);
  });
});
