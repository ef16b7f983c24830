/** One figure of the benchmark and what it may be at most. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  limit: number;
}

export type Tell = (figure: Figure) => void;

/** The value that `share` of all values do not exceed. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};
