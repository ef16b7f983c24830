import { type Query } from '@eljefe/contract';

import { findMeasure } from '../measures/registry';
import { NICE_STEPS_S, type Window } from './window';

/** A window that ends this near now moves on with every refresh. */
const LIVE_MS = 60_000;
const MAX_AGE_MS = 60_000;
const MIN_AGE_MS = 1_000;
/** An answer may be this part of its window old, and its window off by as much. */
const PART = 600;

const isLive = ({ to }: Window, now: number): boolean => to >= now - LIVE_MS;

/** A live window widened to round instants, so that refreshes within them ask the same; any other stays as it is. */
export const roundedWindow = (window: Window, now: number): Window => {
  if (!isLive(window, now)) {
    return window;
  }
  const wanted = (window.to - window.from) / PART / 1_000;
  const grain = (NICE_STEPS_S.filter((step) => step <= wanted).at(-1) ?? 1) * 1_000;
  return { from: Math.floor(window.from / grain) * grain, to: Math.ceil(window.to / grain) * grain };
};

/** Insights rest on dozens of comparisons, and are of now whatever window is asked for. */
const MIN_INSIGHTS_AGE_MS = 5_000;

/** How old an answer may be, ms: a small part of its window, at most a minute. */
export const maxAgeMs = ({ from, to }: Window, kind: Query['kind'] = 'series'): number =>
  Math.min(MAX_AGE_MS, Math.max(kind === 'insights' ? MIN_INSIGHTS_AGE_MS : MIN_AGE_MS, (to - from) / PART));

/** What runs now comes from memory; nothing is gained by remembering it. */
const isNow = (query: Query): boolean => {
  const measure = findMeasure(query.measure ?? '');
  return query.shape === 'total' && measure?.kind === 'concurrency' && measure.figure === 'mean';
};

/** Key of a question whose answer may be remembered; null for one that is always asked anew. */
export const cacheKey = (query: Query, window: Window, maxPoints: number | null): string | null => {
  if (query.kind === 'insights') {
    return JSON.stringify(['insights', query.window ?? window.to - window.from]);
  }
  if (!['series', 'values'].includes(query.kind) || isNow(query)) {
    return null;
  }
  const { refId: _refId, cursor: _cursor, from: _from, to: _to, maxDataPoints: _maxDataPoints, ...asked } = query;
  return JSON.stringify([
    Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1)),
    window.from,
    window.to,
    maxPoints,
  ]);
};
