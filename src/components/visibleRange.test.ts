import { offsetsOf, visibleRange } from './visibleRange';

const range = (heights: number[], top: number, height: number, overscanPx = 0) =>
  visibleRange(offsetsOf(heights), { top, height }, overscanPx);

describe('visibleRange', () => {
  it.each([
    ['nothing of an empty list', [], 0, 100, []],
    ['all of a short list', [10, 10], 0, 100, [0, 1]],
    ['the strips that the view touches', [10, 10, 10, 10, 10], 15, 10, [1, 2]],
    ['strips of different heights', [100, 10, 10, 100], 95, 10, [0, 1]],
    ['the last strips when scrolled beyond the end', [10, 10, 10], 500, 50, [2]],
  ])('draws %s', (_, heights, top, height, expected) => {
    expect(range(heights, top, height)).toEqual(expected);
  });

  it('draws some more beyond both edges', () => {
    expect(range(Array(100).fill(10), 500, 20, 20)).toEqual([48, 49, 50, 51, 52, 53, 54]);
  });

  it('draws a handful of 5,000 strips', () => {
    expect(range(Array(5_000).fill(142), 300_000, 600, 160).length).toBeLessThan(10);
  });
});
