import { type Call } from './callTotals';
import { counterTotal, type CounterPoint } from './seriesTotals';
import { canonicalUsage } from './tokens';

/** A point of `claude_code.token.usage` or `claude_code.cost.usage`. */
export interface ClaudePoint extends CounterPoint {
  metric: 'tokens' | 'cost';
  /** input, output, cacheRead or cacheCreation; empty for cost. */
  type: string;
  model: string;
  /** All attributes but the type: one series each. */
  series: string;
  source: string;
}

const totalOf = (points: readonly ClaudePoint[]): number | null => {
  const series = new Map<string, ClaudePoint[]>();
  for (const point of points) {
    series.set(point.series, [...(series.get(point.series) ?? []), point]);
  }
  return points.length === 0 ? null : [...series.values()].reduce((sum, run) => sum + counterTotal(run), 0);
};

/** The session's totals per model, as if each model had been called once: used for money only where nothing better came. */
export const pointCalls = (points: ReadonlyMap<string, ClaudePoint>): Call[] => {
  const all = [...points.values()];
  const models = [...new Set(all.map(({ model }) => model))].sort();
  return models.map((model): Call => {
    const of = (metric: ClaudePoint['metric'], type: string): number | null =>
      totalOf(all.filter((point) => point.model === model && point.metric === metric && point.type === type));
    const usd = of('cost', '');
    const counted = {
      input: of('tokens', 'input'),
      output: of('tokens', 'output'),
      cacheRead: of('tokens', 'cacheRead'),
      cacheWrite: of('tokens', 'cacheCreation'),
      reasoning: null,
    };
    const usage = canonicalUsage(counted, 'exclusive', { provider: 'anthropic', model });
    return {
      usage,
      money: usd === null ? null : { usd, source: 'reported' },
      lacks: usage === null ? 'usage' : null,
      model: model || null,
      provider: 'anthropic',
    };
  });
};
