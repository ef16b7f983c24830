import { describe, expect, test } from 'vitest';

import { GraphWatch } from '../../graph/GraphWatch';

import { type RawSpan, type Value } from './records';
import { agentSpan, callSpan, makeSpan, scoped, spanId, TRACE } from './testing/make';
import { World } from './testing/world';

interface Call {
  args?: Value;
  result?: Value;
  callId?: string;
  parent?: number;
  tool?: string;
}

const toolSpan = (id: number, { args, result, callId, parent = 1, tool = 'search' }: Call): RawSpan =>
  makeSpan({
    id,
    parent,
    at: id * 100,
    name: `execute_tool ${tool}`,
    attributes: {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': tool,
      ...(args === undefined ? {} : { 'gen_ai.tool.call.arguments': args }),
      ...(result === undefined ? {} : { 'gen_ai.tool.call.result': result }),
      ...(callId === undefined ? {} : { 'gen_ai.tool.call.id': callId }),
    },
  });

const labelsOf = async (calls: readonly Call[]) => {
  const world = new World();
  await world.receiver.traces(scoped([agentSpan(1, 'lead'), ...calls.map((call, index) => toolSpan(index + 2, call))]));
  return { labels: world.job('lead')?.labels ?? {}, world };
};

describe('T10: tool calls that repeat themselves', () => {
  test('the same tool, arguments and result three times on end is a loop, however the arguments are written', async () => {
    const { labels, world } = await labelsOf([
      { args: '{"q":"a","n":1}', result: 'nothing' },
      { args: '{ "n": 1, "q": "a" }', result: 'nothing' },
      { args: { q: 'a', n: 1 }, result: 'nothing' },
    ]);
    expect(labels).toMatchObject({ tool_loop: 'search', tool_loop_repeats: '3' });
    const watch = new GraphWatch({
      sessions: () => [],
      jobs: () => world.jobs(),
      usual: () => new Map(),
      rules: { minSeconds: 60, unknownSeconds: 300 },
      now: () => world.time,
    });
    watch.look();
    expect(watch.troubles().loops).toMatchObject([
      { session_id: null, job_id: `${TRACE}-${spanId(1)}`, loop: { cycle: ['search'], repeats: 3 } },
    ]);
  });

  test('a cycle of two tools that goes round three times is one loop', async () => {
    const round = [
      { tool: 'read', args: 'x', result: 'same' },
      { tool: 'write', args: 'x', result: 'same' },
    ];
    const { labels } = await labelsOf([...round, ...round, ...round]);
    expect(labels).toMatchObject({ tool_loop: 'read → write', tool_loop_repeats: '3' });
  });

  test('a poll whose result changes is none, nor is a call whose result is not told', async () => {
    const polls = ['one', 'two', 'three', 'four'].map((result) => ({ args: 'x', result }));
    expect((await labelsOf(polls)).labels).not.toHaveProperty('tool_loop');
    expect((await labelsOf([{ args: 'x' }, { args: 'x' }, { args: 'x' }])).labels).not.toHaveProperty('tool_loop');
  });

  test('one call told by the framework and by the client it calls through counts once', async () => {
    const { labels } = await labelsOf([
      { callId: 'call-1' },
      { callId: 'call-1' },
      { callId: 'call-2' },
      { parent: 4, tool: 'tools/call' },
    ]);
    expect(labels).toMatchObject({ tool_calls: '2' });
  });
});

describe('D3: told edges and calls told twice', () => {
  test('W2.1: the framework’s graph tells from whom control came, before nesting does', async () => {
    const at = (id: number, name: string, place: string, from?: string) =>
      agentSpan(id, name, {
        parent: 1,
        at: id * 100,
        attributes: { 'graph.node.id': place, ...(from === undefined ? {} : { 'graph.node.parent_id': from }) },
      });
    const world = new World();
    await world.receiver.traces(
      scoped([
        agentSpan(1, 'graph'),
        at(2, 'planner', 'plan'),
        at(3, 'writer', 'write', 'plan'),
        at(4, 'lost', 'x', 'y'),
      ])
    );
    expect(['planner', 'writer', 'lost'].map((name) => world.job(name)?.handoff_from)).toEqual([
      `${TRACE}-${spanId(1)}`,
      `${TRACE}-${spanId(2)}`,
      `${TRACE}-${spanId(1)}`,
    ]);
  });

  test('a call exported as a span and again as a generation without a parent counts once, and belongs to its agent', async () => {
    const answer = { 'gen_ai.response.id': 'answer-1' };
    const spans = [
      agentSpan(1, 'lead'),
      callSpan(2, { parent: 1, attributes: answer }),
      callSpan(3, { attributes: answer }),
    ];
    for (const order of [spans, [...spans].reverse()]) {
      const world = new World();
      for (const span of order) {
        world.time += 10_000;
        await world.receiver.traces(scoped([span]));
      }
      const running = world.jobs().filter(({ status }) => status === 'completed');
      expect(running).toMatchObject([{ agent: 'lead', input_tokens: 1_000, labels: { model_calls: '1' } }]);
      const others = world.jobs().filter(({ status }) => status !== 'completed');
      expect(others.every(({ input_tokens, labels }) => input_tokens === 0 && labels['superseded'] === 'true')).toBe(
        true
      );
    }
  });
});
