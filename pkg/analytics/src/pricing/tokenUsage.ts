/**
 * Tokens of one model call (or of one job, see {@link Grain}) to be priced. `input` is inclusive: it counts cache reads and
 * cache writes too. A count that was not measured is null, never 0.
 */
export interface TokenUsage {
  provider: string | null;
  model: string | null;
  /** When it was used, epoch ms: prices follow dates. */
  at: number;
  input: number | null;
  output: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  /** Part of `cacheWrite` kept for an hour; absent: all of it at the 5-minute price, a lower bound. */
  cacheWrite1h?: number | null;
}

/**
 * `request`: one call, so that a long-context tier applies to all of it. `total`: the sum of many calls whose sizes nobody
 * knows; only base prices are safe, since the sum of many short calls would land in the tier of a long one.
 */
export type Grain = 'request' | 'total';

export type Unpriced = 'absent usage' | 'bad usage' | 'unknown model' | 'unknown provider' | 'not priced by tokens';

/** The counts as numbers, once they are known to be sound. */
export interface Counts {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  cacheWrite1h: number;
}

const isCount = (value: number): boolean => Number.isFinite(value) && value >= 0;

/** @returns counts ready to be priced, or why they cannot be. Absent usage is absent: it is not a usage of 0. */
export const countsOf = (usage: TokenUsage): Counts | Unpriced => {
  if (usage.input === null && usage.output === null) {
    return 'absent usage';
  }
  const counts: Counts = {
    input: usage.input ?? 0,
    output: usage.output ?? 0,
    cacheRead: usage.cacheRead ?? 0,
    cacheWrite: usage.cacheWrite ?? 0,
    cacheWrite1h: usage.cacheWrite1h ?? 0,
  };
  const sound =
    Object.values(counts).every(isCount) &&
    counts.cacheRead + counts.cacheWrite <= counts.input &&
    counts.cacheWrite1h <= counts.cacheWrite;
  return sound ? counts : 'bad usage';
};
