import { calcPrice, findProvider, type ModelInfo, type ModelPrice } from '@pydantic/genai-prices';

import { providerIdOf } from './providerId';
import { type Price, type Rates } from './rates';
import { type Unpriced } from './tokenUsage';

/** Version of the price table: its package and release. Held equal to the installed one by a test. */
export const BUNDLE_VERSION = 'genai-prices@0.1.8';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MAX_CACHED = 4_096;

const NOTHING: Price = { base: 0, tiers: [] };

const priceOf = (value: ModelPrice[string]): Price | null => {
  if (value === undefined) {
    return null;
  }
  return typeof value === 'number'
    ? { base: value, tiers: [] }
    : { base: value.base, tiers: value.tiers.map(({ start, price }) => ({ above: start, price })) };
};

const ratesOf = (prices: ModelPrice): Rates | null => {
  const [input, output] = [priceOf(prices['input_mtok']), priceOf(prices['output_mtok'])];
  if (input === null && output === null) {
    return null;
  }
  const perThousand = prices['requests_kcount'];
  return {
    input: input ?? NOTHING,
    output: output ?? NOTHING,
    cacheRead: priceOf(prices['cache_read_mtok']),
    cacheWrite: priceOf(prices['cache_write_mtok']),
    cacheWrite1h: priceOf(prices['cache_write_1h_mtok']),
    request: typeof perThousand === 'number' ? perThousand / 1_000 : 0,
  };
};

const changesWithinDay = (model: ModelInfo): boolean =>
  Array.isArray(model.prices) && model.prices.some(({ constraint }) => constraint?.type === 'time_of_date');

interface Asked {
  provider: string | null;
  model: string;
  at: number;
}

interface Cached {
  rates: Rates | Unpriced;
  perMinute: boolean;
}

/** A measured count is needed to be answered at all; which one does not matter, only unit prices are read from the answer. */
const PROBE = { input_tokens: 1 };

const lookUp = ({ provider, model, at }: Asked): Cached => {
  const found = calcPrice(PROBE, model, { providerId: provider ?? undefined, timestamp: new Date(at) });
  if (found === null) {
    const known = provider === null || findProvider({ providerId: provider }) !== undefined;
    return { rates: known ? 'unknown model' : 'unknown provider', perMinute: false };
  }
  return { rates: ratesOf(found.model_price) ?? 'not priced by tokens', perMinute: changesWithinDay(found.model) };
};

/** `vendor/model`: some tables list it whole, most under the bare name; without a provider the vendor is one. */
const readings = ({ provider, model, at }: Asked): Asked[] => {
  const slash = model.indexOf('/');
  if (slash <= 0) {
    return [{ provider, model, at }];
  }
  const bare = model.slice(slash + 1);
  const vendor = providerIdOf(model.slice(0, slash));
  return provider === null
    ? [
        { provider: vendor, model: bare, at },
        { provider: null, model: bare, at },
      ]
    : [
        { provider, model, at },
        { provider, model: bare, at },
      ];
};

/**
 * The bundled price table. Looking a model up costs about 60 µs, so unit prices are kept per provider, model and day (per
 * minute where the price follows the hour).
 */
export class Bundle {
  private readonly cache = new Map<string, Cached>();

  /** @returns unit prices of the model at that time, or why there are none */
  rates(usage: { provider: string | null; model: string; at: number }): Rates | Unpriced {
    const provider = usage.provider === null || usage.provider === '' ? null : providerIdOf(usage.provider);
    let reason: Unpriced = 'unknown model';
    for (const asked of readings({ provider, model: usage.model.trim(), at: usage.at })) {
      const { rates } = this.cached(asked);
      if (typeof rates !== 'string') {
        return rates;
      }
      reason = rates;
    }
    return reason;
  }

  private cached(asked: Asked): Cached {
    const model = `${asked.provider ?? ''}\u0000${asked.model}\u0000`;
    const day = `${model}${Math.floor(asked.at / DAY_MS)}`;
    const known = this.cache.get(day);
    if (known !== undefined && !known.perMinute) {
      return known;
    }
    const minute = `${model}m${Math.floor(asked.at / MINUTE_MS)}`;
    return (known && this.cache.get(minute)) ?? this.keep(asked, day, minute);
  }

  private keep(asked: Asked, day: string, minute: string): Cached {
    const found = lookUp(asked);
    if (this.cache.size >= MAX_CACHED) {
      this.cache.clear();
    }
    this.cache.set(day, found);
    if (found.perMinute) {
      this.cache.set(minute, found);
    }
    return found;
  }
}
