import { type Run } from './FailureModel';
import { seeded } from './random';
import { type Hourly } from './spending';

/** A standard normal number from two uniform ones (Box–Muller). */
export const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

interface Kind {
  group: string;
  share: number;
  /** Median of the duration, s; log-normal with σ 0.6. */
  seconds: number;
  /** Probability to fail, at the start and for the slow half. */
  quick: number;
  slow: number;
}

/** Groups of a fleet: most fail seldom, one often, one mostly when it takes long, one is rare. */
const KINDS: readonly Kind[] = [
  { group: 'planner', share: 0.25, seconds: 20, quick: 0.01, slow: 0.03 },
  { group: 'coder', share: 0.35, seconds: 120, quick: 0.03, slow: 0.25 },
  { group: 'reviewer', share: 0.25, seconds: 40, quick: 0.05, slow: 0.05 },
  { group: 'deployer', share: 0.12, seconds: 60, quick: 0.25, slow: 0.4 },
  { group: 'auditor', share: 0.03, seconds: 300, quick: 0.02, slow: 0.1 },
];

export interface SimulatedRun extends Run {
  /** The truth: how likely this run, of its duration's half, was to fail. */
  chance: number;
}

/** Ended runs whose chances are known. */
export const simulatedRuns = (count: number, seed: number): SimulatedRun[] => {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    let at = random();
    const kind = KINDS.find(({ share }) => (at -= share) < 0) ?? KINDS[0];
    if (kind === undefined) {
      throw new Error('no kinds');
    }
    const z = normal(random);
    const chance = z > 0 ? kind.slow : kind.quick;
    const failed = random() < chance;
    return {
      group: kind.group,
      failed,
      seconds: kind.seconds * Math.exp(0.6 * z),
      cause: failed ? 'timeout' : null,
      chance,
    };
  });
};

/** The truth of a group: the chance that a run that lasted longer than its `part` of durations (0..1) fails. */
export const trueChance = (group: string, part: number): number => {
  const kind = KINDS.find((one) => one.group === group);
  if (kind === undefined) {
    throw new Error(`no group ${group}`);
  }
  return part >= 0.5 ? kind.slow : ((0.5 - part) * kind.quick + 0.5 * kind.slow) / (1 - part);
};

export interface SpendingShape {
  days: number;
  seed: number;
  /** Day-to-day and hour-to-hour variation, as σ of a log-normal. */
  daySigma?: number;
  hourSigma?: number;
  weekend?: number;
}

/** Costs by hour: a working day's shape, quieter weekends, days that are good or bad as a whole. */
export const simulatedSpending = (shape: SpendingShape): Hourly => {
  const { days, seed, daySigma = 0.2, hourSigma = 0.3, weekend = 0.4 } = shape;
  const random = seeded(seed);
  const values: number[] = [];
  for (let day = 0; day < days; day += 1) {
    const level = Math.exp(daySigma * normal(random)) * (day % 7 >= 5 ? weekend : 1);
    for (let hour = 0; hour < 24; hour += 1) {
      const wave = 1 + 0.8 * Math.sin(((hour - 8) / 24) * 2 * Math.PI);
      values.push(2 * level * wave * Math.exp(hourSigma * normal(random)));
    }
  }
  return { start: 480_000, values };
};
