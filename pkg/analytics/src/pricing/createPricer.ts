import { type PriceOverride } from '@eljefe/contract';

import { type PriceJob } from '../domain/jobView';
import { priceUsage } from './priceUsage';

/** A record that counts more cached tokens than input counts its input without them: they are added. */
const inclusiveInput = (input: number | null, cached: number): number | null =>
  input !== null && cached > input ? input + cached : input;

/**
 * Prices the totals of a job whose single calls are not known, at base prices: without the calls' sizes no long-context tier
 * can be claimed.
 */
export const createPricer =
  (overrides: readonly PriceOverride[] = []): PriceJob =>
  (usage) => {
    const cached = (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0);
    return priceUsage({ ...usage, input: inclusiveInput(usage.input, cached) }, overrides, 'total');
  };
