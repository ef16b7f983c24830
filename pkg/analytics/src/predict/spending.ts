import { seeded } from './random';

export const HOUR_MS = 3_600_000;
const DAY_H = 24;

/** Values of whole hours, from epoch hour `start` on, without gaps. */
export interface Hourly {
  start: number;
  values: readonly number[];
}

/** The mean of up to `most` values, each `period` hours apart, the newest known before the hour. */
interface Rule {
  name: string;
  period: number;
  most: number;
}

/** The first is the seasonal naive forecast, which any other must beat on the history itself. */
const RULES: readonly Rule[] = [
  { name: 'same hour of the day before', period: 24, most: 1 },
  { name: 'mean of the last day', period: 1, most: 24 },
  { name: 'mean of the same hour of three days', period: 24, most: 3 },
  { name: 'mean of the same hour of seven days', period: 24, most: 7 },
  { name: 'mean of the same hour of four weeks', period: 168, most: 4 },
];

/** Hours of history before anything is said. */
export const MIN_HOURS = 72;
/** Lengths of what is foretold from one origin, the best first, h. */
const BLOCK_H = [168, 72, 24] as const;
/** Distance of the origins, and how many there must be: a day where the history is long, so that hours of the day agree. */
const STEPS = [
  { step: 24, enough: 10 },
  { step: 6, enough: 5 },
] as const;
const MAX_ORIGINS = 80;
const DRAWS = 1_000;

const ruleAt = (values: readonly number[], rule: Rule, { origin, hour }: { origin: number; hour: number }): number => {
  const back = Math.ceil((hour - origin + 1) / rule.period) * rule.period;
  let [sum, n] = [0, 0];
  for (let at = hour - back; at >= 0 && n < rule.most; at -= rule.period) {
    sum += values[at] ?? 0;
    n += 1;
  }
  return n === 0 ? 0 : sum / n;
};

/** What a rule missed by, hour by hour after an origin: of hours that follow one another, so that their misses go together. */
type Block = Float64Array;

interface Tried {
  rule: Rule;
  blocks: Block[];
  /** Length of a block, and the distance of their origins, h. */
  length: number;
  step: number;
  /** Mean absolute miss of a block's sum, an hour: rules are tried on blocks as long as their history allows. */
  miss: number;
}

const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) {
    sum += values[index] ?? 0;
  }
  return sum;
};

const blocksOf = (
  values: readonly number[],
  rule: Rule,
  { length, step }: { length: number; step: number }
): Block[] => {
  const blocks: Block[] = [];
  const least = Math.max(DAY_H, rule.period * Math.min(2, rule.most));
  for (let origin = values.length - length; origin >= least && blocks.length < MAX_ORIGINS; origin -= step) {
    const block = new Float64Array(length);
    for (let hour = 0; hour < length; hour += 1) {
      block[hour] = (values[origin + hour] ?? 0) - ruleAt(values, rule, { origin, hour: origin + hour });
    }
    blocks.push(block);
  }
  return blocks;
};

/** Blocks of the longest length and, where there are enough, of origins at the same hour of the day as now. */
const triedRule = (values: readonly number[], rule: Rule, ahead: number): Tried | null => {
  for (const most of BLOCK_H) {
    const length = Math.min(ahead, most);
    for (const { step, enough } of STEPS) {
      // Whole steps back from now, so that origins a day apart lie at the hour of now.
      const blocks = blocksOf(values, rule, { length: Math.ceil(length / step) * step, step });
      if (blocks.length >= enough) {
        const cut = blocks.map((block) => block.subarray(0, length));
        const miss = cut.reduce((sum, block) => sum + Math.abs(sumOf(block)), 0) / cut.length / length;
        return { rule, blocks: cut, length, step, miss };
      }
    }
  }
  return null;
};

/** The hours to come as calendar days: what is expected of each hour. */
const daysAhead = (hourly: Hourly, rule: Rule, toHour: number): number[][] => {
  const { start, values } = hourly;
  const days: number[][] = [];
  for (let hour = values.length; start + hour < toHour; hour += 1) {
    if (days.length === 0 || (start + hour) % DAY_H === 0) {
      days.push([]);
    }
    days.at(-1)?.push(ruleAt(values, rule, { origin: values.length, hour }));
  }
  return days;
};

export interface Forecast {
  expected: number;
  /** 80 % interval. */
  low: number;
  high: number;
  /** Days of history, and the rule that did best on them. */
  days: number;
  method: string;
  /** Gain against the same hour of the day before on the history, 0..1; 0: that rule itself is used. */
  skill: number;
  /** Probability that the limit is reached before the end; null without a limit. */
  overrun: number | null;
  /** Epoch hour from which on the limit is reached in half of the draws; null when less than half reach it. */
  reachedHour: number | null;
}

