import { describe, expect, test } from 'vitest';

import { type JobFields } from './jobFields';
import { emptyJobFold, foldJob } from './jobFold';
import { viewJob, type PriceJob } from './jobView';

const unpriced: PriceJob = () => null;

const view = (fields: Partial<JobFields>, { status = 'completed', price = unpriced } = {}) => {
  const fold = emptyJobFold('el-jefe', 'j1', 1_000);
  foldJob(fold, { stamp: 1, fields, status, labels: {} });
  return viewJob(fold, price);
};

describe('a job as everyone sees it', () => {
  test('what was never told is null, not 0', () => {
    const { tokens_used, total_cost, duration_seconds, progress, queue_wait_time, cost_source } = view({});
    expect([tokens_used, total_cost, duration_seconds, progress, queue_wait_time, cost_source]).toEqual(
      Array(6).fill(null)
    );
  });
  test('A1.2, A2.4: durations follow from the times, in seconds', () => {
    const job = view({ created_at: 1_000, started_at: 3_500, completed_at: 10_000, human_wait_time: 2 });
    expect(job).toMatchObject({ duration_seconds: 6.5, queue_wait_time: 2.5, processing_time: 4.5 });
  });
  test('an end before the start gives no duration', () => {
    expect(view({ started_at: 20_000, completed_at: 10_000 }).duration_seconds).toBeNull();
  });
  test('A4.2: reported cost stands; else the price table’s; resource cost is added', () => {
    const price: PriceJob = ({ model }) => (model === 'm' ? { usd: 2, source: 'bundle' } : null);
    expect(view({ token_cost: 1, resource_cost: 0.5 }, { price })).toMatchObject({
      total_cost: 1.5,
      cost_source: 'reported',
    });
    expect(view({ model: 'm', resource_cost: 0.5 }, { price })).toMatchObject({
      token_cost: 2,
      total_cost: 2.5,
      cost_source: 'bundle',
    });
    expect(view({ model: 'other' }, { price })).toMatchObject({ total_cost: null, cost_source: null });
  });
  test('tokens are the told total, else input and output', () => {
    expect(view({ input_tokens: 3, output_tokens: 4 }).tokens_used).toBe(7);
    expect(view({ input_tokens: 3, output_tokens: 4, tokens_used: 9 }).tokens_used).toBe(9);
  });
  test('a failure without any text is of category unknown; a success has none', () => {
    expect(view({}, { status: 'failed' }).error_category).toBe('unknown');
    expect(view({}).error_category).toBeNull();
  });
  test('agent and type stand in for each other', () => {
    expect(view({ agent_type: 'coder' })).toMatchObject({ agent: 'coder', agent_type: 'coder' });
    expect(view({ agent: 'Ann' })).toMatchObject({ agent: 'Ann', agent_type: 'Ann' });
    expect(view({})).toMatchObject({ agent: 'unknown', agent_type: 'unknown' });
  });
});
