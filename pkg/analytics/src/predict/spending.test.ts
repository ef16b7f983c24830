import { describe, expect, test } from 'vitest';

import { simulatedSpending, type SpendingShape } from './simulated.fixtures';
import { forecastSpending, type Hourly } from './spending';

const flat = (hours: number, usd: number): Hourly => ({ start: 480_000, values: new Array<number>(hours).fill(usd) });

describe('P3: what will have been spent', () => {
  test('given the same cost each hour, then so much for each hour to come, without a doubt', () => {
    const found = forecastSpending(flat(240, 2), { spent: 10, toHour: 480_240 + 12, limit: null });
    expect(found).toMatchObject({ expected: 34, low: 34, high: 34, days: 10, overrun: null });
  });
  test('given less than three days, then nothing', () => {
    expect(forecastSpending(flat(71, 2), { spent: 0, toHour: 480_100, limit: null })).toBeNull();
  });
  test('given a limit, then when it is reached: the day, and how likely', () => {
    const hourly = flat(240, 1);
    const reached = forecastSpending(hourly, { spent: 30, toHour: 480_240 + 240, limit: 100 });
    expect(reached?.overrun).toBe(1);
    // 70 more at 1 an hour: on the third day, which begins after 48 hours.
    expect(reached?.reachedHour).toBe(480_240 + 48);
    expect(forecastSpending(hourly, { spent: 30, toHour: 480_240 + 240, limit: 1_000 })).toMatchObject({
      overrun: 0,
      reachedHour: null,
    });
  });
  test('given nothing left of the period, then what is spent', () => {
    expect(forecastSpending(flat(240, 1), { spent: 7, toHour: 480_240, limit: 7 })).toMatchObject({
      expected: 7,
      low: 7,
      high: 7,
    });
  });
  test('given a shape of the day, then it is found and beats the day before', () => {
    const found = forecastSpending(simulatedSpending({ days: 21, seed: 3, weekend: 1 }), {
      spent: 0,
      toHour: 480_000 + 22 * 24,
      limit: null,
    });
    expect(found?.method).toMatch(/^mean/);
    expect(found?.skill).toBeGreaterThan(0);
  });
  test('the same history gives the same answer', () => {
    const hourly = simulatedSpending({ days: 10, seed: 4 });
    const ask = { spent: 1, toHour: 480_000 + 264, limit: 100 };
    expect(forecastSpending(hourly, ask)).toEqual(forecastSpending(hourly, ask));
  });

  const covered = (shape: Omit<SpendingShape, 'days' | 'seed'>, known: number, ahead: number) => {
    let [held, all, miss, naive] = [0, 0, 0, 0];
    for (let seed = 1; seed <= 150; seed += 1) {
      const whole = simulatedSpending({ ...shape, days: known + ahead, seed });
      const from = known * 24 - 10;
      const hourly = { start: whole.start, values: whole.values.slice(0, from) };
      const truth = whole.values.slice(from).reduce((sum, value) => sum + value, 0);
      const found = forecastSpending(hourly, { spent: 0, toHour: whole.start + whole.values.length, limit: null });
      if (found) {
        held += found.low <= truth && truth <= found.high ? 1 : 0;
        all += 1;
        miss += Math.abs(found.expected - truth);
        naive += Math.abs(
          whole.values.slice(from - 24, from).reduce((sum, value) => sum + value, 0) * (ahead + 10 / 24) - truth
        );
      }
    }
    return { share: held / all, all, gain: 1 - miss / naive };
  };
  test.each([
    ['rest of today and tomorrow, after four weeks', { daySigma: 0.2 }, 28, 1],
    ['rest of today and tomorrow, after ten days', { weekend: 1 }, 10, 1],
    ['a week ahead, after four weeks', { daySigma: 0.3 }, 28, 7],
    ['two weeks ahead, after four weeks', {}, 28, 14],
  ])('%s: the 80 % interval holds 72 to 94 % of unseen courses', (_, shape, known, ahead) => {
    const { share, all } = covered(shape, known, ahead);
    expect(all).toBe(150);
    expect(share).toBeGreaterThan(0.72);
    expect(share).toBeLessThan(0.94);
  });
  test('a week ahead it misses less than going on as the last day did', () => {
    expect(covered({}, 28, 7).gain).toBeGreaterThan(0.2);
  });
});
