import { type TraceTree } from './trace.types';

/** Epoch ms, from ≤ to. */
export interface Interval {
  from: number;
  to: number;
}

/** A stretch of time and where it lies on the axis, 0..1. */
export interface AxisPart extends Interval {
  x0: number;
  x1: number;
  /** Nothing happened in it, and it is drawn narrower than it was long. */
  squeezed: boolean;
}

/** Time on a line from 0 to 1: monotone, without jumps. */
export interface TimeAxis {
  parts: AxisPart[];
  toX: (ms: number) => number;
  toMs: (x: number) => number;
}

/** A gap is squeezed when it is at least this part of the whole, and this long. */
const MIN_GAP_SHARE = 0.02;
const MIN_GAP_MS = 1_000;
/** Width of a squeezed gap, as a part of the axis' former length. */
const SQUEEZED_SHARE = 0.012;

/** Joins intervals that touch. @returns in order, apart from each other */
export const unionOf = (intervals: readonly Interval[]): Interval[] => {
  const sorted = [...intervals].sort((left, right) => left.from - right.from);
  const union: Interval[] = [];
  for (const { from, to } of sorted) {
    const last = union[union.length - 1];
    if (last && from <= last.to) {
      last.to = Math.max(last.to, to);
    } else {
      union.push({ from, to });
    }
  }
  return union;
};

/** When something was really done: a span with children mostly waits for them, so only those without count. */
export const busyTimes = ({ nodes }: TraceTree): Interval[] =>
  unionOf(
    nodes
      .filter(({ children }) => children === 0)
      .map(({ span }) => ({ from: span.startMs, to: span.startMs + span.durationMs }))
  );

/** Stretches in which nothing was done, within the window. */
export const idleGaps = (busy: readonly Interval[], { from, to }: Interval): Interval[] => {
  const gaps: Interval[] = [];
  let at = from;
  for (const one of busy) {
    if (one.from > at) {
      gaps.push({ from: at, to: Math.min(one.from, to) });
    }
    at = Math.max(at, one.to);
    if (at >= to) {
      break;
    }
  }
  if (at < to) {
    gaps.push({ from: at, to });
  }
  return gaps.filter((gap) => gap.to > gap.from);
};

const partsOf = (window: Interval, gaps: readonly Interval[]): Array<Interval & { squeezed: boolean }> => {
  const parts: Array<Interval & { squeezed: boolean }> = [];
  let at = window.from;
  for (const gap of gaps) {
    if (gap.from > at) {
      parts.push({ from: at, to: gap.from, squeezed: false });
    }
    parts.push({ ...gap, squeezed: true });
    at = gap.to;
  }
  if (at < window.to || parts.length === 0) {
    parts.push({ from: at, to: window.to, squeezed: false });
  }
  return parts;
};

const clamp01 = (value: number): number => Math.min(1, Math.max(0, value));

/** Index of the last part that begins at or before a place. */
const partAt = (starts: readonly number[], place: number): number => {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= place) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
};

/**
 * Lays a window of time on a line.
 * @param busy when something was done, apart and in order; gaps between are squeezed. Null: nothing is squeezed.
 */
export const timeAxis = (window: Interval, busy: readonly Interval[] | null): TimeAxis => {
  const lengthMs = Math.max(window.to - window.from, Number.EPSILON);
  const least = Math.max(MIN_GAP_MS, lengthMs * MIN_GAP_SHARE);
  const gaps = busy === null ? [] : idleGaps(busy, window).filter(({ from, to }) => to - from >= least);
  const cut = partsOf(window, gaps);
  const widths = cut.map(({ from, to, squeezed }) => (squeezed ? SQUEEZED_SHARE * lengthMs : to - from));
  const total = widths.reduce((sum, width) => sum + width, 0) || 1;
  let x = 0;
  const parts = cut.map((part, index): AxisPart => {
    const x0 = x;
    x = index === cut.length - 1 ? 1 : x + (widths[index] ?? 0) / total;
    return { ...part, x0, x1: x };
  });
  const starts = parts.map(({ from }) => from);
  const edges = parts.map(({ x0 }) => x0);
  const toX = (ms: number): number => {
    const part = parts[partAt(starts, ms)];
    if (!part || part.to <= part.from) {
      return ms <= window.from ? 0 : 1;
    }
    return clamp01(part.x0 + (clamp01((ms - part.from) / (part.to - part.from)) || 0) * (part.x1 - part.x0));
  };
  const toMs = (place: number): number => {
    const part = parts[partAt(edges, clamp01(place))];
    if (!part || part.x1 <= part.x0) {
      return window.from;
    }
    return part.from + clamp01((clamp01(place) - part.x0) / (part.x1 - part.x0)) * (part.to - part.from);
  };
  return { parts, toX, toMs };
};

const NICE = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const NICE_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];

/** A round step of at least this many ms. */
export const niceStepMs = (leastMs: number): number => {
  const small = NICE.find((step) => step >= leastMs);
  const large = NICE_SECONDS.map((seconds) => seconds * 1_000).find((step) => step >= leastMs);
  return small ?? large ?? Math.ceil(leastMs / 86_400_000) * 86_400_000;
};

export interface Tick {
  x: number;
  /** Ms since the beginning of everything. */
  sinceMs: number;
}

/**
 * Marks at round times since the beginning, far enough apart to be read.
 * @param most how many fit
 */
export const ticksOf = (axis: TimeAxis, { originMs, most }: { originMs: number; most: number }): Tick[] => {
  const open = axis.parts.filter(({ squeezed }) => !squeezed);
  const openMs = open.reduce((sum, { from, to }) => sum + to - from, 0);
  const step = niceStepMs(Math.max(openMs / Math.max(1, most), 0.001));
  const least = 1 / Math.max(1, most * 1.1);
  const ticks: Tick[] = [];
  for (const { from, to } of open) {
    const first = Math.ceil((from - originMs) / step) * step;
    for (let sinceMs = first; originMs + sinceMs <= to && ticks.length <= most * 2; sinceMs += step) {
      const x = axis.toX(originMs + sinceMs);
      if (x - (ticks[ticks.length - 1]?.x ?? -1) >= least) {
        ticks.push({ x, sinceMs });
      }
    }
  }
  return ticks;
};
