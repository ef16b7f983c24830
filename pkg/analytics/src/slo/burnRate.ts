import { wilson } from '../insight/stats';

/** Events of one look-back, s: how many, and how many were bad. */
export interface Tally {
  total: number;
  bad: number;
}

export interface BurnRule {
  severity: 'page' | 'ticket';
  factor: number;
  longSeconds: number;
  shortSeconds: number;
}

const HOUR = 3_600;

/** Multi-window multi-burn-rate (Site Reliability Workbook, chapter 5). */
export const BURN_RULES: readonly BurnRule[] = [
  { severity: 'page', factor: 14.4, longSeconds: HOUR, shortSeconds: 300 },
  { severity: 'page', factor: 6, longSeconds: 6 * HOUR, shortSeconds: 1_800 },
  { severity: 'ticket', factor: 1, longSeconds: 72 * HOUR, shortSeconds: 6 * HOUR },
];

/** Every look-back a burn rule needs, s. */
export const BURN_WINDOWS: readonly number[] = [
  ...new Set(BURN_RULES.flatMap(({ longSeconds, shortSeconds }) => [longSeconds, shortSeconds])),
].sort((a, b) => a - b);

/** With fewer events in the short window nothing is said. */
const MIN_EVENTS = 10;

/** How fast the error budget goes: 1 = exactly used up at the end of the objective's window; null without events. */
export const burnRate = ({ total, bad }: Tally, target: number): number | null =>
  total === 0 ? null : bad / total / (1 - target);

/** Can the factor be reached at all? The largest burn is 1/(1−target), so factors are capped below it. */
export const reachableFactor = (factor: number, target: number): number => Math.min(factor, 0.9 / (1 - target));

export interface Burn extends BurnRule {
  burning: boolean;
  longBurn: number | null;
  shortBurn: number | null;
  /** Why it says nothing although it might burn; null when it says what it sees. */
  guarded: string | null;
}

/**
 * Does an objective burn too fast? Both windows must be over the factor; the short one with certainty (Wilson's lower
 * bound), and with at least ten events.
 */
export const burnOf = (rule: BurnRule, target: number, at: (seconds: number) => Tally): Burn => {
  const [long, short] = [at(rule.longSeconds), at(rule.shortSeconds)];
  const factor = reachableFactor(rule.factor, target);
  const limit = factor * (1 - target);
  const [longBurn, shortBurn] = [burnRate(long, target), burnRate(short, target)];
  const over = (longBurn ?? 0) > factor && (shortBurn ?? 0) > factor;
  const few = short.total < MIN_EVENTS;
  const unsure = !few && wilson(short.bad, short.total).low <= limit;
  const guarded = !over
    ? null
    : few
      ? `only ${short.total} events in the short window`
      : unsure
        ? 'the short window is not certain enough'
        : null;
  return { ...rule, factor, longBurn, shortBurn, burning: over && guarded === null, guarded };
};
