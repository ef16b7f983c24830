import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { betaCdf, betaQuantile } from './beta';
import { FailureModel, FLEET_ALONE, type Run } from './FailureModel';
import { brierOf, fitFailures } from './fitFailures';
import { simulatedRuns, trueChance } from './simulated.fixtures';

const run = (given: Partial<Run> = {}): Run => ({ group: 'coder', failed: false, seconds: 10, cause: null, ...given });
const many = (count: number, given: Partial<Run> = {}): Run[] => Array.from({ length: count }, () => run(given));

describe('the Beta distribution, against values that can be worked out by hand', () => {
  test.each([
    ['uniform', 0.3, 1, 1, 0.3],
    ['Beta(2, 1) is x²', 0.5, 2, 1, 0.25],
    ['Beta(1, 3) is 1 − (1 − x)³', 0.2, 1, 3, 0.488],
    ['the arcsine law', 0.5, 0.5, 0.5, 0.5],
    ['the arcsine law, 2/π·asin(√x)', 0.1, 0.5, 0.5, 0.2048327647],
    ['a narrow one is half below its middle', 0.5, 5_000, 5_000, 0.5],
  ])('%s', (_, x, a, b, expected) => {
    expect(betaCdf(x, a, b)).toBeCloseTo(expected, 8);
  });
  test('the quantile undoes the distribution function', () => {
    const shape = fc.double({ min: 0.3, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), shape, shape, (p, a, b) => {
        const x = betaQuantile(p, a, b);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(1);
        if (x > 1e-6 && x < 1 - 1e-6) {
          expect(betaCdf(x, a, b)).toBeCloseTo(p, 4);
        }
      })
    );
  });
});

describe('P1: how likely a run under way is to fail', () => {
  test('given many runs of its group, then the share of those that lasted longer and failed', () => {
    const runs = [...many(900), ...many(80, { seconds: 100 }), ...many(20, { seconds: 100, failed: true })];
    const model = new FailureModel(runs, 5);
    expect(model.foretell('coder', 0)).toMatchObject({ count: 1_000, failures: 20 });
    expect(model.foretell('coder', 0).probability).toBeCloseTo(0.02, 2);
    expect(model.foretell('coder', 50)).toMatchObject({ count: 100, failures: 20 });
    expect(model.foretell('coder', 50).probability).toBeCloseTo(0.2, 2);
  });
  test('given few runs of its group, then it is drawn towards the fleet', () => {
    const runs = [...many(1_000, { group: 'planner' }), ...many(2, { failed: true })];
    const { probability, low, high } = new FailureModel(runs, 10).foretell('coder', 0);
    expect(probability).toBeGreaterThan(0.05);
    expect(probability).toBeLessThan(0.3);
    expect(low).toBeLessThan(0.05);
    expect(high).toBeGreaterThan(0.35);
  });
  test('given a group nobody has seen, then the fleet’s rate, with no run of its own behind it', () => {
    const runs = [...many(90), ...many(10, { failed: true })];
    const found = new FailureModel(runs, 10).foretell('newcomer', 5);
    expect(found).toMatchObject({ count: 0, failures: 0 });
    expect(found.probability).toBeCloseTo(0.1, 1);
  });
  test('given no failure ever, then never 0; given nothing but failures, never 1', () => {
    expect(new FailureModel(many(50), 5).foretell('coder', 0).probability).toBeGreaterThan(0.001);
    expect(new FailureModel(many(50, { failed: true }), 5).foretell('coder', 0).probability).toBeLessThan(0.999);
  });
  test('the order of the history does not matter, and the interval holds the probability', () => {
    const runs = fc.array(
      fc.record({
        group: fc.constantFrom('a', 'b'),
        failed: fc.boolean(),
        seconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
        cause: fc.constant(null),
      }),
      { minLength: 1, maxLength: 60 }
    );
    fc.assert(
      fc.property(runs, fc.double({ min: 0, max: 2e6, noNaN: true }), (history, elapsed) => {
        const found = new FailureModel(history, 5).foretell('a', elapsed);
        expect(new FailureModel([...history].reverse(), 5).foretell('a', elapsed)).toEqual(found);
        expect(found.low).toBeLessThanOrEqual(found.probability + 0.05);
        expect(found.high).toBeGreaterThanOrEqual(found.probability - 0.05);
        expect(found.probability).toBeGreaterThan(0);
        expect(found.probability).toBeLessThan(1);
      })
    );
  });
});

