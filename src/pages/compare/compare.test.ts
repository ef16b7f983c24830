import fc from 'fast-check';

import { type JobRow } from '../agents/readJobs';
import { buildTree } from '../trace/buildTree';
import { SMALL_TRACE, span, T0 } from '../trace/trace.fixtures';
import { alignSteps } from './alignSteps';
import { comparePeriods } from './comparePeriods';
import { compareSessions, sessionTotals } from './compareSessions';
import { mannWhitneyP, medianOf, newcombe, proportionsP, twoSidedP, wilson } from './stats';

const items = (text: string) => [...text].map((key) => ({ key }));
const shown = (rows: ReturnType<typeof alignSteps<{ key: string }>>): string =>
  rows.map(({ a, b }) => `${a?.key ?? '-'}${b?.key ?? '-'}`).join(' ');

describe('T7: two sessions, step by step', () => {
  it('puts equal steps side by side and leaves the others alone', () => {
    expect(shown(alignSteps(items('abcd'), items('acxd')))).toBe('aa b- cc -x dd');
    expect(shown(alignSteps(items(''), items('ab')))).toBe('-a -b');
  });

  it('keeps the order of both, loses no step, and finds the longest match there is', () => {
    const word = fc.stringMatching(/^[abc]{0,9}$/);
    const longest = (a: string, b: string): number =>
      a === '' || b === ''
        ? 0
        : a[0] === b[0]
          ? 1 + longest(a.slice(1), b.slice(1))
          : Math.max(longest(a.slice(1), b), longest(a, b.slice(1)));
    fc.assert(
      fc.property(word, word, (a, b) => {
        const rows = alignSteps(items(a), items(b));
        expect(rows.map((row) => row.a?.key ?? '').join('')).toBe(a);
        expect(rows.map((row) => row.b?.key ?? '').join('')).toBe(b);
        rows.forEach((row) => row.a && row.b && expect(row.a.key).toBe(row.b.key));
        expect(rows.filter((row) => row.a && row.b)).toHaveLength(longest(a, b));
      }),
      { numRuns: 60 }
    );
  });

  it('takes the same work for the same though ids and numbers differ', () => {
    const a = buildTree([...SMALL_TRACE, span({ id: 'r1', parentId: 'plan', name: 'part 17', startMs: T0 + 4_600 })]);
    const b = buildTree([...SMALL_TRACE, span({ id: 'r9', parentId: 'plan', name: 'part 3', startMs: T0 + 4_600 })]);
    expect(compareSessions(a, b).every((row) => row.a && row.b)).toBe(true);
  });

  it('sums tokens and cost once, and says nothing where nobody tells them', () => {
    const tree = buildTree([
      span({ id: 'p', costUsd: 3, inputTokens: 30 }),
      span({ id: 'c1', parentId: 'p', costUsd: 1, inputTokens: 10 }),
      span({ id: 'c2', parentId: 'p', costUsd: 2, outputTokens: 20 }),
    ]);
    expect(sessionTotals(tree)).toMatchObject({ costUsd: 3, tokens: 30, steps: 3 });
    expect(sessionTotals(buildTree([span({ id: 'x' })]))).toMatchObject({ costUsd: null, tokens: null });
  });
});

describe('T7: statistics', () => {
  it('agrees with published figures', () => {
    expect(twoSidedP(1.959964)).toBeCloseTo(0.05, 5);
    expect(wilson(0, 10).high).toBeCloseTo(0.2775, 3);
    // Newcombe 1998, table II, case (a): 56/70 against 48/80.
    const { low, high } = newcombe({ hits: 56, n: 70 }, { hits: 48, n: 80 });
    expect(low).toBeCloseTo(0.0524, 3);
    expect(high).toBeCloseTo(0.3339, 3);
  });

  it('tests the same way round whichever side is first', () => {
    const sample = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(mannWhitneyP(a, b)).toBeCloseTo(mannWhitneyP(b, a), 9);
        expect(mannWhitneyP(a, b)).toBeGreaterThanOrEqual(0);
      })
    );
    expect(mannWhitneyP([1, 1], [1, 1])).toBe(1);
    expect(proportionsP({ hits: 5, n: 10 }, { hits: 50, n: 100 })).toBeCloseTo(1, 6);
    expect(medianOf([3, 1, 2, 10])).toBe(2.5);
  });
});

const job = (over: Partial<JobRow>): JobRow => ({
  source: 's',
  jobId: 'j',
  agent: 'a',
  task: null,
  condition: 'done',
  sessionId: null,
  model: null,
  startedAt: null,
  durationSeconds: null,
  tokens: null,
  costUsd: null,
  quality: null,
  category: null,
  error: null,
  ...over,
});
const many = (count: number, over: (index: number) => Partial<JobRow>) =>
  Array.from({ length: count }, (_, index) => job(over(index)));

describe('V7: two periods', () => {
  const slow = many(60, (index) => ({ durationSeconds: 20 + (index % 5), condition: index % 2 ? 'done' : 'failed' }));
  const fast = many(60, (index) => ({ durationSeconds: 10 + (index % 5) }));

  it('tells a clear improvement with its test and counts', () => {
    const [success, duration] = comparePeriods(slow, fast);
    expect(success).toMatchObject({ a: 0.5, b: 1, countA: 60, certainty: 'better', method: 'two-proportion z' });
    expect(success?.interval?.low).toBeGreaterThan(0.3);
    expect(duration).toMatchObject({ a: 22, b: 12, certainty: 'better', method: 'Mann–Whitney' });
  });

  it('claims nothing of few jobs, and nothing at all where no job tells it', () => {
    const [success, duration, cost] = comparePeriods(slow.slice(0, 5), fast);
    expect(success?.certainty).toBe('too little');
    expect(duration?.p).toBeNull();
    expect(cost).toMatchObject({ a: null, b: null, change: null, certainty: 'too little' });
  });

  it('shows no difference between jobs that are alike', () => {
    expect(comparePeriods(slow, [...slow].reverse()).filter(({ certainty }) => certainty !== 'too little')).toEqual([
      expect.objectContaining({ measure: 'success', certainty: 'not shown' }),
      expect.objectContaining({ measure: 'duration', certainty: 'not shown' }),
    ]);
  });
});
