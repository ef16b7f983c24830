import { describe, expect, test } from 'vitest';

import { type SloConfig } from '@eljefe/contract';
import { BURN_RULES, burnOf, reachableFactor, type Tally } from './burnRate';
import { availability, mtbf, mttr } from './reliability';
import { sloStatus } from './sloStatus';

const [page, slowPage, ticket] = BURN_RULES;
const rule = page ?? BURN_RULES[0];

/** Events at a steady rate a second, all bad for the last so many seconds, a given share before. */
const history =
  ({ perSecond, outageSeconds = 0, badShare = 0 }: { perSecond: number; outageSeconds?: number; badShare?: number }) =>
  (seconds: number): Tally => {
    const total = Math.round(seconds * perSecond);
    const inOutage = Math.min(total, Math.round(outageSeconds * perSecond));
    return { total, bad: inOutage + Math.round((total - inOutage) * badShare) };
  };

describe('burn rates (S3)', () => {
  const fires = (outageSeconds: number): boolean =>
    rule !== undefined && burnOf(rule, 0.999, history({ perSecond: 100, outageSeconds })).burning;

  test('objective 99.9 %, clean before: a total outage pages after 52 s, not after 51', () => {
    expect(fires(51)).toBe(false);
    expect(fires(52)).toBe(true);
  });

  test('a steady tenfold error rate fires the slow page; nine tenths of what is allowed never', () => {
    const at = history({ perSecond: 10, badShare: 0.01 });
    expect(slowPage && burnOf(slowPage, 0.999, at).burning).toBe(true);
    const below = history({ perSecond: 10, badShare: 0.0009 });
    expect(BURN_RULES.map((one) => burnOf(one, 0.999, below).burning)).toEqual([false, false, false]);
  });

  test('a factor that could never be reached is capped', () => {
    expect(reachableFactor(14.4, 0.9)).toBeCloseTo(9, 9);
    expect(reachableFactor(14.4, 0.95)).toBe(14.4);
  });

  test('with few or unsure events it says why it is silent; without events it says nothing of errors', () => {
    const few = (seconds: number): Tally => (seconds <= 300 ? { total: 5, bad: 5 } : { total: 100, bad: 90 });
    expect(rule && burnOf(rule, 0.95, few)).toMatchObject({
      burning: false,
      guarded: 'only 5 events in the short window',
    });
    const unsure = (seconds: number): Tally => (seconds <= 21_600 ? { total: 12, bad: 1 } : { total: 1_000, bad: 80 });
    expect(ticket && burnOf(ticket, 0.95, unsure).guarded).toContain('not certain');
    expect(rule && burnOf(rule, 0.95, () => ({ total: 0, bad: 0 }))).toMatchObject({ longBurn: null, burning: false });
  });

  test('the budget is what is left of the errors allowed; absent without events', () => {
    const slo: SloConfig = {
      name: 's',
      measure: 'success_rate',
      target: 0.95,
      windowDays: 30,
      thresholdSeconds: null,
      agentType: null,
      workflow: null,
    };
    const status = (at: (seconds: number) => Tally) => sloStatus(slo, at);
    expect(status(() => ({ total: 1_000, bad: 25 }))).toMatchObject({ attainment: 0.975, met: true });
    expect(status(() => ({ total: 1_000, bad: 25 })).budgetRemaining).toBeCloseTo(0.5, 12);
    expect(status(() => ({ total: 1_000, bad: 100 })).budgetRemaining).toBeCloseTo(-1, 12);
    expect(status(() => ({ total: 0, bad: 0 }))).toMatchObject({ attainment: null, met: null, budgetRemaining: null });
  });
});

describe('uptime, time between failures, time to restore (S3)', () => {
  test('four failures in 1,000: 250, between 97.6 and 917.5; none: more than a third, never infinity', () => {
    const four = mtbf(1_000, 4);
    expect(four.seconds).toBe(250);
    expect(four.low).toBeCloseTo(97.6, 0);
    expect(Math.abs((four.high ?? 0) / 917.5 - 1)).toBeLessThan(0.02);
    expect(mtbf(900, 0)).toEqual({ seconds: 300, bound: 'at least', low: 300, high: null });
    expect(mtbf(0, 0).seconds).toBeNull();
  });

  test('time before the first news is not known and not counted; an outage under way is open', () => {
    const turns = [
      { at: 100, up: true },
      { at: 200, up: false },
      { at: 250, up: true },
      { at: 900, up: false },
    ];
    const found = availability(turns, { from: 0, to: 1_000, before: null });
    expect(found).toMatchObject({ watchedMs: 900, upMs: 750 });
    expect(found.outages).toEqual([
      { from: 200, to: 250, open: false },
      { from: 900, to: 1_000, open: true },
    ]);
    expect(availability(turns, { from: 150, to: 180, before: null })).toMatchObject({ watchedMs: 30, upMs: 30 });
  });

  test('an open outage is censored: it neither counts as over nor is it dropped', () => {
    const outage = (seconds: number, open = false) => ({ from: 0, to: seconds * 1_000, open });
    expect(mttr([outage(10), outage(20)])).toEqual({ meanSeconds: 15, medianSeconds: 10, repaired: 2, censored: 0 });
    const censored = mttr([outage(10), outage(20), outage(30, true)]);
    expect(censored).toMatchObject({ repaired: 2, censored: 1, medianSeconds: 20 });
    expect(censored.meanSeconds).toBeCloseTo(20, 9);
    expect(mttr([])).toMatchObject({ meanSeconds: null });
  });
});