describe('P1: calibration on runs nobody learnt from', () => {
  const seen = simulatedRuns(4_000, 1);
  const unseen = simulatedRuns(20_000, 2);
  const { model, skill } = fitFailures(seen);

  test('the Brier score is better than the base rate’s, and near that of the known truth', () => {
    const rate = seen.filter(({ failed }) => failed).length / seen.length;
    const base = unseen.reduce((sum, { failed }) => sum + (rate - Number(failed)) ** 2, 0) / unseen.length;
    const sorted = new Map(
      [...new Set(seen.map(({ group }) => group))].map((group) => [
        group,
        seen.filter((one) => one.group === group).map(({ seconds }) => seconds),
      ])
    );
    const truth = {
      chance: (group: string, elapsed: number) => {
        const all = sorted.get(group) ?? [];
        const part = all.filter((seconds) => seconds <= elapsed).length / all.length;
        return trueChance(group, part);
      },
    };
    const some = unseen.slice(0, 4_000);
    const gain = 1 - brierOf(model, some) / base;
    const possible = 1 - brierOf(truth, some) / base;
    expect(gain).toBeGreaterThan(0.05);
    expect(gain).toBeGreaterThan(0.8 * possible);
    expect(skill.skill).toBeGreaterThan(0);
  });
  test('of runs told to fail with p, about the share p fails (mean calibration error below 2 points)', () => {
    const told = unseen.map((one) => ({ p: model.chance(one.group, 0), failed: one.failed })).sort((a, b) => a.p - b.p);
    const size = told.length / 10;
    const errors = Array.from({ length: 10 }, (_, bin) => {
      const part = told.slice(bin * size, (bin + 1) * size);
      const mean = part.reduce((sum, { p }) => sum + p, 0) / size;
      return Math.abs(mean - part.filter(({ failed }) => failed).length / size);
    });
    expect(errors.reduce((sum, error) => sum + error, 0) / 10).toBeLessThan(0.02);
  });
  test('the 95 % interval holds the true chance in at least nine of ten histories', () => {
    let [held, all] = [0, 0];
    for (let seed = 100; seed < 160; seed += 1) {
      const fitted = fitFailures(simulatedRuns(1_500, seed)).model;
      for (const group of ['planner', 'coder', 'reviewer', 'deployer']) {
        const { low, high } = fitted.foretell(group, 0);
        held += low <= trueChance(group, 0) && trueChance(group, 0) <= high ? 1 : 0;
        all += 1;
      }
    }
    expect(held / all).toBeGreaterThan(0.9);
  });
  test('given groups that do not differ, then it does not pretend they do', () => {
    const alike = simulatedRuns(2_000, 5).map((one, index) => ({ ...one, failed: index % 10 === 0 }));
    const fitted = fitFailures(alike);
    const told = ['planner', 'coder', 'deployer'].map((group) => fitted.model.foretell(group, 0).probability);
    expect(Math.max(...told) - Math.min(...told)).toBeLessThan(0.06);
  });
  test('given a history whose past misleads, then the fleet’s rate alone', () => {
    const turned = [
      ...Array.from({ length: 700 }, (_, index) =>
        run({ group: index % 2 ? 'a' : 'b', failed: index % 2 === 1 && index % 4 === 1 })
      ),
      ...Array.from({ length: 300 }, (_, index) =>
        run({ group: index % 2 ? 'a' : 'b', failed: index % 2 === 0 && index % 4 === 0 })
      ),
    ];
    const fitted = fitFailures(turned);
    expect(fitted.skill.skill).toBeLessThanOrEqual(0);
    expect(fitted.model.weight).toBe(FLEET_ALONE);
    expect(fitted.model.foretell('a', 0)).toEqual(fitted.model.foretell('b', 0));
  });
});
