import { type Job, type Predictions, type Session } from '@eljefe/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { testApi } from '../api/testApi.fixtures';
import { type BudgetStatus } from '../budgets/budgetStatus';
import { job } from '../domain/jobs.fixtures';
import { predictionsFrame } from '../queries/kinds/predictions';
import { renderRows } from '../store';
import { openTemporaryStore, rowOf, type TemporaryStore } from '../store/testing';
import { predictionRoutes } from './predictionRoutes';
import { PredictionService, type PredictionDeps } from './PredictionService';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A real one: older rows would be past their retention. Noon, so that the day has a past and a future. */
const NOW = Math.floor(Date.now() / DAY) * DAY - DAY / 2;

/** Every hour of ten days a coder's job of $1, each tenth failed by a timeout, and a planner's that never fails. */
const rows = () =>
  Array.from({ length: 240 }, (_, index) => {
    const at = NOW - index * HOUR - 60_000;
    const failed = index % 10 === 0;
    const base = { at, source: 'main', started_at: at - 100_000, ended_at: at, version: at };
    return [
      rowOf('jobs', {
        ...base,
        id: `c${index}`,
        agent_type: 'coder',
        status: failed ? 'failed' : 'completed',
        error_category: failed ? 'timeout' : '',
        duration_s: failed ? 300 : 60 + (index % 50),
        total_cost_usd: 1,
      }),
      rowOf('jobs', { ...base, id: `p${index}`, agent_type: 'planner', status: 'completed', duration_s: 20 }),
    ];
  }).flat();

const running = (given: Partial<Job>): Job => ({
  ...job({ agent: 'coder-1', agent_type: 'coder', started_at: NOW - 200_000, received: NOW }),
  source: 'main',
  ...given,
});

const budget: BudgetStatus = {
  name: 'coders',
  by: 'agent_type',
  value: 'coder',
  period: 'day',
  from: NOW - DAY / 2,
  to: NOW + DAY / 2,
  limitUsd: 20,
  endedUsd: 12,
  inFlightUsd: 0,
  inFlightJobs: 1,
  inFlightUnknown: 1,
  unpricedJobs: 0,
  ratio: 0.6,
  level: 'ok',
};

