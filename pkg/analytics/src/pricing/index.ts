/** A4.2: what tokens cost. */
export { BUNDLE_VERSION } from './bundle';
export { createPricer } from './createPricer';
export { explainPrice, priceUsage, type Priced } from './priceUsage';
export { type Grain, type TokenUsage, type Unpriced } from './tokenUsage';
