/** Complementary error function, absolute error below 1.5e-7 (Abramowitz and Stegun 7.1.26). */
const erfc = (x: number): number => {
  const z = Math.abs(x);
  const s = 1 / (1 + 0.3275911 * z);
  const sum = s * (0.254829592 + s * (-0.284496736 + s * (1.421413741 + s * (-1.453152027 + s * 1.061405429))));
  const value = sum * Math.exp(-z * z);
  return x >= 0 ? value : 2 - value;
};

/** Two-sided p of a standard normal z. */
export const twoSidedP = (z: number): number => Math.min(1, erfc(Math.abs(z) / Math.SQRT2));

const Z95 = 1.959963984540054;

/** Wilson score interval of a proportion, 95 %. */
export const wilson = (hits: number, n: number): { low: number; high: number } => {
  if (n === 0) {
    return { low: 0, high: 1 };
  }
  const p = hits / n;
  const scale = 1 + (Z95 * Z95) / n;
  const centre = (p + (Z95 * Z95) / (2 * n)) / scale;
  const half = (Z95 / scale) * Math.sqrt((p * (1 - p)) / n + (Z95 * Z95) / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
};

/** Hits out of n. */
export interface Proportion {
  hits: number;
  n: number;
}

/** Newcombe's hybrid score interval of the difference a − b, 95 %. */
export const newcombe = (a: Proportion, b: Proportion): { low: number; high: number } => {
  const [p, q] = [a.hits / a.n, b.hits / b.n];
  const [of, other] = [wilson(a.hits, a.n), wilson(b.hits, b.n)];
  return {
    low: p - q - Math.sqrt((p - of.low) ** 2 + (other.high - q) ** 2),
    high: p - q + Math.sqrt((of.high - p) ** 2 + (q - other.low) ** 2),
  };
};

/** p of two equal proportions, by the pooled z test. */
export const proportionsP = (a: Proportion, b: Proportion): number => {
  const pooled = (a.hits + b.hits) / (a.n + b.n);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n));
  return error === 0 ? 1 : twoSidedP((a.hits / a.n - b.hits / b.n) / error);
};

/** p of two equal distributions, by Mann and Whitney with the correction for ties. */
export const mannWhitneyP = (a: readonly number[], b: readonly number[]): number => {
  const all = [...a.map((value) => ({ value, isA: true })), ...b.map((value) => ({ value, isA: false }))].sort(
    (left, right) => left.value - right.value
  );
  let [rankSum, ties] = [0, 0];
  for (let start = 0; start < all.length;) {
    let end = start;
    while (end < all.length && all[end]?.value === all[start]?.value) {
      end += 1;
    }
    const size = end - start;
    ties += size ** 3 - size;
    rankSum += ((start + end + 1) / 2) * all.slice(start, end).filter(({ isA }) => isA).length;
    start = end;
  }
  const [n, m, total] = [a.length, b.length, all.length];
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  const u = rankSum - (n * (n + 1)) / 2;
  return variance <= 0 ? 1 : twoSidedP((u - (n * m) / 2) / Math.sqrt(variance));
};

export const medianOf = (values: readonly number[]): number | null => {
  if (values.length === 0) {
    return null;
  }
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};
