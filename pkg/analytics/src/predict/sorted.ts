/** How many values of an ascending list are above `limit`. */
export const countAbove = (ascending: ArrayLike<number>, limit: number): number => {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ascending[middle] ?? 0) <= limit) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return ascending.length - from;
};

export const ascending = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();
