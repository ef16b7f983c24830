import { type Session, type Step } from '@eljefe/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { sessionContradictions, timeContradictions } from './consistency';
import { criticalPath, type Work } from './criticalPath';
import { loopsOf, type Act } from './loops';
import { parallelism } from './parallelism';
import { bottlenecks, sessionPath } from './sessionPath';
import { cyclesOf, stronglyConnected } from './tarjan';
import { deadlocksOf, stallLimit, stallsOf } from './waitFor';
import { waitsOf } from './waits';
import { withCriticalPath } from './withCriticalPath';

const T0 = 1_760_000_000_000;
const at = (seconds: number): number => T0 + seconds * 1_000;

interface Drawn {
  id: string;
  from?: number;
  to?: number;
  after?: string[];
  created?: number;
  human?: number;
  status?: Step['status'];
}

const step = ({ id, from, to, after = [], created, human, status = 'completed' }: Drawn): Step => ({
  step_id: id,
  name: id,
  kind: 'agent',
  phase: null,
  status,
  agent_type: id,
  job_ids: [`job-${id}`],
  attempts: 1,
  depends_on: after,
  parallel_group: null,
  created_at: created === undefined ? null : at(created),
  started_at: from === undefined ? null : at(from),
  ended_at: to === undefined ? null : at(to),
  queue_seconds: created === undefined || from === undefined ? null : from - created,
  human_wait_seconds: human ?? null,
  duration_seconds: from === undefined || to === undefined ? null : to - from,
  progress: null,
  cost: null,
  tokens: null,
  error: null,
  critical: null,
  critical_share: null,
});

const session = (steps: Drawn[], status: Session['status'] = 'completed'): Session => ({
  source: 'main',
  session_id: 's',
  workflow_id: 'w',
  goal: null,
  status,
  raw_status: status,
  created_at: T0,
  started_at: T0,
  completed_at: null,
  first_seen_at: T0,
  last_news_at: T0,
  duration_seconds: null,
  current_step: null,
  total_steps: null,
  completed_steps: null,
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
  steps: steps.map(step),
  handoffs: [],
});

/** Longest path by trying every path: what the fast one must equal. */
const longestByHand = (works: readonly Work[]): number => {
  const end = (work: Work): number =>
    work.length + Math.max(0, ...works.filter(({ id }) => work.parents.includes(id)).map((parent) => end(parent)));
  return Math.max(0, ...works.map(end));
};

const acyclic = fc
  .array(fc.record({ length: fc.integer({ min: 0, max: 50 }), picks: fc.array(fc.nat(20), { maxLength: 3 }) }), {
    maxLength: 12,
  })
  .map((drawn): Work[] =>
    drawn.map(({ length, picks }, index) => ({
      id: String(index),
      length,
      parents: index === 0 ? [] : picks.map((pick) => String(pick % index)),
    }))
  );

describe('critical path (W1.3)', () => {
  test('equals the longest of all paths; its members have no slack and none has negative slack', () => {
    fc.assert(
      fc.property(acyclic, (works) => {
        const result = criticalPath(works);
        expect(result.ok).toBe(true);
        if (result.ok) {
          const { length, path, slack } = result.critical;
          expect(length).toBe(longestByHand(works));
          expect(path.reduce((sum, id) => sum + (works.find((work) => work.id === id)?.length ?? 0), 0)).toBe(length);
          path.forEach((id) => expect(slack.get(id)?.slack).toBe(0));
          slack.forEach(({ earliest, latest }) => expect(latest).toBeGreaterThanOrEqual(earliest));
        }
      })
    );
  });

  test('a circle is told with its members; a chain of 100,000 does not overflow the stack', () => {
    const circle = criticalPath([
      { id: 'a', length: 1, parents: ['c'] },
      { id: 'b', length: 1, parents: ['a'] },
      { id: 'c', length: 1, parents: ['b'] },
      { id: 'd', length: 1, parents: [] },
    ]);
    expect(circle.ok ? [] : circle.cycles.map((members) => [...members].sort())).toEqual([['a', 'b', 'c']]);
    const chain = Array.from({ length: 100_000 }, (_, index) => ({
      id: String(index),
      length: 1,
      parents: index === 0 ? [] : [String(index - 1)],
    }));
    const result = criticalPath(chain);
    expect(result.ok && result.critical.length).toBe(100_000);
  });

  test('of a session: waits are part of it, and the shares of its steps add up to one', () => {
    const chain = session([
      { id: 'plan', created: 0, from: 2, to: 10 },
      { id: 'left', created: 0, from: 11, to: 20, after: ['plan'] },
      { id: 'right', created: 0, from: 14, to: 40, after: ['job-plan'] },
      { id: 'join', created: 0, from: 45, to: 50, after: ['left', 'right'] },
    ]);
    const path = sessionPath(chain, at(60));
    expect(path).toMatchObject({ ok: true, seconds: 50, order: ['plan', 'right', 'join'] });
    const shares = path.ok ? path.steps.map(({ share }) => share) : [];
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(bottlenecks(chain, at(60))[0]).toMatchObject({
      step: { step_id: 'right' },
      share: 30 / 50,
      savedIfHalved: 13,
    });
    expect(withCriticalPath(chain, at(60)).steps.map(({ critical }) => critical)).toEqual([true, false, true, true]);
  });

  test('without any told edge the order of several steps is not known, and nothing is guessed', () => {
    const loose = session([
      { id: 'a', from: 0, to: 5 },
      { id: 'b', from: 5, to: 9 },
    ]);
    expect(sessionPath(loose, at(9))).toMatchObject({ ok: false });
    expect(withCriticalPath(loose, at(9)).steps.map(({ critical }) => critical)).toEqual([null, null]);
  });
});

