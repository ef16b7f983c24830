import { type Interval } from './timeAxis';

/** Nothing shorter can be looked at. */
const LEAST_MS = 1;

const within = (from: number, length: number, whole: Interval): Interval => {
  const most = whole.to - whole.from;
  const size = Math.min(Math.max(length, Math.min(LEAST_MS, most)), most);
  const start = Math.min(Math.max(from, whole.from), whole.to - size);
  return { from: start, to: start + size };
};

/** A brushed stretch as a window inside of the whole; the ends may be given either way round. */
export const brushed = (a: number, b: number, whole: Interval): Interval =>
  within(Math.min(a, b), Math.abs(a - b), whole);

/**
 * Nearer or farther, around a point that stays where it is.
 * @param factor below 1 nearer, above 1 farther
 */
export const zoomed = (
  window: Interval,
  around: number,
  { factor, whole }: { factor: number; whole: Interval }
): Interval => {
  const centre = Math.min(Math.max(around, window.from), window.to);
  const share = window.to === window.from ? 0.5 : (centre - window.from) / (window.to - window.from);
  const length = (window.to - window.from) * factor;
  return within(centre - share * length, length, whole);
};

/** @param parts how far, in lengths of the window; negative is earlier */
export const moved = (window: Interval, parts: number, whole: Interval): Interval =>
  within(window.from + (window.to - window.from) * parts, window.to - window.from, whole);

export const isWhole = (window: Interval, whole: Interval): boolean =>
  window.from <= whole.from && window.to >= whole.to;
