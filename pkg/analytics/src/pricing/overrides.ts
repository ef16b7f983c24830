import { type PriceOverride } from '@eljefe/contract';

import { providerIdOf } from './providerId';
import { type Price, type Rates } from './rates';

/** Does a pattern with `*` for any text fit? Walks both once per star: no back-tracking. */
export const fitsPattern = (pattern: string, text: string): boolean => {
  const parts = pattern.split('*');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (parts.length === 1) {
    return pattern === text;
  }
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) {
    return false;
  }
  let from = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > end) {
      return false;
    }
    from = found + part.length;
  }
  return from <= end;
};

const applies = (row: PriceOverride, usage: { provider: string | null; model: string; at: number }): boolean =>
  (row.from === null || usage.at >= row.from) &&
  (row.to === null || usage.at < row.to) &&
  (row.provider === null || (usage.provider !== null && providerIdOf(row.provider) === providerIdOf(usage.provider))) &&
  fitsPattern(row.model.toLowerCase(), usage.model.toLowerCase());

/** More specific first: a named provider, no star, a longer pattern, a later start, and the id so that no order is left open. */
const bySpecificity = (a: PriceOverride, b: PriceOverride): number =>
  Number(b.provider !== null) - Number(a.provider !== null) ||
  Number(a.model.includes('*')) - Number(b.model.includes('*')) ||
  b.model.length - a.model.length ||
  (b.from ?? 0) - (a.from ?? 0) ||
  (a.id < b.id ? -1 : 1);

const flat = (usd: number): Price => ({ base: usd, tiers: [] });

const maybe = (usd: number | null): Price | null => (usd === null ? null : flat(usd));

const ratesOf = (row: PriceOverride): Rates => ({
  input: flat(row.input),
  output: flat(row.output),
  cacheRead: maybe(row.cache_read),
  cacheWrite: maybe(row.cache_write),
  cacheWrite1h: maybe(row.cache_write_1h),
  request: 0,
});

/** The row that prices a call, or null when none applies. */
export const findOverride = (
  rows: readonly PriceOverride[],
  usage: { provider: string | null; model: string; at: number }
): { row: PriceOverride; rates: Rates } | null => {
  const row = rows.filter((candidate) => applies(candidate, usage)).sort(bySpecificity)[0];
  return row === undefined ? null : { row, rates: ratesOf(row) };
};
