import { type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { COST_UID } from '../names';
import { LEADS } from './addresses';
import { JOB_SCOPE, type Scope } from './filters';
import { board } from './kit/board';
import { figure } from './kit/figure';
import { ranking } from './kit/ranking';
import { comparison, list } from './kit/table';
import { trend } from './kit/trend';
import { lowIsGood } from './thresholds';
import { commonVariables, several } from './variables';

const SCOPE: Scope[] = ['source', 'agent_type', 'workflow', 'model'];
const former = { compare: 'former' } as const;

const FIGURES = [
  { id: 1, title: 'Cost', measure: 'cost_total', ...former, width: 4 },
  {
    id: 2,
    title: 'Cost per hour',
    measure: 'cost_per_hour',
    ...former,
    width: 4,
  },
  { id: 3, title: 'Cost per task', measure: 'cost_per_task', ...former, width: 4 },
  { id: 4, title: 'Tokens used', measure: 'tokens_used', ...former, width: 4 },
  { id: 5, title: 'Unpriced jobs', measure: 'unpriced_jobs', width: 4, decimals: 0, thresholds: lowIsGood(1, 10) },
  { id: 6, title: 'Return on cost', measure: 'roi', width: 4, decimals: 0 },
];

const spending = () => [
  trend(
    {
      id: 10,
      title: 'Cost by model',
      width: 12,
      lines: [{ measure: 'cost_total', by: ['model'] }],
      stacked: true,
    },
    SCOPE
  ),
  // As lines, two dozen types are a carpet.
  ranking({ id: 11, title: 'Cost by agent type', width: 12, measure: 'cost_total', by: ['agent_type'] }, SCOPE),
];

const budgets = () =>
  list({
    id: 20,
    title: 'Budgets',
    width: 14,
    description:
      'T9. Each budget and what was spent of it, ended and in flight. Configure budgets: [{name, by, value, limitUsd, period}] in the analytics service.',
    query: { kind: 'budgets', format: 'budgets' },
    columns: {
      budget: 'Budget',
      subject: 'For',
      period: 'Period',
      level: 'Level',
      ratio: 'Used',
      spent: 'Spent',
      limit: 'Limit',
      in_flight: 'In flight',
      unpriced_jobs: 'Unpriced',
    },
    widths: { Budget: 130, For: 110 },
    noValue: 'No budget to show. Add one under El Jefe › Settings: here stands what is spent of it and what is left',
  });

const forecast = () =>
  list({
    id: 22,
    title: 'Forecast',
    width: 24,
    height: 8,
    description:
      'P3. What will have been spent at the end of the day, of the month and of each budget’s period, with the range that holds 80 % of cases, and how likely a budget is overrun. By seasonal means that did best on the history, at least three days of it; a trend is not followed.',
    query: { kind: 'predictions', filters: [{ key: 'kind', op: '=|', values: ['cost', 'budget'] }] },
    columns: {
      subject: 'What',
      value: 'Expected',
      low: 'At least',
      high: 'At most',
      probability: 'Overrun',
      horizon: 'By',
      action: 'What to do',
      evidence: 'Rests on',
      count: 'Days',
      reason: 'Why no figure',
    },
    widths: { What: 140, By: 160, 'What to do': 260, 'Rests on': 260 },
    noValue: 'Nothing was spent yet. Send jobs with tokens or costs',
  });

const value = () => [
  comparison(
    {
      id: 30,
      title: 'Cost and value by agent type',
      width: 14,
      by: 'agent_type',
      heading: 'Agent type',
      columns: [
        { measure: 'cost_total' },
        { measure: 'throughput', heading: 'Jobs' },
        { measure: 'cost_per_task' },
        { measure: 'tokens_used' },
        { measure: 'token_efficiency', heading: 'Efficiency' },
        { measure: 'roi' },
      ],
    },
    SCOPE
  ),
  ranking({ id: 31, title: 'Cost by workflow', width: 10, height: 9, measure: 'cost_total', by: ['workflow'] }, SCOPE),
];

const parts = () => [
  trend(
    {
      id: 40,
      title: 'Tokens and resources',
      width: 8,
      lines: [
        { measure: 'token_cost', name: 'Tokens' },
        { measure: 'resource_cost', name: 'CPU, memory, GPU' },
      ],
    },
    SCOPE
  ),
  trend(
    { id: 41, title: 'Tokens by model', width: 8, lines: [{ measure: 'tokens_used', by: ['model'] }], stacked: true },
    SCOPE
  ),
  trend(
    {
      id: 42,
      title: 'Cost per task, against before',
      width: 8,
      lines: [{ measure: 'cost_per_task', compare: 'former' }],
      link: LEADS.history,
    },
    SCOPE
  ),
];

const jobs = () =>
  list({
    id: 50,
    title: 'Jobs',
    width: 24,
    description:
      'A4. Jobs of the time range with what they cost and how that is known. Sort by cost to see the dearest.',
    query: { kind: 'jobs', limit: 500, filters: [...JOB_SCOPE, { key: 'model', op: '=|', values: ['$model'] }] },
    columns: {
      started_at: 'Started',
      agent: 'Agent',
      agent_type: 'Agent type',
      task: 'Task',
      model: 'Model',
      total_cost: 'Cost',
      cost_source: 'Known by',
      tokens_used: 'Tokens',
      duration_seconds: 'Duration',
      session_id: 'Session',
      source: 'Orchestrator',
    },
    widths: { Session: 150 },
    noValue: 'No job to show. Widen the range, or clear the filters above',
  });

/** A4, P3, T9: what was spent, by whom and what for, what it was worth, and what is left. */
export const cost = (): Dashboard =>
  board({
    uid: COST_UID,
    title: 'Cost and budgets',
    description: 'What was spent, who and what drives it, what budgets are left, what it was worth.',
    from: 'now-24h',
    refresh: '1m',
    variables: commonVariables(several('model', ['source', 'agent_type'])),
    panels: [
      ...FIGURES.map((spec) => figure(spec, SCOPE)),
      ...spending(),
      budgets(),
      ranking(
        { id: 21, title: 'Cost of each model', width: 10, height: 9, measure: 'cost_total', by: ['model'] },
        SCOPE
      ),
      forecast(),
      ...value(),
      ...parts(),
      jobs(),
    ],
  });
