import { parseInstant, type QueryRequest } from '@eljefe/contract';

import { BadRequest } from './errors';

/** Half-open [from, to), epoch ms. */
export interface Window {
  from: number;
  to: number;
}

export const NICE_STEPS_S = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 604_800,
];
/** A line of more points than this shows noise: a bucket then holds too few jobs to say anything. */
const MOST_POINTS_UNASKED = 150;
const MAX_POINTS = 11_000;
const MAX_WINDOW_MS = 5 * 366 * 86_400_000;

/** @throws BadRequest when the window is empty, turned round or longer than five years */
export const readWindow = (request: Pick<QueryRequest, 'from' | 'to'>): Window => {
  const from = parseInstant(request.from);
  const to = parseInstant(request.to);
  if (from === null || to === null) {
    const field = from === null ? 'from' : 'to';
    throw new BadRequest(field, request[field], 'send RFC 3339 or epoch milliseconds');
  }
  if (to <= from) {
    throw new BadRequest('to', request.to, 'send a time after from');
  }
  if (to - from > MAX_WINDOW_MS) {
    throw new BadRequest('from', request.from, 'ask for at most five years');
  }
  return { from, to };
};

/**
 * Length of a bucket: as asked, else the first round length that gives at most `maxPoints` points, and at most 150.
 * @returns milliseconds, whole seconds
 */
export const stepMs = (window: Window, asked: { stepSeconds: number | null; maxPoints: number | null }): number => {
  const span = window.to - window.from;
  if (asked.stepSeconds !== null) {
    const step = Math.max(1, Math.round(asked.stepSeconds)) * 1_000;
    if (span / step > MAX_POINTS) {
      throw new BadRequest('stepSeconds', asked.stepSeconds, `ask for at most ${MAX_POINTS} points`);
    }
    return step;
  }
  const wanted = span / Math.min(asked.maxPoints ?? MOST_POINTS_UNASKED, MOST_POINTS_UNASKED) / 1_000;
  const last = 604_800;
  return (NICE_STEPS_S.find((step) => step >= wanted) ?? Math.ceil(wanted / last) * last) * 1_000;
};

/** Start of the bucket an instant lies in. */
export const bucketOf = (at: number, step: number): number => Math.floor(at / step) * step;

/** The equal window right before. */
export const formerWindow = ({ from, to }: Window): Window => ({ from: from - (to - from), to: from });