describe('parallel efficiency (W1.4)', () => {
  test('a serial chain and equal parallel steps have 1, a straggler less; waiting for a person is no work', () => {
    const of = (steps: Drawn[]) => parallelism(session(steps), at(100))?.efficiency;
    expect(
      of([
        { id: 'a', from: 0, to: 5 },
        { id: 'b', from: 5, to: 9 },
      ])
    ).toBe(1);
    expect(
      of([
        { id: 'a', from: 0, to: 5 },
        { id: 'b', from: 0, to: 5 },
      ])
    ).toBe(1);
    expect(
      of([
        { id: 'a', from: 0, to: 10 },
        { id: 'b', from: 0, to: 5 },
      ])
    ).toBe(0.75);
    expect(of([{ id: 'a', from: 0, to: 10, human: 4 }])).toBe(0.6);
    expect(of([{ id: 'a' }])).toBeUndefined();
  });
});

describe('the four-way split (want 24)', () => {
  test('queue, model, tool, person and the rest add up to the wall time, whatever the parts claim', () => {
    const claim = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(claim, claim, claim, fc.integer({ min: 0, max: 60 }), (model, tool, human, run) => {
        const one = step({ id: 'a', created: 0, from: 3, to: 3 + run, ...(human === null ? {} : { human }) });
        const waits = waitsOf(one, { model, tool }, at(100));
        const parts = [waits?.queue, waits?.model, waits?.tool, waits?.human, waits?.rest];
        expect(parts.reduce((sum: number, part) => sum + (part ?? 0), 0)).toBeCloseTo(waits?.wall ?? -1, 9);
        expect(waits?.rest).toBeGreaterThanOrEqual(0);
      })
    );
  });
});

