import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { brierOf, fitFailures } from '../../pkg/analytics/src/predict/fitFailures';
import { remainingTime } from '../../pkg/analytics/src/predict/remaining';
import { simulatedRuns, trueChance, type SimulatedRun } from '../../pkg/analytics/src/predict/simulated.fixtures';
import { ascending } from '../../pkg/analytics/src/predict/sorted';
import { forecastSpending } from '../../pkg/analytics/src/predict/spending';
import { type Evaluated } from '../evaluate';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const byGroup = (runs: readonly SimulatedRun[]): Map<string, Float64Array> =>
  new Map(
    [...new Set(runs.map(({ group }) => group))].map((group) => [
      group,
      ascending(runs.filter((run) => run.group === group).map(({ seconds }) => seconds)),
    ])
  );

/** Mean distance of what was told and what came, over ten bins of equal count. */
const calibrationError = (told: ReadonlyArray<{ p: number; failed: boolean }>): number => {
  const sorted = [...told].sort((a, b) => a.p - b.p);
  const size = Math.floor(sorted.length / 10);
  return mean(
    Array.from({ length: 10 }, (_, bin) => {
      const part = sorted.slice(bin * size, (bin + 1) * size);
      return Math.abs(mean(part.map(({ p }) => p)) - mean(part.map(({ failed }) => Number(failed))));
    })
  );
};

/** Runs with known chances: learnt from 4,000, tried on 20,000 others. */
export const evaluateFailures = (): Evaluated[] => {
  const seen = simulatedRuns(4_000, 1);
  const unseen = simulatedRuns(20_000, 2);
  const { model } = fitFailures(seen);
  const rate = mean(seen.map(({ failed }) => Number(failed)));
  const base = mean(unseen.map(({ failed }) => (rate - Number(failed)) ** 2));
  const durations = byGroup(seen);
  const truth = {
    chance: (group: string, elapsed: number): number => {
      const all = durations.get(group) ?? new Float64Array();
      return trueChance(group, all.filter((seconds) => seconds <= elapsed).length / all.length);
    },
  };
  const brier = brierOf(model, unseen);
  const skill = 1 - brier / base;
  const possible = 1 - brierOf(truth, unseen.slice(0, 4_000)) / base;
  const remaining = unseen.flatMap(({ group, seconds }) => {
    const found = remainingTime(durations.get(group) ?? [], 0);
    return found === null ? [] : [Number(found.p10 <= seconds && seconds <= found.p90)];
  });
  const told = unseen.map(({ group, failed }) => ({ p: model.chance(group, 0), failed }));
  return [
    { metric: 'runs', value: unseen.length },
    { metric: 'base_rate', value: rate },
    { metric: 'remaining_coverage_80', value: mean(remaining) },
    { metric: 'ece', value: calibrationError(told) },
    { metric: 'brier', value: brier },
    { metric: 'base_brier', value: base },
    { metric: 'possible_skill', value: possible },
    { metric: 'brier_skill', value: skill },
  ];
};

const cells = (line: string): string[] => line.split(',').map((cell) => cell.replace(/"/g, ''));

/** Series of an M4 file: id and values. */
const seriesIn = (file: string): Map<string, number[]> => {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  return new Map(
    lines.map((line) => {
      const [id = '', ...values] = cells(line);
      return [id, values.filter((value) => value !== '').map(Number)];
    })
  );
};

/** Hourly series with their continuation: what was foretold of the sum of the hours that followed. */
export const evaluateSpending = (folder: string): Evaluated[] => {
  const known = seriesIn(join(folder, 'Hourly-train.csv'));
  const came = seriesIn(join(folder, 'Hourly-test.csv'));
  const began = performance.now();
  const tried = [...known].flatMap(([id, values]) => {
    const after = came.get(id) ?? [];
    const start = 480_000;
    const found = forecastSpending(
      { start, values },
      { spent: 0, toHour: start + values.length + after.length, limit: null }
    );
    const truth = after.reduce((sum, value) => sum + value, 0);
    const day = values.slice(-24).reduce((sum, value) => sum + value, 0);
    return found === null
      ? []
      : [
          {
            held: Number(found.low <= truth && truth <= found.high),
            miss: Math.abs(found.expected - truth) / truth,
            naive: Math.abs((day * after.length) / 24 - truth) / truth,
            width: (found.high - found.low) / truth,
          },
        ];
  });
  return [
    { metric: 'series', value: tried.length },
    { metric: 'ms_per_series', value: (performance.now() - began) / tried.length },
    { metric: 'mean_relative_width', value: mean(tried.map(({ width }) => width)) },
    { metric: 'seasonal_naive_miss', value: mean(tried.map(({ naive }) => naive)) },
    { metric: 'miss', value: mean(tried.map(({ miss }) => miss)) },
    { metric: 'coverage_80', value: mean(tried.map(({ held }) => held)) },
  ];
};
