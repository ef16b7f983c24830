export interface BackoffPlan {
  firstMs: number;
  maxMs: number;
}

/**
 * How long to wait before trying again: doubled with each failure, and spread over the upper half, so that many
 * browsers do not come back in the same moment.
 * @param failures failures in a row, 1 or more
 * @param random a number in [0, 1)
 * @returns milliseconds
 */
export const reconnectDelay = (failures: number, random: number, plan: BackoffPlan): number => {
  const full = Math.min(plan.maxMs, plan.firstMs * 2 ** Math.min(30, Math.max(0, failures - 1)));
  return Math.round(full / 2 + (full / 2) * random);
};
