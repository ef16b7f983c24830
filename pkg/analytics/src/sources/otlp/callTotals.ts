import { type JobFields } from '../../domain/jobFields';
import { known } from './derived';
import { type Money } from './node';
import { addUsage, NO_USAGE, type RawUsage } from './tokens';

/** One counted model call. */
export interface Call {
  usage: RawUsage | null;
  money: Money | null;
  lacks: 'usage' | 'price' | null;
  model: string | null;
  provider: string | null;
}

const mostUsed = (calls: readonly Call[], pick: (call: Call) => string | null): string | null => {
  const tokens = new Map<string, number>();
  for (const call of calls) {
    const name = pick(call);
    if (name !== null) {
      tokens.set(name, (tokens.get(name) ?? 0) + 1 + (call.usage?.input ?? 0) + (call.usage?.output ?? 0));
    }
  }
  const ordered = [...tokens].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return ordered[0]?.[0] ?? null;
};

/** Where the money of several calls comes from: computed as soon as one is, since the sum then is. */
const sourceOf = (money: readonly Money[]): Money['source'] | null => {
  const sources = new Set(money.map(({ source }) => source));
  return (['override', 'bundle', 'reported'] as const).find((source) => sources.has(source)) ?? null;
};

/** Micro-dollars of a micro-dollar: money is summed as whole numbers, so that the order of the calls does not matter. */
const PICO = 1e12;

const sumUsd = (money: readonly Money[]): number =>
  Number(money.reduce((sum, { usd }) => sum + BigInt(Math.round(Math.min(usd, 9e3) * PICO)) + bigRest(usd), 0n)) / PICO;

/** The part of an amount above what a number holds exactly in these units. */
const bigRest = (usd: number): bigint => (usd > 9e3 ? BigInt(Math.round(usd - 9e3)) * BigInt(PICO) : 0n);

/** Tokens and money of the calls of a job; what no call counted is absent. */
export const callFields = (calls: readonly Call[]): Partial<JobFields> => {
  const usage = calls.reduce<RawUsage>((sum, call) => (call.usage ? addUsage(sum, call.usage) : sum), NO_USAGE);
  const money = calls.flatMap((call) => call.money ?? []);
  return known<JobFields>({
    model: mostUsed(calls, ({ model }) => model),
    provider: mostUsed(calls, ({ provider }) => provider),
    input_tokens: usage.input,
    output_tokens: usage.output,
    cache_read_tokens: usage.cacheRead,
    cache_write_tokens: usage.cacheWrite,
    reasoning_tokens: usage.reasoning,
    token_cost: money.length === 0 ? null : sumUsd(money),
    cost_source: sourceOf(money),
  });
};

/** Counts that are shown beside the totals: how much of them is known (want 8). */
export const callLabels = (calls: readonly Call[]): Record<string, string> => {
  const count = (lack: Call['lacks']): number => calls.filter((call) => call.lacks === lack).length;
  const labels: Record<string, string> = { model_calls: String(calls.length) };
  if (count('price') > 0) {
    labels['unpriced_calls'] = String(count('price'));
  }
  if (count('usage') > 0) {
    labels['calls_without_usage'] = String(count('usage'));
  }
  return labels;
};
