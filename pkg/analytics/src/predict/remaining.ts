import { countAbove } from './sorted';

export interface Remaining {
  p10: number;
  p50: number;
  p90: number;
  /** Runs that lasted longer than this one so far. */
  count: number;
}

/** Below this many longer runs nothing is said. */
export const MIN_LONGER = 10;

/**
 * P1: seconds a run still takes, given how long it has run: quantiles of the durations of the runs that lasted longer,
 * less what is over. The bounds are conformal: the order statistic ⌈(n+1)p⌉ above, ⌊(n+1)p⌋ below, so that 80 % of
 * exchangeable runs end between them, whatever the distribution.
 * @param durations of ended runs of the same kind, ascending
 * @returns null when fewer than ten runs lasted longer
 */
export const remainingTime = (durations: ArrayLike<number>, elapsedSeconds: number): Remaining | null => {
  const count = countAbove(durations, elapsedSeconds);
  if (count < MIN_LONGER) {
    return null;
  }
  const first = durations.length - count;
  const order = (rank: number): number => {
    const index = first + Math.min(count, Math.max(1, rank)) - 1;
    return Math.max(0, (durations[index] ?? elapsedSeconds) - elapsedSeconds);
  };
  return {
    p10: order(Math.floor((count + 1) * 0.1)),
    p50: order(Math.round((count + 1) * 0.5)),
    p90: order(Math.ceil((count + 1) * 0.9)),
    count,
  };
};
