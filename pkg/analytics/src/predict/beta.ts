/** ln Γ(x), x > 0, after Lanczos (g = 7, nine terms), relative error below 1e-13. */
const lnGamma = (x: number): number => {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  const shifted = x - 1;
  const sum = terms.reduce((all, term, index) => all + term / (shifted + index + 1), 0.9999999999998099);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
};

const TINY = 1e-300;

/** Continued fraction of the incomplete beta function, by Lentz's method (Numerical Recipes, betacf). */
const fraction = (x: number, a: number, b: number): number => {
  let c = 1;
  let d = 1 / Math.max(TINY, 1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 500; m += 1) {
    const step = (factor: number): number => {
      d = 1 / (1 + factor * d || TINY);
      c = 1 + factor / c || TINY;
      value *= c * d;
      return c * d;
    };
    step((m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)));
    const change = step((-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)));
    if (Math.abs(change - 1) < 1e-12) {
      break;
    }
  }
  return value;
};

/** Regularised incomplete beta function I_x(a, b): the distribution function of Beta(a, b). */
export const betaCdf = (x: number, a: number, b: number): number => {
  if (x <= 0 || x >= 1) {
    return x <= 0 ? 0 : 1;
  }
  const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
};

/** Quantile of Beta(a, b) by bisection, to 1e-9. */
export const betaQuantile = (p: number, a: number, b: number): number => {
  let [low, high] = [0, 1];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (betaCdf(middle, a, b) < p) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return (low + high) / 2;
};
