import { type Session, type Step } from '@eljefe/contract';
import { describe, expect, test } from 'vitest';

import { likelyBottlenecks } from './bottleneck';
import { bottleneckPredictions } from './bottleneckPredictions';

const AT = Date.UTC(2026, 0, 2);

const step = (name: string, [from, to]: [number, number], after: string[] = [], waited = 0): Step => ({
  step_id: name,
  name,
  kind: 'agent',
  phase: null,
  status: 'completed',
  agent_type: name,
  job_ids: [],
  attempts: 1,
  depends_on: after,
  parallel_group: null,
  created_at: AT + (from - waited) * 1_000,
  started_at: AT + from * 1_000,
  ended_at: AT + to * 1_000,
  queue_seconds: waited,
  human_wait_seconds: null,
  duration_seconds: to - from,
  progress: null,
  cost: null,
  tokens: null,
  error: null,
  critical: null,
  critical_share: null,
});

const session = (steps: Step[], workflow: string | null = 'release'): Session => ({
  source: 'main',
  session_id: 's',
  workflow_id: workflow,
  goal: null,
  status: 'completed',
  raw_status: null,
  created_at: AT,
  started_at: AT,
  completed_at: AT + 1_000_000,
  first_seen_at: AT,
  last_news_at: AT,
  duration_seconds: 1_000,
  current_step: null,
  total_steps: steps.length,
  completed_steps: steps.length,
  agents_used: [],
  priority: null,
  deadline: null,
  user: null,
  tokens_used: null,
  total_cost: null,
  human_wait_seconds: null,
  human_actions: 0,
  waiting_on_human: false,
  error_message: null,
  steps,
  handoffs: [],
});

const chain = (plan: number, review: number): Session =>
  session([step('plan', [0, plan]), step('review', [plan, plan + review], ['plan'])]);

describe('P2: which step is likely to hold a workflow up', () => {
  test('the one that was the worst in most runs, with how often and how sure', () => {
    const runs = [...Array.from({ length: 9 }, () => chain(10, 50)), chain(80, 20)];
    const [found] = likelyBottlenecks(runs);
    expect(found).toMatchObject({ workflow: 'release', step: 'review', hits: 9, count: 10, workSeconds: 50 });
    expect(found?.probability).toBeCloseTo(9.5 / 11, 6);
    expect(found?.share).toBeCloseTo(50 / 60, 6);
    expect(found?.low).toBeGreaterThan(0.5);
    const [told] = bottleneckPredictions(found ? [found] : []);
    expect(told?.title).toBe('review holds release up with 86 % (62 % to 99 %)');
    expect(told?.action).toContain('Make review faster');
  });
  test('where a step mostly waits, the advice is about the waiting', () => {
    const run = session([step('plan', [0, 10]), step('deploy', [100, 130], ['plan'], 90)]);
    const [told] = bottleneckPredictions(likelyBottlenecks(Array.from({ length: 6 }, () => run)));
    expect(told).toMatchObject({ cause: 'waiting', subject: 'release' });
    expect(told?.action).toContain('more slots');
  });
  test('without dependencies the longest step counts, and nothing is said of a critical path', () => {
    const run = session([step('plan', [0, 10]), step('code', [0, 300])]);
    const [found] = likelyBottlenecks(Array.from({ length: 5 }, () => run));
    expect(found).toMatchObject({ step: 'code', share: null });
  });
  test('few runs, or runs of no workflow, tell nothing', () => {
    expect(likelyBottlenecks(Array.from({ length: 4 }, () => chain(10, 50)))).toEqual([]);
    expect(likelyBottlenecks(Array.from({ length: 9 }, () => session([step('a', [0, 1])], null)))).toEqual([]);
  });
});
