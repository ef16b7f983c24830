import { needsOf } from './needs';
import { type LiveJobRow } from './needs.types';

const NOW = Date.UTC(2026, 0, 2);

const failed = (agent: string, error: string | null, secondsAgo: number): LiveJobRow => ({
  source: 'main',
  jobId: `${agent}-${secondsAgo}`,
  sessionId: null,
  workflow: null,
  step: null,
  agent,
  agentType: agent,
  status: 'failed',
  stale: false,
  ageSeconds: secondsAgo,
  task: 'Write',
  error,
  completedAt: NOW - secondsAgo * 1_000,
});

const needs = (jobs: LiveJobRow[]) => needsOf({ jobs, sessions: [], orchestrators: [], budgets: [], cursorTime: NOW });

describe('what needs a person (V1, T8)', () => {
  it('given one failure of several agents, it is told once, since its oldest, with all of them', () => {
    const jobs = [failed('coder', 'retry after 27s', 10), failed('writer', 'retry after 3s', 40)];
    expect(needs([...jobs, failed('coder', 'retry after 9s', 20)])).toMatchObject([
      { title: 'writer', who: ['coder', 'writer'], count: 3, ageSeconds: 40, detail: 'retry after 3s' },
    ]);
  });

  it('given failures of other words, each is told', () => {
    expect(needs([failed('coder', 'out of memory', 10), failed('writer', 'timed out', 5)])).toHaveLength(2);
  });

  it('given a failure without a text, the task is its text', () => {
    expect(needs([failed('coder', null, 10)])).toMatchObject([{ who: ['coder'], detail: 'Write', count: 1 }]);
  });
});