describe('P1–P3: predictions out of the store’s history and what runs now', () => {
  let temporary: TemporaryStore;
  let answer: Predictions;
  const service = (given: Partial<PredictionDeps> = {}) =>
    new PredictionService({
      read: (sql) => temporary.store.query(sql.text, { params: sql.params }),
      jobs: () => [
        running({}),
        running({ job_id: 'j2', agent: 'planner-1', agent_type: 'planner', started_at: NOW - 5_000 }),
        running({ job_id: 'j3', status: 'queued', started_at: null }),
      ],
      sessions: () => [],
      endedSessions: async (): Promise<Session[]> => [],
      budgets: async () => [budget],
      now: () => NOW,
      ...given,
    });
  const item = (id: string) => answer.items.find((one) => one.id === id);

  beforeAll(async () => {
    temporary = await openTemporaryStore();
    await temporary.store.insert('jobs', renderRows('jobs', rows()), { dedupToken: 'rows' });
    answer = await service().predictions();
  });
  afterAll(() => temporary.dispose());

  test('P1: a coder that has run longer than all that succeeded is likely to fail; cause and advice say why', () => {
    expect(item('failure:main:j1')).toMatchObject({
      subject_kind: 'job',
      agent_type: 'coder',
      count: 24,
      cause: 'timeout',
      reason: null,
    });
    expect(item('failure:main:j1')?.probability).toBeGreaterThan(0.8);
    expect(item('failure:main:j1')?.action).toContain('time limit');
    expect(item('failure:main:j1')?.evidence).toContain('24 of 24 runs of agent type coder');
    expect(item('failure:main:j2')?.probability).toBeLessThan(0.1);
  });
  test('P1: the likeliest failure comes first; what has not started is not foretold', () => {
    expect(answer.items[0]?.id).toBe('failure:main:j1');
    expect(answer.items.some(({ subject }) => subject === 'j3')).toBe(false);
  });
  test('P1: the remaining time is that of the longer runs', () => {
    expect(item('remaining_time:main:j1')).toMatchObject({ value: 100, low: 100, high: 100, count: 24, level: 0.8 });
    expect(item('remaining_time:main:j1')?.horizon).toBe(NOW + 100_000);
    expect(item('remaining_time:main:j2')).toMatchObject({ value: 15, count: 240 });
  });
  test('P3: the day’s cost at its end, and the budget’s with the probability of an overrun', () => {
    expect(item('cost:day')).toMatchObject({ unit: 'usd', horizon: NOW + DAY / 2, count: 10 });
    expect(item('cost:day')?.value).toBeCloseTo(24, 0);
    expect(item('budget:coders:coder')).toMatchObject({ probability: 1, subject: 'coders · coder' });
    expect(item('budget:coders:coder')?.action).toContain('raise the budget');
  });
  test('without history each says what is missing, and no figure', async () => {
    const empty = await service({ read: async () => [] }).predictions();
    expect(empty.items).toHaveLength(7);
    for (const one of empty.items) {
      expect(one.reason).toMatch(/needs|fewer than/);
      expect([one.probability, one.value, one.low, one.high]).toEqual([null, null, null, null]);
    }
  });
  test('with nothing to foretell, a notice says what it needs', async () => {
    const quiet = await service({ read: async () => [], jobs: () => [], budgets: async () => [] }).predictions();
    expect(quiet.items.map(({ kind }) => kind)).toEqual(['cost', 'cost']);
    expect(quiet.items.every(({ reason }) => reason !== null)).toBe(true);
  });

  describe('query kind predictions', () => {
    const columns = (filters: Parameters<typeof predictionsFrame>[1]['filters'], limit = 100) => {
      const { fields } = predictionsFrame(answer, { filters, limit });
      return new Map(fields.map(({ name, values, unit }) => [name, { values, unit }]));
    };
    test('one row each, with links to job or session', () => {
      expect(columns([]).get('kind')?.values).toHaveLength(answer.items.length);
      expect(columns([{ key: 'kind', op: '=', values: ['failure'] }]).get('job_id')?.values).toEqual(['j1', 'j2']);
    });
    test('a column has a unit where all its rows share one', () => {
      expect(columns([{ key: 'kind', op: '=|', values: ['cost', 'budget'] }]).get('value')?.unit).toBe('currencyUSD');
      expect(columns([{ key: 'kind', op: '=', values: ['remaining_time'] }]).get('value')?.unit).toBe('s');
      expect(columns([]).get('value')?.unit).toBeUndefined();
    });
    test('filters of a dashboard apply to what has such a value; All leaves them out; the limit bounds', () => {
      const coder = { key: 'agent_type', op: '=|' as const, values: ['coder'] };
      expect(new Set(columns([coder]).get('agent_type')?.values)).toEqual(new Set(['coder', null]));
      expect(columns([{ ...coder, values: [] }]).get('kind')?.values).toHaveLength(answer.items.length);
      expect(columns([], 2).get('kind')?.values).toHaveLength(2);
    });
    test('a key predictions do not have is an error, not an ignored filter', () => {
      expect(() => columns([{ key: 'model', op: '=', values: ['x'] }])).toThrow(/filter predictions by one of/);
    });
  });

  test('GET /api/v1/predictions answers, of one kind where asked, and refuses an unknown one', async () => {
    const api = testApi({ plugins: [predictionRoutes({ predictions: async () => answer })] });
    const all = (await api.app.inject('/api/v1/predictions')).json();
    expect(all.items).toHaveLength(answer.items.length);
    expect((await api.app.inject('/api/v1/predictions?kind=budget')).json().items).toHaveLength(1);
    expect((await api.app.inject('/api/v1/predictions?kind=luck')).statusCode).toBe(400);
    await api.app.close();
  });
});
