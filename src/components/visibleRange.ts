/** @returns where each strip begins, and the total as the last entry */
export const offsetsOf = (heights: readonly number[]): number[] => {
  const offsets = [0];
  heights.forEach((height, index) => offsets.push((offsets[index] ?? 0) + height));
  return offsets;
};

/** Index of the strip that holds a place, by halving. */
const indexAt = (offsets: readonly number[], place: number): number => {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? 0) <= place) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
};

export interface View {
  top: number;
  height: number;
}

/**
 * Strips in sight.
 * @param offsets of `offsetsOf`
 * @param view part of the scroll area that shows
 * @param overscanPx how far beyond each edge strips are drawn
 * @returns indexes, ascending; empty when there are no strips
 */
export const visibleRange = (offsets: readonly number[], view: View, overscanPx: number): number[] => {
  const count = offsets.length - 1;
  if (count <= 0) {
    return [];
  }
  const first = indexAt(offsets, view.top - overscanPx);
  const last = indexAt(offsets, view.top + view.height + overscanPx);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
};