export interface ForecastAsk {
  /** Spent in the period so far, with what is in flight. */
  spent: number;
  /** Epoch hour at which the period ends. */
  toHour: number;
  limit: number | null;
}

const quantile = (ascending: Float64Array, p: number): number =>
  ascending[Math.min(ascending.length - 1, Math.max(0, Math.ceil(p * ascending.length) - 1))] ?? 0;

const TAIL = 0.1;

/** What the tail of a sample of n must be for one more value to lie beyond it with 10 %: its order statistic ⌊0.1(n + 1)⌋. */
const conformalTail = (n: number): number => Math.max(0, (Math.floor(TAIL * (n + 1)) - 0.5) / n);

interface Drawn {
  totals: Float64Array;
  /** Epoch hours of the day in which each draw reaches the limit; those that do not are missing. */
  reached: number[];
}

/**
 * Draws of what is spent in all. What is missed is taken from the history in whole blocks; a level that all blocks of a
 * draw share stands for the error of the mean they rest on, once there are several.
 */
const draw = (days: ReadonlyArray<readonly number[]>, tried: Tried, ask: ForecastAsk): Drawn => {
  const { blocks, rule, length, step } = tried;
  const random = seeded(20_261);
  const any = (): Block => blocks[Math.floor(random() * blocks.length)] ?? new Float64Array(length);
  const hours = days.reduce((sum, day) => sum + day.length, 0);
  const rested = Math.max(1, Math.round((rule.most * Math.max(rule.period, DAY_H)) / length));
  // Few blocks that do not overlap show too little of what can happen, the less so as the rule was chosen on them.
  const widen = 1 + 1 / Math.max(1, (blocks.length * step) / length);
  const totals = new Float64Array(DRAWS);
  const reached: number[] = [];
  for (let index = 0; index < DRAWS; index += 1) {
    let level = 0;
    for (let part = 0; part < rested && hours > length; part += 1) {
      level += sumOf(any()) / length / rested;
    }
    let [spent, at, isReached, block] = [ask.spent, 0, false, any()];
    for (const day of days) {
      let cost = 0;
      for (const expected of day) {
        block = at > 0 && at % length === 0 ? any() : block;
        cost += expected + widen * ((block[at % length] ?? 0) - level);
        at += 1;
      }
      spent += Math.max(0, cost);
      if (!isReached && ask.limit !== null && spent >= ask.limit) {
        isReached = true;
        reached.push(ask.toHour - hours + at - day.length);
      }
    }
    totals[index] = spent;
  }
  return { totals: totals.sort(), reached };
};

/**
 * P3: what will have been spent at the end of a period. Point: the rule of a handful of seasonal means that missed the
 * history least, each stretch foretold from what was known before it; interval: bootstrap of whole stretches of its misses,
 * of up to a week (methods.md 3.4). A trend is not followed.
 * @returns null when the history is shorter than three days
 */
export const forecastSpending = (hourly: Hourly, ask: ForecastAsk): Forecast | null => {
  const { start, values } = hourly;
  const ahead = Math.max(1, ask.toHour - start - values.length);
  const tried =
    values.length < MIN_HOURS
      ? []
      : RULES.flatMap((rule) => triedRule(values, rule, Math.min(ahead, BLOCK_H[0])) ?? []);
  const [naive] = tried;
  if (naive === undefined) {
    return null;
  }
  const best = tried.reduce((least, one) => (one.miss < least.miss ? one : least));
  const days = daysAhead(hourly, best.rule, ask.toHour);
  const { totals, reached } = draw(days, best, ask);
  const half = reached.sort((a, b) => a - b)[Math.ceil(DRAWS / 2) - 1];
  const expected = ask.spent + days.flat().reduce((sum, usd) => sum + usd, 0);
  const tail = ahead > best.length ? TAIL : conformalTail(best.blocks.length);
  const low = Math.max(ask.spent, quantile(totals, tail));
  const high = Math.max(low, quantile(totals, 1 - tail));
  return {
    expected: Math.min(high, Math.max(low, expected)),
    low,
    high,
    days: Math.floor(values.length / DAY_H),
    method: best.rule.name,
    skill: naive.miss === 0 ? 0 : Math.max(0, 1 - best.miss / naive.miss),
    overrun: ask.limit === null ? null : reached.length / DRAWS,
    reachedHour: half ?? null,
  };
};
