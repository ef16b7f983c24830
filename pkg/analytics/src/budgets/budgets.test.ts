import { type Job, type BudgetConfig } from '@eljefe/contract';
import { describe, expect, test } from 'vitest';

import { type JobFields } from '../domain/jobFields';
import { emptyJobFold, foldJob } from '../domain/jobFold';
import { viewJob } from '../domain/jobView';
import { budgetStatuses, periodOf } from './budgetStatus';

const NOW = Date.UTC(2026, 6, 15, 13, 30);
const budget = (more: Partial<BudgetConfig> = {}): BudgetConfig => ({
  name: 'b',
  by: 'agent_type',
  value: null,
  limitUsd: 10,
  period: 'day',
  ...more,
});
const running = (id: string, fields: Partial<JobFields>): Job => {
  const fold = emptyJobFold('main', id, NOW);
  foldJob(fold, { stamp: NOW, status: 'running', fields: { agent_type: 'coder', ...fields }, labels: {} });
  return viewJob(fold, () => null);
};

describe('budgets (L2, T9)', () => {
  test('periods are calendar days, weeks from Monday and months, in UTC', () => {
    expect(periodOf('day', NOW)).toEqual({ from: Date.UTC(2026, 6, 15), to: Date.UTC(2026, 6, 16) });
    expect(periodOf('week', NOW)).toEqual({ from: Date.UTC(2026, 6, 13), to: Date.UTC(2026, 6, 20) });
    expect(periodOf('month', NOW)).toEqual({ from: Date.UTC(2026, 6, 1), to: Date.UTC(2026, 7, 1) });
  });

  test('what runs counts as far as it tells its cost; what does not tell is counted apart, never as 0', () => {
    const open = [running('a', { total_cost: 3 }), running('b', {}), running('c', { agent_type: 'writer' })];
    const statuses = budgetStatuses(budget(), { now: NOW, spent: [{ value: 'coder', usd: 5, unpriced: 2 }], open });
    expect(statuses).toMatchObject([
      {
        value: 'coder',
        endedUsd: 5,
        inFlightUsd: 3,
        inFlightJobs: 2,
        inFlightUnknown: 1,
        unpricedJobs: 2,
        ratio: 0.8,
        level: 'warning',
      },
      { value: 'writer', inFlightUnknown: 1, ratio: 0, level: 'ok' },
    ]);
  });

  test.each([
    [7.99, 'ok'],
    [8, 'warning'],
    [9.99, 'warning'],
    [10, 'over'],
  ])('%f of 10 USD is %s', (usd, level) => {
    const spent = [{ value: 'coder', usd, unpriced: 0 }];
    expect(budgetStatuses(budget(), { now: NOW, spent, open: [] })[0]?.level).toBe(level);
  });

  test('a named subject is shown before it spends anything; a budget of all is one', () => {
    expect(budgetStatuses(budget({ value: 'tester' }), { now: NOW, spent: [], open: [] })).toMatchObject([
      { value: 'tester', ratio: 0 },
    ]);
    const all = budgetStatuses(budget({ by: 'all' }), {
      now: NOW,
      spent: [{ value: '', usd: 4, unpriced: 0 }],
      open: [running('a', { total_cost: 1 })],
    });
    expect(all).toMatchObject([{ value: '', ratio: 0.5 }]);
  });
});
