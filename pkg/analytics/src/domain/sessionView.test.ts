import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { job } from './jobs.fixtures';
import { emptySessionFold, foldSession, type SessionNews } from './sessionFold';
import { viewSession } from './sessionView';

const fold = (...news: Array<Partial<SessionNews>>) => {
  const empty = emptySessionFold('el-jefe', 's1', 0);
  news.forEach((item) =>
    foldSession(empty, { stamp: 1, status: null, fields: {}, phase: null, humanAction: false, ...item })
  );
  return empty;
};

describe('D1: a session and its steps, rebuilt from its jobs', () => {
  test('counters that stay 0 are counted from the steps', () => {
    const jobs = [
      job({ id: 'a', step: 'plan', status: 'completed' }),
      job({ id: 'b', step: 'write', status: 'running' }),
    ];
    expect(viewSession(fold({ status: 'running' }), jobs)).toMatchObject({ total_steps: 2, completed_steps: 1 });
    expect(viewSession(fold({ status: 'running' }), [])).toMatchObject({ total_steps: null, completed_steps: null });
  });
  test('tokens and costs are the sums of what is known; null when nothing is', () => {
    const priced = job({ id: 'a', tokens_used: 5, total_cost: 0.5 });
    expect(viewSession(fold(), [priced, job({ id: 'b' })])).toMatchObject({ tokens_used: 5, total_cost: 0.5 });
    expect(viewSession(fold(), [job({})])).toMatchObject({ tokens_used: null, total_cost: null });
  });
  test('W1.1: an end announced without its time is dated by the announcement', () => {
    const view = viewSession(fold({ stamp: 9_000, status: 'completed', fields: { started_at: 1_000 } }), []);
    expect(view).toMatchObject({ completed_at: 9_000, duration_seconds: 8 });
  });
  test('T8: it waits for a person when it, or a job of it, does', () => {
    expect(viewSession(fold({ status: 'running' }), [job({ status: 'waiting' })]).waiting_on_human).toBe(true);
    expect(viewSession(fold({ status: 'paused' }), []).waiting_on_human).toBe(true);
    expect(viewSession(fold({ status: 'completed' }), [job({ status: 'waiting' })]).waiting_on_human).toBe(false);
  });
  test.each([
    ['under way while one of its jobs is', ['completed', 'running'], 'running'],
    ['waiting while the only open job is', ['completed', 'waiting'], 'waiting'],
    ['failed when the job that ended last is', ['completed', 'failed'], 'failed'],
    ['completed when the job that ended last is', ['failed', 'completed'], 'completed'],
    ['unknown without jobs', [], 'unknown'],
  ])('one that nobody announced is %s', (_, statuses, expected) => {
    const jobs = statuses.map((status, index) =>
      job({ id: `j${index}`, status, started_at: index, completed_at: 10 + index })
    );
    expect(viewSession(fold(), jobs)).toMatchObject({ status: expected, raw_status: null });
  });
  test('the order its jobs are known in does not show', () => {
    const jobs = ['c', 'a', 'b'].map((id) => job({ id, workflow_id: `w-${id}`, user: id, started_at: 5 }));
    fc.assert(
      fc.property(fc.shuffledSubarray(jobs, { minLength: 3 }), (some) => {
        expect(viewSession(fold(), some)).toEqual(viewSession(fold(), jobs));
      })
    );
  });
  test('a session of 200,000 jobs is no stack overflow', () => {
    const one = job({ status: 'completed' });
    const view = viewSession(
      fold(),
      Array.from({ length: 200_000 }, (_, index) => ({ ...one, job_id: `j${index}`, step: 's' }))
    );
    expect(view.steps.map(({ attempts }) => attempts)).toEqual([200_000]);
  });
});

describe('steps and handoffs', () => {
  test('W1.2: retries are attempts of one step; the last decides', () => {
    const [step] = viewSession(fold(), [
      job({ id: 'b', step: 'write', attempt: 2, status: 'completed', started_at: 5_000, completed_at: 9_000 }),
      job({ id: 'a', step: 'write', attempt: 1, status: 'failed', started_at: 1_000, completed_at: 4_000 }),
    ]).steps;
    expect(step).toMatchObject({
      step_id: 'write',
      status: 'completed',
      attempts: 2,
      job_ids: ['a', 'b'],
      started_at: 1_000,
      duration_seconds: 8,
    });
  });
  test('a phase without jobs shows as a step; one with jobs shows as their phase', () => {
    const phases = fold(
      { stamp: 10, phase: { name: 'analysis', description: 'look' } },
      { stamp: 20, phase: { name: 'implementation', description: null } }
    );
    const { steps } = viewSession(phases, [job({ id: 'a', started_at: 12, status: 'completed', completed_at: 15 })]);
    expect(steps.map(({ step_id, phase, kind }) => [step_id, phase, kind])).toEqual([
      ['a', 'analysis', 'agent'],
      ['phase:implementation', 'implementation', 'phase'],
    ]);
  });
  test('W2.1: a handoff that was told; it failed when the next step lacked its input', () => {
    const from = job({ id: 'a', step: 'plan', agent_type: 'architect', status: 'completed' });
    const to = job({
      id: 'b',
      step: 'write',
      agent_type: 'writer',
      handoff_from: 'a',
      started_at: 7,
      status: 'failed',
      error_message: 'missing input: outline.md',
      context_score: 0.4,
    });
    expect(viewSession(fold(), [from, to]).handoffs).toEqual([
      {
        from_step: 'plan',
        to_step: 'write',
        from_agent: 'architect',
        to_agent: 'writer',
        at: 7,
        outcome: 'failed',
        context_score: 0.4,
      },
    ]);
  });
  test('without a told handoff there is none: order alone is no handoff', () => {
    const jobs = [job({ id: 'a', step: 'plan', started_at: 1 }), job({ id: 'b', step: 'write', started_at: 2 })];
    expect(viewSession(fold(), jobs).handoffs).toEqual([]);
  });
});
