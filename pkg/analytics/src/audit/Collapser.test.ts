import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { AT, entry } from './audit.fixtures';
import { Collapser } from './Collapser';

const read = (given = {}) => entry({ action: 'read', target: 'GET /api/v1/state', ...given });
const MINUTE = 60_000;

describe('B2: many calls become few entries', () => {
  test('given 1,000 equal reads of a minute, then one entry with their number, first and last time', () => {
    const collapser = new Collapser();
    for (let i = 0; i < 1_000; i++) {
      collapser.take(read({ time: AT + i }));
    }
    expect(collapser.due(AT + 59_999, 100)).toEqual([]);
    expect(collapser.due(AT + MINUTE, 100)).toMatchObject([{ calls: 1_000, time: AT, until: AT + 999 }]);
  });
  test('given the same caller on two routes, or two callers on one, then each has an entry', () => {
    const collapser = new Collapser();
    [read(), read({ target: 'GET /api/v1/jobs' }), read({ actor: 'bob' })].forEach((one) => collapser.take(one));
    expect(collapser.due(Infinity, 100)).toHaveLength(3);
  });
  test('given acts, then each is an entry of its own at once', () => {
    const collapser = new Collapser();
    collapser.take(entry({ requestId: 'a' }));
    collapser.take(entry({ requestId: 'b' }));
    expect(collapser.due(AT, 100).map(({ requestId }) => requestId)).toEqual(['a', 'b']);
  });
  test('given a flood of refusals from one address, then the first three and the number of the rest', () => {
    const collapser = new Collapser();
    for (let i = 0; i < 500; i++) {
      collapser.take(entry({ action: 'authenticate', outcome: 'unauthenticated', actor: '' }));
    }
    expect(collapser.due(AT, 100).map(({ calls }) => calls)).toEqual([1, 1, 1]);
    expect(collapser.due(AT + MINUTE, 100).map(({ calls }) => calls)).toEqual([497]);
  });

  const entries = fc.array(
    fc.record({
      time: fc.integer({ min: 0, max: 300_000 }).map((ms) => AT + ms),
      actor: fc.constantFrom('', 'ada', 'bob', 'eve'),
      address: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      action: fc.constantFrom('read' as const, 'authenticate' as const, 'change' as const),
      outcome: fc.constantFrom('ok' as const, 'unauthenticated' as const),
      target: fc.constantFrom('x', 'y', 'z'),
    }),
    { maxLength: 300 }
  );
  const tally = (all: ReadonlyArray<{ action: string; outcome: string; calls: number }>) => {
    const sums: Record<string, number> = {};
    for (const { action, outcome, calls } of all) {
      sums[`${action} ${outcome}`] = (sums[`${action} ${outcome}`] ?? 0) + calls;
    }
    return sums;
  };
  test('whatever comes, however little room there is: no call is lost, and memory stays bounded', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 50 }), (given, most) => {
        const limits = { named: 4, nameless: 2, waiting: 5 };
        const collapser = new Collapser(limits);
        const told = given.map((one) => entry(one));
        const out = told.flatMap((one, index) => {
          collapser.take(one);
          expect(collapser.waiting).toBeLessThanOrEqual(limits.waiting + 6);
          return index % 40 === 0 ? collapser.due(one.time, most) : [];
        });
        for (let more = collapser.due(Infinity, most); more.length > 0; more = collapser.due(Infinity, most)) {
          out.push(...more);
        }
        expect(tally(out)).toEqual(tally(told));
      })
    );
  });
});
