import { type Prediction } from '@eljefe/contract';

import { type BudgetStatus } from '../budgets/budgetStatus';
import { forecastSpending, HOUR_MS, MIN_HOURS, type Forecast, type Hourly } from './spending';
import { percent, usd } from './words';

/** One thing to foretell the spending of. */
export interface Spender {
  kind: 'cost' | 'budget';
  id: string;
  subject: string;
  /** What it is called in a sentence. */
  name: string;
  period: 'day' | 'week' | 'month';
  /** Epoch ms. */
  to: number;
  spentUsd: number;
  limitUsd: number | null;
  hourly: Hourly;
}

const END = { day: 'at the end of the day', week: 'at the end of the week', month: 'at the end of the month' } as const;

const about = (one: Spender) => ({
  id: one.id,
  kind: one.kind,
  subject_kind: one.kind === 'cost' ? ('fleet' as const) : ('budget' as const),
  subject: one.subject,
  source: null,
  agent_type: null,
  workflow: null,
  unit: 'usd' as const,
  level: 0.8,
  cause: null,
});

const DATE_CHARS = 16;
const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, DATE_CHARS).replace('T', ' ')} UTC`;

/** From when on the budget is used up, as far as that is likely. */
const usedUp = (one: Spender, found: Forecast): { text: string; at: number | null } => {
  if (one.limitUsd === null) {
    return { text: '', at: null };
  }
  if (one.spentUsd >= one.limitUsd) {
    return { text: '; used up already', at: null };
  }
  const at = found.reachedHour === null ? null : found.reachedHour * HOUR_MS;
  const when = at === null ? '' : `, by ${instant(at)} or that day`;
  return { text: `; overrun with ${percent(found.overrun ?? 0)}${when}`, at };
};

const actionFor = (one: Spender, found: Forecast): string => {
  if (one.kind === 'cost') {
    return 'Set a budget for what drives it, see the costs by model and agent type.';
  }
  return (found.overrun ?? 0) >= 0.5
    ? 'Slow or stop the work it pays for, move it to a cheaper model, or raise the budget.'
    : 'Nothing: the limit is likely to hold.';
};

const foretold = (one: Spender, found: Forecast): Prediction => {
  const end = usedUp(one, found);
  const gain = found.skill > 0 ? `, ${percent(found.skill)} nearer than the same hour of the day before` : '';
  return {
    ...about(one),
    title: `${one.name}: ${usd(found.expected)} ${END[one.period]} (${usd(found.low)} to ${usd(found.high)})${end.text}`,
    probability: found.overrun,
    value: found.expected,
    low: found.low,
    high: found.high,
    horizon: end.at ?? one.to,
    count: found.days,
    method: `${found.method}; bootstrap of whole stretches of its misses`,
    evidence: `${usd(one.spentUsd)} so far; ${found.days} days of history${gain}`,
    action: actionFor(one, found),
    reason: null,
  };
};

const silent = (one: Spender): Prediction => ({
  ...about(one),
  title: `${one.name}: not enough history`,
  probability: null,
  value: null,
  low: null,
  high: null,
  horizon: one.to,
  count: Math.floor(one.hourly.values.length / 24),
  method: 'none',
  evidence: `${usd(one.spentUsd)} so far; ${one.hourly.values.length} hours of history`,
  action: 'Nothing yet: the history must grow first.',
  reason: `needs ${MIN_HOURS} hours since the first cost, there are ${one.hourly.values.length}`,
});

/** P3: what will have been spent at the end of each period. */
export const costPredictions = (spenders: readonly Spender[]): Prediction[] =>
  spenders.map((one) => {
    const ask = { spent: one.spentUsd, toHour: one.to / HOUR_MS, limit: one.limitUsd };
    const found = forecastSpending(one.hourly, ask);
    return found === null ? silent(one) : foretold(one, found);
  });

/** The budgets as spenders; `hourlyOf` gives what each subject spent hour by hour. */
export const budgetSpenders = (
  budgets: readonly BudgetStatus[],
  hourlyOf: (by: BudgetStatus['by'], value: string) => Hourly
): Spender[] =>
  budgets.map((one) => ({
    kind: 'budget',
    id: `budget:${one.name}:${one.value}`,
    subject: one.value === '' ? one.name : `${one.name} · ${one.value}`,
    name: one.value === '' ? one.name : `${one.name} of ${one.value}`,
    period: one.period,
    to: one.to,
    spentUsd: one.endedUsd + one.inFlightUsd,
    limitUsd: one.limitUsd,
    hourly: hourlyOf(one.by, one.value),
  }));
