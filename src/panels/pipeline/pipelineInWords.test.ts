import { type LiveSession } from '@eljefe/contract';

import { AT_MS, done, session, sessionsFrame, step, writing } from './pipeline.fixtures';
import { pipelineGraph } from './pipelineGraph';
import { pipelineInWords } from './pipelineInWords';
import { readSessions } from './readSessions';
import { readSteps } from './readSteps';

const words = (told: LiveSession): string => {
  const answer = readSessions({ series: [sessionsFrame([told])], receivedAtMs: AT_MS, silent: false });
  const row = answer.kind === 'sessions' ? answer.model.sessions[0] : undefined;
  if (!row) {
    throw new Error('No session was read');
  }
  const { steps, handoffs } = readSteps(row);
  const graph = pipelineGraph(steps, handoffs);
  return pipelineInWords({ session: row, graph, nowMs: AT_MS })
    .map(({ text }) => text)
    .join('; ');
};

describe('V2: where a session stands, in words', () => {
  it('says progress, what runs, how long, and where time is lost (W1.3)', () => {
    expect(words(writing())).toBe(
      '3 of 6 steps done; ‘draft’ has run 42 s, waits for nothing; bottleneck ‘research’ holds 62 % of the critical path'
    );
  });

  it('says what failed first, with the reason', () => {
    const steps = [done('plan', 60, 10), step('draft', { status: 'failed', duration_seconds: 5, error: '502' })];
    expect(words(session('1', { steps, status: 'failed' }))).toBe(
      '‘draft’ failed after 5 s: 502; 1 of 2 steps done; the session failed'
    );
  });

  it.each([
    ['a person', step('b', { status: 'waiting', started_at: AT_MS - 60_000 }), '‘b’ waits for a person for 1 min'],
    ['another step', step('b', { depends_on: ['a'] }), '‘b’ waits for ‘a’'],
    ['nothing told', step('b', { created_at: AT_MS - 5_000 }), '‘b’ waits in the queue for 5 s'],
  ])('says what a step waits for: %s', (_, waiting, text) => {
    expect(words(session('1', { steps: [step('a', { status: 'interrupted' }), waiting] }))).toBe(
      `0 of 2 steps done; ${text}`
    );
  });

  it('names two and counts the rest', () => {
    const steps = ['a', 'b', 'c', 'd'].map((id) => step(id, { status: 'running', started_at: AT_MS - 1_000 }));
    expect(words(session('1', { steps }))).toMatch(/‘b’ has run 1 s, waits for nothing; 2 more running$/);
  });

  it('compares with the usual time where it is told', () => {
    const running = (usual: object) => [{ ...step('a', { status: 'running', started_at: AT_MS - 90_000 }), ...usual }];
    expect(words(session('1', { steps: running({ median_seconds: 30 }) }))).toContain('run 1 min 30 s, usually 30 s');
    expect(words(session('1', { steps: running({ median_seconds: 30, p95_seconds: 60 }) }))).toContain(
      'longer than usual'
    );
  });

  it('says the end, and that nothing was told', () => {
    const ended = session('1', { status: 'completed', duration_seconds: 70, steps: [done('a', 80, 70)] });
    expect(words(ended)).toBe('1 of 1 step done; the session finished after 1 min 10 s');
    expect(words(session('1'))).toBe('The source tells no steps of this session');
  });
});
