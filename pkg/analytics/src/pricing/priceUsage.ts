import { type PriceOverride } from '@eljefe/contract';

import { Bundle, BUNDLE_VERSION } from './bundle';
import { findOverride } from './overrides';
import { costOf } from './rates';
import { countsOf, type Grain, type TokenUsage, type Unpriced } from './tokenUsage';

/** Money of a usage, with where the price comes from and which edition of it: the table's release, or the override's id. */
export interface Priced {
  usd: number;
  source: 'bundle' | 'override';
  version: string;
}

/** The table is one constant of the package; its cache may well be shared. */
const bundle = new Bundle();

const hasTime = (at: number): boolean => Number.isFinite(at) && Math.abs(at) <= 8.64e15;

/**
 * Prices tokens (A4.2), or says why it cannot. List price only; a null price is never 0 USD.
 * @param overrides own dated prices; they win over the bundled table
 * @param grain whether the usage is one request or the sum of many
 */
export const explainPrice = (
  usage: TokenUsage,
  overrides: readonly PriceOverride[] = [],
  grain: Grain = 'request'
): Priced | Unpriced => {
  const counts = countsOf(usage);
  if (typeof counts === 'string') {
    return counts;
  }
  if (usage.model === null || usage.model.trim() === '' || !hasTime(usage.at)) {
    return 'unknown model';
  }
  const asked = { provider: usage.provider, model: usage.model, at: usage.at };
  const own = overrides.length === 0 ? null : findOverride(overrides, asked);
  if (own !== null) {
    return { usd: costOf(own.rates, counts, grain), source: 'override', version: own.row.id };
  }
  const rates = bundle.rates(asked);
  return typeof rates === 'string'
    ? rates
    : { usd: costOf(rates, counts, grain), source: 'bundle', version: BUNDLE_VERSION };
};

/** Like {@link explainPrice}, without the reason. */
export const priceUsage = (
  usage: TokenUsage,
  overrides: readonly PriceOverride[] = [],
  grain: Grain = 'request'
): Priced | null => {
  const priced = explainPrice(usage, overrides, grain);
  return typeof priced === 'string' ? null : priced;
};
