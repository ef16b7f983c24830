/**
 * Wait before try `attempt` (0 = first retry): full jitter over an exponentially growing bound.
 * @returns milliseconds in [base/2, cap]
 */
export const backoffMs = (attempt: number, random: () => number, { baseMs = 250, capMs = 5_000 } = {}): number => {
  const bound = Math.min(capMs, baseMs * 2 ** Math.min(attempt, 16));
  return bound / 2 + (random() * bound) / 2;
};
