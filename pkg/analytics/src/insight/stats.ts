/** Complementary error function, relative error below 1.2e-7 everywhere (Chebyshev fit after Numerical Recipes, erfcc). */
const erfc = (x: number): number => {
  const z = Math.abs(x);
  const t = 1 / (1 + 0.5 * z);
  const coefficients = [
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
  ];
  const series = coefficients.reduce((sum, coefficient) => sum * t + coefficient, 0);
  const value = t * Math.exp(-z * z - 1.26551223 + t * series);
  return x >= 0 ? value : 2 - value;
};

/** Two-sided p of a standard normal z. */
export const twoSidedP = (z: number): number => Math.min(1, erfc(Math.abs(z) / Math.SQRT2));

export const Z95 = 1.959963984540054;

/** Wilson score interval of a proportion, 95 % unless said; n may be an effective number of observations. */
export const wilson = (hits: number, n: number, z = Z95): { low: number; high: number } => {
  if (n <= 0) {
    return { low: 0, high: 1 };
  }
  const p = hits / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
};

/** Newcombe's interval of the difference of two proportions (hybrid score), 95 %. */
export const newcombe = (
  now: { p: number; n: number },
  before: { p: number; n: number }
): { low: number; high: number } => {
  const a = wilson(now.p * now.n, now.n);
  const b = wilson(before.p * before.n, before.n);
  const difference = now.p - before.p;
  return {
    low: difference - Math.sqrt((now.p - a.low) ** 2 + (b.high - before.p) ** 2),
    high: difference + Math.sqrt((a.high - now.p) ** 2 + (before.p - b.low) ** 2),
  };
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Correlation of a series with itself one step later; 0 for a constant one. */
export const lagOne = (values: readonly number[]): number => {
  const centre = mean(values);
  let product = 0;
  let square = 0;
  values.forEach((value, index) => {
    square += (value - centre) ** 2;
    product += index === 0 ? 0 : (value - centre) * ((values[index - 1] ?? centre) - centre);
  });
  return square === 0 ? 0 : product / square;
};

/**
 * Observations that a correlated series is worth: n(1−ρ)/(1+ρ), with ρ corrected for its bias to (nρ+1)/(n−4) and held in
 * 0..0.95. Without it every p-value of consecutive jobs is too small.
 */
export const effectiveCount = (values: readonly number[]): number => {
  const n = values.length;
  if (n < 8) {
    return n;
  }
  const rho = Math.min(0.95, Math.max(0, (n * lagOne(values) + 1) / (n - 4)));
  return (n * (1 - rho)) / (1 + rho);
};

export interface Compared {
  /** Two-sided; null when there is too little to test. */
  p: number | null;
  method: 'two-proportion z' | 'Mann–Whitney';
  /** Effective observations, now and before. */
  n: { now: number; before: number };
}

/** Below this many effective observations a side, nothing is claimed. */
const MIN_EFFECTIVE = 10;

/** Did a proportion change? Outcomes are 0 or 1 in the order they happened. */
export const compareProportions = (now: readonly number[], before: readonly number[]): Compared => {
  const n = { now: effectiveCount(now), before: effectiveCount(before) };
  const method = 'two-proportion z' as const;
  if (Math.min(n.now, n.before) < MIN_EFFECTIVE) {
    return { p: null, method, n };
  }
  const [a, b] = [mean(now), mean(before)];
  const pooled = (a * n.now + b * n.before) / (n.now + n.before);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n.now + 1 / n.before));
  return { p: error === 0 ? 1 : twoSidedP((a - b) / error), method, n };
};

/** Mid-ranks of values, and Σ(t³−t) over groups of ties. */
const ranks = (values: readonly number[]): { rank: Float64Array; ties: number } => {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const rank = new Float64Array(values.length);
  let ties = 0;
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) {
      end += 1;
    }
    const size = end - start;
    ties += size ** 3 - size;
    for (let index = start; index < end; index += 1) {
      rank[order[index] ?? 0] = (start + end + 1) / 2;
    }
    start = end;
  }
  return { rank, ties };
};

/** Did a distribution shift? Values in the order they happened; the variance is widened to the effective numbers. */
export const compareDistributions = (now: readonly number[], before: readonly number[]): Compared => {
  const n = { now: effectiveCount(now), before: effectiveCount(before) };
  const method = 'Mann–Whitney' as const;
  if (Math.min(n.now, n.before) < MIN_EFFECTIVE) {
    return { p: null, method, n };
  }
  const [a, b] = [now.length, before.length];
  const { rank, ties } = ranks([...now, ...before]);
  const total = a + b;
  const u = rank.subarray(0, a).reduce((sum, value) => sum + value, 0) - (a * (a + 1)) / 2;
  const variance = ((a * b) / 12) * (total + 1 - ties / (total * (total - 1)));
  if (variance <= 0) {
    return { p: 1, method, n };
  }
  const widening = (a + b) / (n.now + n.before);
  return { p: twoSidedP((u - (a * b) / 2) / Math.sqrt(variance * widening)), method, n };
};

/** Chi-square quantile after Wilson and Hilferty, good to about 1 % from 2 degrees of freedom on. */
export const chiSquareQuantile = (p: 0.025 | 0.975, degrees: number): number => {
  const z = p === 0.975 ? Z95 : -Z95;
  const spread = 2 / (9 * degrees);
  return degrees * (1 - spread + z * Math.sqrt(spread)) ** 3;
};
