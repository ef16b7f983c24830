import fc from 'fast-check';

import { CARD_HEIGHT, CARD_WIDTH } from './cardSize';
import { foldGraph, groupsOf } from './foldGraph';
import { layoutPipeline, type PipelineLayout } from './layoutPipeline';
import { handoff, step, writing } from './pipeline.fixtures';
import { pipelineGraph } from './pipelineGraph';
import { readSteps } from './readSteps';

const graphOf = (stepsCell: unknown, handoffsCell: unknown = []) => {
  const { steps, handoffs } = readSteps({ stepsCell, handoffsCell, stale: false });
  return pipelineGraph(steps, handoffs);
};
const layoutOf = (stepsCell: unknown, handoffsCell: unknown = [], width = 1_000): PipelineLayout =>
  layoutPipeline(foldGraph({ graph: graphOf(stepsCell, handoffsCell), groups: new Map(), folded: new Set() }), width);
const layers = ({ items }: PipelineLayout): Record<string, number> =>
  Object.fromEntries(items.map(({ key, layer }) => [key.replace('step ', ''), layer]));

describe('V2: layers of the pipeline', () => {
  it('puts a step one beyond the last it waits for, parallel steps side by side', () => {
    expect(layers(layoutOf(writing().steps, writing().handoffs))).toEqual({
      plan: 0,
      research: 1,
      survey: 1,
      draft: 2,
      review: 3,
      deploy: 4,
    });
  });

  it('resolves an edge that names a job of the step', () => {
    const steps = [step('a', { job_ids: ['job-1'] }), step('b', { depends_on: ['job-1'] })];
    expect(layers(layoutOf(steps))).toEqual({ a: 0, b: 1 });
  });

  it('want 5: never guesses: an edge to nowhere is left out, and steps without edges stand in the order of their starts', () => {
    const steps = [step('b', { started_at: 2, depends_on: ['gone'] }), step('a', { started_at: 1 })];
    const layout = layoutOf(steps);
    expect(layout).toMatchObject({ ordered: false, edges: [] });
    expect(layout.items.map(({ key }) => key)).toEqual(['step a', 'step b']);
    expect(layoutOf(steps, [], 250).items.map(({ x }) => x)).toEqual([12, 12]);
  });

  it('draws a loop back instead of failing at it', () => {
    const steps = [step('a'), step('b', { depends_on: ['a'] })];
    const layout = layoutOf(steps, [handoff('b', 'a')]);
    expect(layers(layout)).toEqual({ a: 0, b: 1 });
    expect(layout.edges.map(({ edge, back }) => [edge.from, back])).toEqual([
      ['step a', false],
      ['step b', true],
    ]);
  });

  it('frames the neighbours of a parallel group', () => {
    expect(layoutOf(writing().steps).boxes).toEqual([expect.objectContaining({ group: 'sources' })]);
  });

  it('never lets cards overlap, and keeps every one inside, for any graph', () => {
    const graphs = fc
      .array(fc.array(fc.nat(29), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
      .map((lists) =>
        lists.map((parents, index) =>
          step(`s${index}`, { depends_on: parents.map((id) => `s${id}`), parallel_group: `g${index % 3}` })
        )
      );
    fc.assert(
      fc.property(graphs, (steps) => {
        const { items, width, height } = layoutOf(steps);
        expect(items).toHaveLength(steps.length);
        items.forEach((a, index) => {
          expect(a.x >= 0 && a.y >= 0 && a.x + CARD_WIDTH <= width && a.y + CARD_HEIGHT <= height).toBe(true);
          items.slice(index + 1).forEach((b) => {
            const apart = Math.abs(a.x - b.x) >= CARD_WIDTH || Math.abs(a.y - b.y) >= CARD_HEIGHT;
            expect(apart).toBe(true);
          });
        });
      }),
      { numRuns: 60 }
    );
  });
});

describe('V2: folding', () => {
  const steps = ['a', 'b', 'c', 'd'].map((id, index) =>
    step(id, {
      phase: index < 3 ? 'Research' : 'Draft',
      depends_on: index === 0 ? [] : ['abcd'[index - 1] ?? ''],
      status: index === 1 ? 'failed' : 'completed',
    })
  );

  it('puts a folded group in the place of its steps, with the worst first', () => {
    const graph = graphOf(steps);
    const groups = groupsOf({ steps: graph.steps, grouping: 'auto', foldAbove: 60 });
    expect([...groups.keys()]).toEqual(['Research']);
    const { items, edges } = foldGraph({ graph, groups, folded: new Set(['Research']) });
    expect(items).toMatchObject([
      {
        kind: 'group',
        counts: [
          { condition: 'failed', count: 1 },
          { condition: 'done', count: 2 },
        ],
      },
      { kind: 'step', step: { id: 'd' } },
    ]);
    expect(edges).toMatchObject([{ from: 'group Research', to: 'step d' }]);
  });

  it('groups a crowd without phases by agent type', () => {
    const crowd = graphOf(['a', 'b'].map((id) => step(id, { agent_type: 'coder' }))).steps;
    expect(groupsOf({ steps: crowd, grouping: 'auto', foldAbove: 60 }).size).toBe(0);
    expect([...groupsOf({ steps: crowd, grouping: 'auto', foldAbove: 1 }).keys()]).toEqual(['coder']);
  });
});

describe('W1.3: critical path', () => {
  it('leads over the parent that ended last', () => {
    const critical = { critical: true, status: 'completed' as const };
    const graph = graphOf([
      step('a', { ...critical, ended_at: 1 }),
      step('b', { ...critical, ended_at: 2, depends_on: ['a'] }),
      step('c', { ...critical, ended_at: 3, depends_on: ['a', 'b'] }),
    ]);
    expect(graph.edges.filter((edge) => edge.critical).map(({ from, to }) => from + to)).toEqual(['ab', 'bc']);
  });
});