describe('deadlock and stall (W2.4)', () => {
  const graph = fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 10, maxLength: 10 });

  test('circles are exactly the nodes that reach themselves', () => {
    const reaches = (edges: readonly number[][], from: number): boolean => {
      const seen = new Set<number>();
      const open = [...(edges[from] ?? [])];
      for (let node = open.pop(); node !== undefined; node = open.pop()) {
        if (node === from) {
          return true;
        }
        if (!seen.has(node)) {
          seen.add(node);
          open.push(...(edges[node] ?? []));
        }
      }
      return false;
    };
    fc.assert(
      fc.property(graph, (edges) => {
        const byHand = edges.map((_, node) => node).filter((node) => reaches(edges, node));
        expect(
          cyclesOf(edges)
            .flat()
            .sort((a, b) => a - b)
        ).toEqual(byHand);
        expect(stronglyConnected(edges).flat()).toHaveLength(edges.length);
      })
    );
  });

  test('a ring of 50,000 is one circle, found without recursion', () => {
    const ring = Array.from({ length: 50_000 }, (_, node) => [(node + 1) % 50_000]);
    expect(cyclesOf(ring)).toHaveLength(1);
  });

  test('steps that wait for each other are a deadlock; ended ones and ended sessions are not', () => {
    const pair: Drawn[] = [
      { id: 'draft', from: 1, after: ['review'], status: 'running' },
      { id: 'review', from: 1, after: ['draft'], status: 'running' },
    ];
    expect(deadlocksOf(session(pair, 'running'))).toMatchObject([{ steps: ['draft', 'review'] }]);
    expect(deadlocksOf(session(pair, 'failed'))).toEqual([]);
    const [first, second] = pair;
    expect(
      deadlocksOf(session([{ ...first, id: 'draft', status: 'completed' }, second ?? { id: 'x' }], 'running'))
    ).toEqual([]);
  });

  test('a silent step stalls when another waits for it, beyond its usual; one that itself waits does not', () => {
    const steps: Drawn[] = [
      { id: 'a', from: 0, status: 'running' },
      { id: 'b', after: ['a'], status: 'queued' },
      { id: 'c', after: ['b'], status: 'queued' },
      { id: 'alone', from: 0, status: 'running' },
    ];
    const rules = { minSeconds: 60, unknownSeconds: 300 };
    const ask = (silentSeconds: number) => ({
      now: at(1_000),
      rules,
      lastNewsAt: () => at(1_000 - silentSeconds),
      usual: () => ({ runs: 500, p95: 80, p99: 100 }),
    });
    expect(stallsOf(session(steps, 'running'), ask(101))).toMatchObject([
      { step: 'a', waiting: ['b'], limitSeconds: 100 },
    ]);
    expect(stallsOf(session(steps, 'running'), ask(99))).toEqual([]);
  });

  test('the limit follows how much is known of a step', () => {
    const rules = { minSeconds: 60, unknownSeconds: 300 };
    expect(stallLimit({ runs: 200, p95: 80, p99: 100 }, rules)).toBe(100);
    expect(stallLimit({ runs: 199, p95: 80, p99: 100 }, rules)).toBe(240);
    expect(stallLimit({ runs: 49, p95: 80, p99: 100 }, rules)).toBe(300);
    expect(stallLimit({ runs: 900, p95: 1, p99: 2 }, rules)).toBe(60);
  });
});

describe('loops (T10)', () => {
  const act = (does: string, gives: string | null = 'same'): Act => ({
    does,
    gives,
    tokens: 10,
    costUsd: 0.5,
    subject: does,
  });

  test('three equal acts with equal results are a loop; two, a changing result, or an unknown one are not', () => {
    expect(loopsOf([act('a'), act('a'), act('a')])).toMatchObject([
      { cycle: ['a'], repeats: 3, wastedTokens: 20, wastedUsd: 1 },
    ]);
    expect(loopsOf([act('a'), act('a')])).toEqual([]);
    expect(loopsOf([act('a', '1'), act('a', '2'), act('a', '3')])).toEqual([]);
    expect(loopsOf([act('a', null), act('a', null), act('a', null)])).toEqual([]);
  });

  test('cycles of two to four are found among other acts, each once', () => {
    for (const period of [2, 3, 4]) {
      const cycle = Array.from({ length: period }, (_, index) => act(`step ${index}`));
      const acts = [act('before'), ...cycle, ...cycle, ...cycle, act('after')];
      expect(loopsOf(acts)).toMatchObject([{ cycle: cycle.map(({ does }) => does), repeats: 3 }]);
    }
  });
});

describe('contradictions (W3.1)', () => {
  const job = { status: 'completed' as const, created_at: at(0), started_at: at(1), ended: at(2) };
  const codes = (of: Session): string[] => sessionContradictions(of).map(({ code, step: id }) => `${id ?? ''}:${code}`);

  test('one of each code, and none of a clean job or session', () => {
    expect(timeContradictions(job)).toEqual([]);
    expect(timeContradictions({ ...job, ended: null })).toEqual(['ended_without_time']);
    expect(timeContradictions({ ...job, ended: at(0.5) })).toEqual(['ended_before_start']);
    expect(timeContradictions({ ...job, created_at: at(1.5) })).toEqual(['started_before_creation']);
    const clean = { ...session([{ id: 'a', from: 0, to: 1 }]), completed_at: at(2) };
    expect(codes(clean)).toEqual([]);
    expect(codes({ ...clean, total_steps: 2, completed_steps: 3 })).toEqual([':more_done_than_there_is']);
    expect(codes({ ...session([{ id: 'a', from: 0, status: 'running' }]), completed_at: at(2) })).toEqual([
      'a:step_runs_on',
    ]);
    expect(codes({ ...session([{ id: 'a', from: 5, to: 1 }]), completed_at: null })).toEqual([
      ':ended_without_time',
      'a:ended_before_start',
    ]);
  });
});
