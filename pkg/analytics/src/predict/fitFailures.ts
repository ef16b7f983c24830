import { type Skill } from '@eljefe/contract';

import { FailureModel, FLEET_ALONE, WEIGHTS, type Run } from './FailureModel';
import { seeded } from './random';

/** The part of the history, by time, that the newest part is foretold from. */
const TRAINED = 0.7;
/** Fewer runs to try on than this tell nothing. */
const MIN_TRIED = 50;

export interface Fitted {
  model: FailureModel;
  skill: Skill;
}

/** Moments runs are looked at while under way: at their start, and at a point of their course drawn with a fixed seed. */
const moments = (runs: readonly Run[]): Array<{ run: Run; elapsed: number }> => {
  const random = seeded(7);
  return runs.flatMap((run) => [
    { run, elapsed: 0 },
    { run, elapsed: run.seconds * random() * 0.999 },
  ]);
};

/** Mean squared distance of what was foretold and what came. */
export const brierOf = (model: Pick<FailureModel, 'chance'>, runs: readonly Run[]): number => {
  const looks = moments(runs);
  const sum = looks.reduce((total, { run, elapsed }) => {
    const miss = model.chance(run.group, elapsed) - (run.failed ? 1 : 0);
    return total + miss * miss;
  }, 0);
  return sum / looks.length;
};

const rateOf = (runs: readonly Run[]): number => runs.filter(({ failed }) => failed).length / runs.length;

/**
 * Fits the model to a history and tries it on the newest part of it, from the rest alone. What does no better than saying
 * the base rate for every run gives way to the fleet's rate (methods.md, rule 1).
 * @param runs in the order they ended, oldest first
 */
export const fitFailures = (runs: readonly Run[]): Fitted => {
  const cut = Math.floor(runs.length * TRAINED);
  const [before, after] = [runs.slice(0, cut), runs.slice(cut)];
  const none = { jobs: after.length, brier: null, base_brier: null, skill: null };
  if (after.length < MIN_TRIED || before.length === 0) {
    return { model: new FailureModel(runs, 10), skill: none };
  }
  const rate = rateOf(before);
  const base = after.reduce((sum, { failed }) => sum + (rate - (failed ? 1 : 0)) ** 2, 0) / after.length;
  const tried = WEIGHTS.map((weight) => ({ weight, brier: brierOf(new FailureModel(before, weight), after) }));
  const best = tried.reduce((least, one) => (one.brier < least.brier ? one : least));
  const skill = base === 0 ? 0 : 1 - best.brier / base;
  return {
    model: new FailureModel(runs, skill > 0 ? best.weight : FLEET_ALONE),
    skill: { jobs: after.length, brier: best.brier, base_brier: base, skill },
  };
};
