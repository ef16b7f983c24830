/** A stored point of a counter. Times in epoch ms. */
export interface CounterPoint {
  /** 0: unknown. */
  start: number;
  time: number;
  value: number;
  temporality: 'delta' | 'cumulative';
}

const identity = ({ start, time, temporality }: CounterPoint): string => `${temporality} ${start} ${time}`;

/** Sum of delta points, each interval once. */
const deltaTotal = (points: readonly CounterPoint[]): number => points.reduce((sum, { value }) => sum + value, 0);

/** Growth of one run of a counter; a value below the former one is a reset nobody announced. */
const runTotal = (points: readonly CounterPoint[]): number => {
  let total = 0;
  let before = 0;
  for (const { value } of points) {
    total += value >= before ? value - before : value;
    before = value;
  }
  return total;
};

/**
 * What a counter counted, from any mix of delta and cumulative points, in any order, with resets and points sent again:
 * always the same total.
 */
export const counterTotal = (points: readonly CounterPoint[]): number => {
  const once = [...new Map(points.map((point) => [identity(point), point])).values()].sort((a, b) => a.time - b.time);
  const runs = new Map<number, CounterPoint[]>();
  for (const point of once.filter(({ temporality }) => temporality === 'cumulative')) {
    runs.set(point.start, [...(runs.get(point.start) ?? []), point]);
  }
  const cumulative = [...runs.values()].reduce((sum, run) => sum + runTotal(run), 0);
  return cumulative + deltaTotal(once.filter(({ temporality }) => temporality === 'delta'));
};
