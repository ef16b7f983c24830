/** Delay before attempt `attempt` (0-based): doubles from `baseMs` to `maxMs`, then 50–100 % of it. `random` is in [0, 1). */
export function backoffMs(attempt: number, random: () => number, bounds = { baseMs: 100, maxMs: 5000 }): number {
  const full = Math.min(bounds.maxMs, bounds.baseMs * 2 ** Math.min(attempt, 30));
  return Math.round(full * (0.5 + random() / 2));
}
