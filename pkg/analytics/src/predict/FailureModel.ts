import { betaQuantile } from './beta';
import { ascending, countAbove } from './sorted';

/** One run that ended well or badly: of a job with its agent type, or of a session with its workflow. */
export interface Run {
  group: string;
  failed: boolean;
  seconds: number;
  /** Error category; null when it did not fail, or nobody tells. */
  cause: string | null;
}

export interface Foretold {
  probability: number;
  low: number;
  high: number;
  /** Runs of the same group that lasted longer than this one so far, and how many of them failed. */
  count: number;
  failures: number;
}

/** Beta(a, b), and the runs it rests on. */
interface Posterior {
  a: number;
  b: number;
  count: number;
  failures: number;
}

interface Group {
  all: Float64Array;
  failed: Float64Array;
}

/** How many runs of the whole fleet the fleet's rate counts as, beside a group's own; chosen on the history. */
export const WEIGHTS = [2, 5, 10, 20, 50, 200] as const;
/** The fleet alone: no group differs enough to be worth telling apart. */
export const FLEET_ALONE = Infinity;

/** Beyond this part of a group's runs so few are left that the fleet's rate would rest on nothing. */
const LATEST = 0.98;
const LEVEL = 0.95;

const groupsOf = (runs: readonly Run[]): Map<string, Group> => {
  const lists = new Map<string, { all: number[]; failed: number[] }>();
  for (const { group, failed, seconds } of runs) {
    const list = lists.get(group) ?? { all: [], failed: [] };
    list.all.push(seconds);
    if (failed) {
      list.failed.push(seconds);
    }
    lists.set(group, list);
  }
  return new Map(
    [...lists].map(([name, { all, failed }]) => [name, { all: ascending(all), failed: ascending(failed) }])
  );
};

/** Part of a group's runs that had ended after `seconds`, 0..1. */
const partEnded = (group: Group | undefined, seconds: number): number =>
  group === undefined ? 0 : 1 - countAbove(group.all, seconds) / group.all.length;

/**
 * P1: the probability that a run under way fails, given how long it has run: of the runs of its group that lasted longer,
 * the share that failed (the discrete form of conditioning on survival), drawn towards the fleet's share at the same part
 * of their usual duration. Group and fleet meet as a Beta posterior whose prior is the fleet's rate, counted as `weight`
 * runs; the fleet's own rate is Jeffreys' (k + ½)/(n + 1). Interval: 95 % of the posterior.
 */
export class FailureModel {
  private readonly groups: Map<string, Group>;
  private readonly fleet: Group;

  constructor(
    runs: readonly Run[],
    readonly weight: number
  ) {
    this.groups = groupsOf(runs);
    const part = (run: Run): number => partEnded(this.groups.get(run.group), run.seconds);
    this.fleet = {
      all: ascending(runs.map(part)),
      failed: ascending(runs.filter(({ failed }) => failed).map(part)),
    };
  }

  /** Runs it was made from. */
  get size(): number {
    return this.fleet.all.length;
  }

  /**
   * The probability alone, without its interval, which costs a hundred times as much.
   * @param elapsedSeconds how long the run has been under way
   */
  chance(group: string, elapsedSeconds: number): number {
    const { a, b } = this.posterior(group, elapsedSeconds);
    const least = 1 / (a + b + 2);
    return Math.min(1 - least, Math.max(least, a / (a + b)));
  }

  /** @param elapsedSeconds how long the run has been under way */
  foretell(group: string, elapsedSeconds: number): Foretold {
    const { a, b, count, failures } = this.posterior(group, elapsedSeconds);
    return {
      probability: this.chance(group, elapsedSeconds),
      low: betaQuantile((1 - LEVEL) / 2, a, b),
      high: betaQuantile((1 + LEVEL) / 2, a, b),
      count,
      failures,
    };
  }

  private posterior(group: string, elapsedSeconds: number): Posterior {
    const own = this.groups.get(group);
    const part = Math.min(LATEST, partEnded(own, elapsedSeconds));
    const fleet = { n: countAbove(this.fleet.all, part), failures: countAbove(this.fleet.failed, part) };
    const rate = (fleet.failures + 0.5) / (fleet.n + 1);
    const count = own === undefined ? 0 : countAbove(own.all, elapsedSeconds);
    const failures = own === undefined ? 0 : countAbove(own.failed, elapsedSeconds);
    if (!Number.isFinite(this.weight)) {
      return { a: fleet.failures + 0.5, b: fleet.n - fleet.failures + 0.5, count: fleet.n, failures: fleet.failures };
    }
    const prior = { a: this.weight * rate, b: this.weight * (1 - rate) };
    return { a: failures + prior.a, b: count - failures + prior.b, count, failures };
  }
}

export const FAILURE_LEVEL = LEVEL;
