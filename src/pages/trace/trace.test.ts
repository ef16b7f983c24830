import fc from 'fast-check';

import { activity } from './activity';
import { brushed, isWhole, moved, zoomed } from './brushWindow';
import { buildTree } from './buildTree';
import { busyTimes, niceStepMs, ticksOf, timeAxis, unionOf } from './timeAxis';
import { SMALL_TRACE, span, T0 } from './trace.fixtures';
import { type Span } from './trace.types';
import { foldsBelow, visibleNodes } from './visibleNodes';

const ALL = { onlyFailed: false, search: '', window: null };

/** Any spans at all: parents that are missing, that are themselves, that go round in circles. */
const anySpans: fc.Arbitrary<Span[]> = fc
  .array(
    fc.record({
      id: fc.integer({ min: 0, max: 30 }),
      parent: fc.option(fc.integer({ min: 0, max: 35 })),
      start: fc.integer({ min: 0, max: 10_000 }),
      length: fc.integer({ min: 0, max: 5_000 }),
      failed: fc.boolean(),
    }),
    { maxLength: 40 }
  )
  .map((rows) =>
    rows.map(({ id, parent, start, length, failed }) =>
      span({
        id: String(id),
        parentId: parent === null ? null : String(parent),
        startMs: T0 + start,
        durationMs: length,
        failed,
      })
    )
  );

describe('T1: spans in their places', () => {
  it('puts each span once, after its parent, whatever was sent', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const { nodes } = buildTree(spans);
        expect(nodes.map(({ span: { id } }) => id).sort()).toEqual([...new Set(spans.map(({ id }) => id))].sort());
        nodes.forEach((node, index) => {
          expect(node.parent).toBeLessThan(index);
          expect(node.end).toBeGreaterThan(index);
          const parent = nodes[node.parent];
          expect(node.depth).toBe(parent ? parent.depth + 1 : 0);
          if (parent) {
            expect(parent.span.id).toBe(node.span.parentId);
            expect(parent.end).toBeGreaterThanOrEqual(node.end);
          }
        });
      })
    );
  });

  it('gives the same tree whatever the order the spans came in', () => {
    const order = ({ nodes }: ReturnType<typeof buildTree>) => nodes.map(({ span: { id } }) => id);
    expect(order(buildTree([...SMALL_TRACE].reverse()))).toEqual(order(buildTree(SMALL_TRACE)));
    expect(order(buildTree(SMALL_TRACE))).toEqual(['root', 'plan', 'chat', 'code', 'test']);
  });

  it('says which parents were not sent', () => {
    const [node] = buildTree([span({ id: 'a', parentId: 'gone' })]).nodes;
    expect(node).toMatchObject({ depth: 0, orphan: true });
  });

  it('takes a chain of 20,000 without running out of stack', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      span({ id: String(index), parentId: index === 0 ? null : String(index - 1) })
    );
    expect(buildTree(chain).nodes[19_999]?.depth).toBe(19_999);
  });

  it('shows what failed with the way to it, and nothing else', () => {
    const tree = buildTree(SMALL_TRACE);
    const ids = (indexes: number[]) => indexes.map((index) => tree.nodes[index]?.span.id);
    expect(ids(visibleNodes(tree, { ...ALL, onlyFailed: true }, new Set()))).toEqual(['root', 'code', 'test']);
    expect(ids(visibleNodes(tree, { ...ALL, search: 'SONNET' }, new Set()))).toEqual(['root', 'plan', 'chat']);
    const early = { ...ALL, window: { from: T0, to: T0 + 2_000 } };
    expect(ids(visibleNodes(tree, early, new Set()))).toEqual(['root', 'plan', 'chat']);
    expect(ids(visibleNodes(tree, ALL, new Set(['plan'])))).toEqual(['root', 'plan', 'code', 'test']);
    expect(ids(visibleNodes(tree, ALL, foldsBelow(tree, 1)))).toEqual(['root', 'plan', 'code']);
  });

  it('never shows a span without its ancestors', () => {
    fc.assert(
      fc.property(anySpans, fc.boolean(), fc.array(fc.integer({ min: 0, max: 30 })), (spans, onlyFailed, folds) => {
        const tree = buildTree(spans);
        const shown = visibleNodes(tree, { ...ALL, onlyFailed }, new Set(folds.map(String)));
        const set = new Set(shown);
        expect([...shown].sort((a, b) => a - b)).toEqual(shown);
        for (const index of shown) {
          const parent = tree.nodes[index]?.parent ?? -1;
          expect(parent === -1 || set.has(parent)).toBe(true);
        }
      })
    );
  });
});

