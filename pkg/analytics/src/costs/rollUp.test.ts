import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { rollUp, type Part } from './rollUp';

const part = (job_id: string, parent: string | null, more: Partial<Part> = {}): Part => ({
  job_id,
  parent_job_id: parent,
  agent_type: 'coder',
  status: 'completed',
  total_cost: 1,
  tokens_used: 100,
  ...more,
});

describe('cost of an agent with its sub-agents (A4.1, A4.2)', () => {
  test('given two levels below, the total holds them all, each once, and its own stays apart', () => {
    const jobs = [
      part('lead', null, { total_cost: 2 }),
      part('a', 'lead', { agent_type: 'researcher' }),
      part('b', 'a', { agent_type: 'writer', total_cost: 4 }),
      part('other', null, { total_cost: 50 }),
    ];
    expect(rollUp('lead', jobs)).toEqual({
      own: { jobs: 1, usd: 2, tokens: 100, unpriced: 0, open: 0 },
      total: { jobs: 3, usd: 7, tokens: 300, unpriced: 0, open: 0 },
      sub_agents: [
        { agent_type: 'writer', jobs: 1, usd: 4, tokens: 100, unpriced: 0, open: 0 },
        { agent_type: 'researcher', jobs: 1, usd: 1, tokens: 100, unpriced: 0, open: 0 },
      ],
    });
  });

  test('given a sub-agent in flight without a price, it is counted as open and unpriced, never as 0 USD', () => {
    const jobs = [part('lead', null), part('a', 'lead', { status: 'running', total_cost: null, tokens_used: null })];
    expect(rollUp('lead', jobs)?.total).toEqual({ jobs: 2, usd: 1, tokens: 100, unpriced: 1, open: 1 });
    expect(rollUp('a', jobs)?.total.usd).toBeNull();
  });

  test('given jobs that name each other as parents, each still counts once', () => {
    const jobs = [part('a', 'b'), part('b', 'a'), part('c', 'c')];
    expect(rollUp('a', jobs)?.total.jobs).toBe(2);
    expect(rollUp('c', jobs)?.total.jobs).toBe(1);
  });

  test('given a job that is not there, there is no sum', () => {
    expect(rollUp('x', [part('a', null)])).toBeNull();
  });

  test('given any forest, the totals of its roots are the sum of all jobs', () => {
    const forest = fc.array(fc.record({ up: fc.nat(), usd: fc.integer({ min: 0, max: 1_000 }) }), { maxLength: 60 });
    fc.assert(
      fc.property(forest, (nodes) => {
        const jobs = nodes.map(({ up, usd }, index) =>
          part(String(index), index === 0 || up % (index + 1) === index ? null : String(up % (index + 1)), {
            total_cost: usd,
          })
        );
        const roots = jobs.filter(({ parent_job_id }) => parent_job_id === null);
        const total = roots.reduce((sum, { job_id }) => sum + (rollUp(job_id, jobs)?.total.usd ?? 0), 0);
        expect(total).toBe(nodes.reduce((sum, { usd }) => sum + usd, 0));
      })
    );
  });
});
