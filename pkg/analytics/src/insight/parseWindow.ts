import { BadRequest } from '../queries/errors';

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const SHORTEST_MS = 60_000;
const LONGEST_MS = 30 * 86_400_000;

/**
 * Reads `5m`, `1h`, `2d` …
 * @returns milliseconds
 * @throws BadRequest outside of one minute to thirty days
 */
export const parseWindow = (text: string): number => {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  const ms = match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? NaN) : NaN;
  if (!(ms >= SHORTEST_MS && ms <= LONGEST_MS)) {
    throw new BadRequest('window', text, 'send a number with s, m, h or d, from 1m to 30d, for example 5m');
  }
  return ms;
};