describe('T1: time on a line', () => {
  const window = { from: T0, to: T0 + 100_000 };
  const anyBusy = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 20_000 })), { maxLength: 20 })
    .map((pairs) => unionOf(pairs.map(([from, length]) => ({ from: T0 + from, to: T0 + from + length }))));

  it('keeps the order of instants, begins at 0, ends at 1', () => {
    fc.assert(
      fc.property(
        anyBusy,
        fc.tuple(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 100_000 })),
        (busy, [a, b]) => {
          const axis = timeAxis(window, busy);
          expect(axis.toX(window.from)).toBe(0);
          expect(axis.toX(window.to)).toBe(1);
          const [early, late] = [T0 + Math.min(a, b), T0 + Math.max(a, b)];
          expect(axis.toX(early)).toBeLessThanOrEqual(axis.toX(late));
          expect(axis.toMs(axis.toX(early))).toBeCloseTo(early, 0);
        }
      )
    );
  });

  it('gives no instant more room than it had, apart from those that work', () => {
    fc.assert(
      fc.property(anyBusy, (busy) => {
        const squeezed = timeAxis(window, busy);
        for (const { from, to } of busy.filter((one) => one.to <= window.to)) {
          const plain = (to - from) / (window.to - window.from);
          expect(squeezed.toX(to) - squeezed.toX(from)).toBeGreaterThanOrEqual(plain - 1e-9);
        }
      })
    );
  });

  it('squeezes the pause between planner and coder and leaves the work readable', () => {
    const tree = buildTree(SMALL_TRACE);
    const axis = timeAxis({ from: tree.startMs, to: tree.endMs }, busyTimes(tree));
    expect(axis.parts.some(({ squeezed, from, to }) => squeezed && to - from > 80_000)).toBe(true);
    expect(axis.toX(T0 + 94_000) - axis.toX(T0 + 91_000)).toBeGreaterThan(0.2);
  });

  it('marks round times only, in order and apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 2, max: 20 }), (length, most) => {
        const axis = timeAxis({ from: T0, to: T0 + length }, null);
        const ticks = ticksOf(axis, { originMs: T0, most });
        const step = niceStepMs(length / most);
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
        ticks.forEach(({ sinceMs, x }, index) => {
          expect(sinceMs % step).toBe(0);
          expect(x).toBeGreaterThanOrEqual(ticks[index - 1]?.x ?? 0);
        });
      })
    );
  });

  it('says where it was busy and where something failed', () => {
    const tree = buildTree(SMALL_TRACE);
    const buckets = activity(tree, timeAxis({ from: tree.startMs, to: tree.endMs }, null), 100);
    expect(buckets.filter(({ failed }) => failed)).toHaveLength(1);
    expect(buckets[50]?.busy).toBe(0);
    expect(buckets[92]?.busy).toBe(1);
  });
});

describe('T1: brushing a range', () => {
  const whole = { from: 0, to: 1_000 };
  const anyWindow = fc
    .tuple(fc.double({ min: -500, max: 1_500, noNaN: true }), fc.double({ min: -500, max: 1_500, noNaN: true }))
    .map(([a, b]) => brushed(a, b, whole));

  it('stays within the whole, never empty, whatever is done', () => {
    fc.assert(
      fc.property(
        anyWindow,
        fc.double({ min: 0.01, max: 20, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (window, factor, parts) => {
          for (const one of [window, zoomed(window, 400, { factor, whole }), moved(window, parts, whole)]) {
            expect(one.from).toBeGreaterThanOrEqual(0);
            expect(one.to).toBeLessThanOrEqual(1_000 + 1e-9);
            expect(one.to).toBeGreaterThan(one.from);
          }
        }
      )
    );
  });

  it('zooms around the point that is looked at', () => {
    expect(zoomed({ from: 0, to: 1_000 }, 250, { factor: 0.5, whole })).toEqual({ from: 125, to: 625 });
    expect(isWhole(zoomed({ from: 200, to: 400 }, 300, { factor: 100, whole }), whole)).toBe(true);
  });
});
