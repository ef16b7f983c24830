import { type Health, type HealthPart } from '@eljefe/contract';

/** A part of the system's health. A vital part at 0 makes the whole 0. */
export interface Part extends HealthPart {
  attainment: number | null;
}

/** How much of a target is attained, 0..1. */
export const attainment = (value: number, target: number, better: 'higher' | 'lower'): number => {
  if (better === 'higher') {
    return Math.max(0, Math.min(1, value / target));
  }
  return value <= target ? 1 : Math.max(0, target / value);
};

/** From which use of a resource on it costs health, percent. */
const STRAINED_PERCENT = 90;

/** 1 up to 90 % use, then falling to 0 at 100 %. */
export const resourceAttainment = (percent: number): number =>
  Math.max(0, Math.min(1, (100 - percent) / (100 - STRAINED_PERCENT)));

/**
 * 100 × weighted geometric mean of the parts known. Unknown parts lower the stated coverage, not the score.
 * @returns score null when no part is known
 */
export const healthOf = (parts: readonly Part[]): Health => {
  const known = parts.filter((part): part is Part & { attainment: number } => part.attainment !== null);
  const weight = known.reduce((sum, part) => sum + part.weight, 0);
  const all = parts.reduce((sum, part) => sum + part.weight, 0);
  const lowest = known.reduce<(typeof known)[number] | null>(
    (least, part) => (least === null || part.attainment < least.attainment ? part : least),
    null
  );
  const zero = known.some((part) => part.attainment === 0);
  const log = known.reduce((sum, part) => sum + part.weight * Math.log(Math.max(part.attainment, Number.MIN_VALUE)), 0);
  return {
    score: weight === 0 ? null : zero ? 0 : Math.round(1_000 * Math.exp(log / weight)) / 10,
    coverage: all === 0 ? 0 : weight / all,
    lowest: lowest !== null && lowest.attainment < 1 ? lowest.name : null,
    parts: [...parts],
  };
};
