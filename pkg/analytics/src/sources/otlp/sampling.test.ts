import { describe, expect, test } from 'vitest';

import { type RowOf } from '../../store/schema';

import { sampled, type SamplingRule } from './sampling';
import { makeSum, scoped } from './testing/make';
import { World } from './testing/world';

const POINTS = 20_000;
const RULES: SamplingRule[] = [{ metric: 'token.*', keepOneIn: 10 }];

const row = (index: number, given: Partial<RowOf<'series'>> = {}): RowOf<'series'> => ({
  time: 1_000 + index,
  source: 'crew',
  metric: 'token.latency',
  subject_kind: 'service',
  subject: 'crew',
  labels: '{}',
  value: 1 + (index % 7),
  count: 2,
  received: 5,
  ...given,
});

const thinned = (kind: 'gauge' | 'sum' | 'histogram', temporality = 1) =>
  Array.from({ length: POINTS }, (_, index) => sampled(row(index), { kind, temporality }, RULES)).filter(
    (kept) => kept !== null
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const TRUE_SUM = sum(Array.from({ length: POINTS }, (_, index) => row(index).value));

describe('B1: sampling of high-frequency series keeps counts right', () => {
  test('of what was counted, sums and counts are right in expectation, though a tenth of the rows is kept', () => {
    const kept = thinned('histogram');
    expect(kept.length / POINTS).toBeCloseTo(0.1, 1);
    // Four standard errors of a sum of 20,000 points of which one in ten is kept.
    const tolerance = 4 * Math.sqrt(10 / POINTS);
    expect(Math.abs(sum(kept.map(({ value }) => value)) / TRUE_SUM - 1)).toBeLessThan(tolerance);
    expect(Math.abs(sum(kept.map(({ count }) => count)) / (2 * POINTS) - 1)).toBeLessThan(tolerance);
  });

  test('a level stays what it is, its weight is its count', () => {
    const kept = thinned('gauge');
    expect(kept.every(({ value, count }) => value <= 7 && count === 20)).toBe(true);
  });

  test('a point sent again meets the same decision', () => {
    expect(thinned('sum')).toEqual(thinned('sum'));
  });

  test('cumulative points, other metrics and other sources are kept as they are', () => {
    expect(thinned('sum', 2)).toHaveLength(POINTS);
    const rules = [{ metric: 'token.latency', source: 'other', keepOneIn: 10 }];
    const told = Array.from({ length: 100 }, (_, index) => sampled(row(index), { kind: 'sum', temporality: 1 }, rules));
    expect(told).toEqual(Array.from({ length: 100 }, (_, index) => row(index)));
  });

  test('received = stored + refused; what another point stands for is counted apart', async () => {
    const world = new World();
    world.sampling = RULES;
    world.restart();
    const points = Array.from({ length: 500 }, (_, at) => ({ at: at + 1, value: 3, attributes: {} }));
    await world.receiver.metrics(scoped([makeSum('token.latency', points)]));
    const { received, stored, refused, sampledOut } = world.counters.total();
    expect([received, stored, refused]).toEqual([500, 500, 0]);
    expect(sampledOut).toBe(500 - (world.rows.series?.length ?? 0));
    expect(sampledOut).toBeGreaterThan(400);
  });
});
