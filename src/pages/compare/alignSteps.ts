/** A step of one of two sessions: steps with the same key do the same work. */
export interface AlignItem {
  key: string;
}

export interface Aligned<T> {
  a: T | null;
  b: T | null;
}

/** Longer lists are cut: comparing each with each would take too long. */
export const MOST_ALIGNED = 1_500;

/**
 * Puts two lists side by side by their longest common subsequence: what is in both stands in one row, in the order of
 * either. What only one has stands alone.
 */
export const alignSteps = <T extends AlignItem>(a: readonly T[], b: readonly T[]): Array<Aligned<T>> => {
  const [left, right] = [a.slice(0, MOST_ALIGNED), b.slice(0, MOST_ALIGNED)];
  const width = right.length + 1;
  // Length of the longest common subsequence of what follows each pair of places.
  const best = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      best[i * width + j] =
        left[i]?.key === right[j]?.key
          ? (best[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
    }
  }
  const rows: Array<Aligned<T>> = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [one, other] = [left[i], right[j]];
    if (one && other && one.key === other.key) {
      rows.push({ a: one, b: other });
      i += 1;
      j += 1;
    } else if (one && (!other || (best[(i + 1) * width + j] ?? 0) >= (best[i * width + j + 1] ?? 0))) {
      rows.push({ a: one, b: null });
      i += 1;
    } else if (other) {
      rows.push({ a: null, b: other });
      j += 1;
    }
  }
  return rows;
};
