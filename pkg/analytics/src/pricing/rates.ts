import { type Counts, type Grain } from './tokenUsage';

/** A price in USD per million tokens; from `above` tokens of input on, another one for the whole call. */
export interface Price {
  base: number;
  tiers: ReadonlyArray<{ above: number; price: number }>;
}

/**
 * Unit prices of a model. A kind of token without a price of its own is priced as the kind it is a part of: cache reads and
 * writes as input, hour-long writes as writes.
 */
export interface Rates {
  input: Price;
  output: Price;
  cacheRead: Price | null;
  cacheWrite: Price | null;
  cacheWrite1h: Price | null;
  /** USD per request. */
  request: number;
}

const PER = 1_000_000;

const priceAt = (price: Price, inputTokens: number, grain: Grain): number => {
  if (grain === 'total') {
    return price.base;
  }
  // Tiers rise: the last one reached counts.
  return price.tiers.reduce((found, tier) => (inputTokens > tier.above ? tier.price : found), price.base);
};

/** @returns USD; sums exact as the price table's own calculation (held by a property test) */
export const costOf = (rates: Rates, counts: Counts, grain: Grain): number => {
  const at = (price: Price): number => priceAt(price, counts.input, grain);
  const write = rates.cacheWrite ?? rates.input;
  const writeHour = rates.cacheWrite1h ?? write;
  const fresh = counts.input - counts.cacheRead - counts.cacheWrite;
  const tokens =
    fresh * at(rates.input) +
    counts.cacheRead * at(rates.cacheRead ?? rates.input) +
    (counts.cacheWrite - counts.cacheWrite1h) * at(write) +
    counts.cacheWrite1h * at(writeHour) +
    counts.output * at(rates.output);
  return tokens / PER + rates.request;
};
