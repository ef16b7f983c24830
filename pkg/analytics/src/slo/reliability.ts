import { chiSquareQuantile } from '../insight/stats';

/** A change of reachability: from `at` (epoch ms) on it was up or not. */
export interface Turn {
  at: number;
  up: boolean;
}

export interface Outage {
  from: number;
  /** Epoch ms; when `open`, until when it was watched. */
  to: number;
  open: boolean;
}

export interface Availability {
  watchedMs: number;
  upMs: number;
  outages: Outage[];
}

/**
 * What turns say of a window: time up, and outages. Time before the first turn is not known and not counted, unless
 * `before` tells how it stood.
 */
export const availability = (
  turns: readonly Turn[],
  { from, to, before }: { from: number; to: number; before: boolean | null }
): Availability => {
  const ordered = [...turns].filter(({ at }) => at < to).sort((a, b) => a.at - b.at);
  const inside = ordered.filter(({ at }) => at >= from);
  const first = ordered.filter(({ at }) => at < from).at(-1)?.up ?? before;
  const points: Turn[] = first === null ? inside : [{ at: from, up: first }, ...inside];
  const found: Availability = { watchedMs: 0, upMs: 0, outages: [] };
  points.forEach(({ at, up }, index) => {
    const end = points[index + 1]?.at ?? to;
    found.watchedMs += end - at;
    found.upMs += up ? end - at : 0;
    const last = found.outages.at(-1);
    if (up) {
      return;
    }
    const open = points[index + 1] === undefined;
    if (last && last.to === at) {
      Object.assign(last, { to: end, open });
    } else {
      found.outages.push({ from: at, to: end, open });
    }
  });
  return found;
};

export interface Mtbf {
  /** s; without a failure a lower bound. */
  seconds: number | null;
  bound: 'estimate' | 'at least';
  low: number | null;
  high: number | null;
}

/** Operating time / failures with its 95 % interval; without failures more than T/3 at 95 %, never infinity. */
export const mtbf = (upSeconds: number, failures: number): Mtbf => {
  if (upSeconds <= 0) {
    return { seconds: null, bound: 'estimate', low: null, high: null };
  }
  if (failures === 0) {
    return { seconds: upSeconds / 3, bound: 'at least', low: upSeconds / 3, high: null };
  }
  return {
    seconds: upSeconds / failures,
    bound: 'estimate',
    low: (2 * upSeconds) / chiSquareQuantile(0.975, 2 * failures + 2),
    high: (2 * upSeconds) / chiSquareQuantile(0.025, 2 * failures),
  };
};

export interface Mttr {
  /** Area under the Kaplan–Meier curve up to the longest observed outage, s; null without outages. */
  meanSeconds: number | null;
  medianSeconds: number | null;
  repaired: number;
  /** Outages still open: they lasted at least that long. */
  censored: number;
}

/** Time to restore, with open outages censored rather than dropped or counted as over. */
export const mttr = (outages: readonly Outage[]): Mttr => {
  const times = outages
    .map(({ from, to, open }) => ({ seconds: (to - from) / 1_000, open }))
    .sort((a, b) => a.seconds - b.seconds || Number(a.open) - Number(b.open));
  const censored = times.filter(({ open }) => open).length;
  if (times.length === 0) {
    return { meanSeconds: null, medianSeconds: null, repaired: 0, censored };
  }
  let surviving = 1;
  let area = 0;
  let last = 0;
  let median: number | null = null;
  times.forEach(({ seconds, open }, index) => {
    area += surviving * (seconds - last);
    last = seconds;
    if (!open) {
      surviving *= 1 - 1 / (times.length - index);
      median ??= surviving <= 0.5 ? seconds : null;
    }
  });
  return { meanSeconds: area, medianSeconds: median, repaired: times.length - censored, censored };
};
