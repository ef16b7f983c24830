import fc from 'fast-check';

import { type JobNews } from './jobFold';
import { type SessionNews } from './sessionFold';

const instant = fc.integer({ min: 0, max: 50 });
const word = fc.constantFrom('a', 'b', 'c');

/** News of one job; few values and instants, so that ties and contradictions come often. */
export const jobNews: fc.Arbitrary<JobNews> = fc.record({
  stamp: instant,
  status: fc.option(
    fc.constantFrom('queued', 'running', 'waiting', 'completed', 'failed', 'interrupted', 'abandoned', 'strange-word'),
    { nil: null }
  ),
  fields: fc.record(
    {
      task: word,
      progress: fc.constantFrom(0.25, 0.5, 1),
      tokens_used: fc.integer({ min: 0, max: 5 }),
      started_at: instant,
      completed_at: instant,
      session_id: word,
      error_types: fc.array(word, { maxLength: 2 }),
    },
    { requiredKeys: [] }
  ),
  labels: fc.dictionary(fc.constantFrom('env', '__proto__', 'toString'), word, { maxKeys: 3 }),
});

export const sessionNews: fc.Arbitrary<SessionNews> = fc.record({
  stamp: instant,
  status: fc.option(fc.constantFrom('initializing', 'running', 'paused', 'completed', 'failed', 'abandoned'), {
    nil: null,
  }),
  fields: fc.record(
    { goal: word, workflow_id: word, started_at: instant, completed_at: instant, agents_used: fc.array(word) },
    { requiredKeys: [] }
  ),
  phase: fc.option(fc.record({ name: fc.constantFrom('plan', 'write', '__proto__'), description: fc.option(word) }), {
    nil: null,
  }),
  humanAction: fc.boolean(),
});

/** A list with some of its items repeated, in any order. */
export const retold = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.array(fc.integer({ min: 0, max: Math.max(0, items.length - 1) }), { maxLength: items.length }).chain((again) => {
    const all = [...items, ...again.flatMap((index) => items.slice(index, index + 1))];
    return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
  });
