import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type RawSpan } from './records';
import { agentSpan, callSpan, makeSpan, scoped, spanId, TRACE } from './testing/make';
import { World } from './testing/world';

const CALL_USD = (1_000 * 3 + 100 * 15) / 1e6;

const crew = (): RawSpan[] => [
  agentSpan(1, 'lead', { ms: 9_000, attributes: { 'gen_ai.conversation.id': 'talk-1' } }),
  callSpan(2, { parent: 1, at: 100 }),
  makeSpan({
    id: 3,
    parent: 1,
    at: 200,
    ms: 8_000,
    name: 'research',
    attributes: { 'openinference.span.kind': 'CHAIN' },
  }),
  agentSpan(4, 'searcher', { parent: 3, at: 300, ms: 7_000 }),
  callSpan(5, { parent: 4, at: 400 }),
  callSpan(6, { parent: 4, at: 1_500 }),
  makeSpan({
    id: 7,
    parent: 4,
    at: 3_000,
    name: 'execute_tool web',
    attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'web' },
  }),
];

const send = async (world: World, batches: ReadonlyArray<readonly RawSpan[]>): Promise<void> => {
  for (const batch of batches) {
    await world.receiver.traces(scoped([...batch]));
  }
};

const seen = (world: World) => ({
  jobs: world.jobs().map(({ last_news_at: _news, first_seen_at: _seen, ...job }) => job),
  sessions: world.sessions().map(({ last_news_at: _news, first_seen_at: _seen, steps: _steps, ...session }) => session),
});

describe('D3: a trace of agents', () => {
  it('D3: each invoke_agent is a job, with its own calls, tools and money, and the edge to who called it', async () => {
    const world = new World();
    await send(world, [crew()]);

    expect(world.jobs()).toHaveLength(2);
    expect(world.job('lead')).toMatchObject({
      job_id: `${TRACE}-${spanId(1)}`,
      source: 'crew',
      status: 'completed',
      duration_seconds: 9,
      input_tokens: 1_000,
      output_tokens: 100,
      model: 'claude-sonnet-4-5',
      provider: 'anthropic',
      session_id: 'talk-1',
      parent_job_id: null,
      cost_source: 'bundle',
      labels: { model_calls: '1', trace_id: TRACE, service: 'crew' },
    });
    expect(world.job('searcher')).toMatchObject({
      input_tokens: 2_000,
      output_tokens: 200,
      session_id: 'talk-1',
      parent_job_id: `${TRACE}-${spanId(1)}`,
      handoff_from: `${TRACE}-${spanId(1)}`,
      step: 'research',
      labels: { model_calls: '2', tool_calls: '1' },
    });
    expect(world.job('lead')?.token_cost).toBeCloseTo(CALL_USD, 12);
    expect(world.job('searcher')?.token_cost).toBeCloseTo(2 * CALL_USD, 12);
    expect(world.sessions()).toMatchObject([{ session_id: 'talk-1', status: 'completed' }]);
  });

  it('D3: a cost beyond all reason is no cost: the call is priced by the table, and its sum stays a number', async () => {
    const world = new World();
    const attributes = { 'llm.cost.total': 1.7e308 };
    await send(world, [[agentSpan(1, 'lead'), ...[2, 3].map((id) => callSpan(id, { parent: 1, attributes }))]]);
    expect(world.job('lead')?.token_cost).toBeCloseTo(2 * CALL_USD, 12);
    expect(world.job('lead')?.cost_source).toBe('bundle');
  });

  it('D3: any order, any batches, repeated: the same jobs and sessions', async () => {
    const whole = new World();
    await send(whole, [crew()]);
    const expected = seen(whole);
    const plan = fc.record({
      order: fc.shuffledSubarray(crew(), { minLength: 7 }),
      again: fc.subarray(crew()),
      cuts: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 12, maxLength: 12 }),
      restart: fc.integer({ min: 0, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ order, again, cuts, restart }) => {
        const world = new World();
        const queue = [...order, ...again];
        for (const [index, size] of cuts.entries()) {
          if (index === restart) {
            world.restart();
          }
          await send(world, [queue.splice(0, size)]);
        }
        await send(world, [queue]);
        expect(seen(world)).toEqual(expected);
      }),
      { numRuns: 100 }
    );
  });

  it('D3: calls whose agent has not come yet belong to nobody, and to nobody else meanwhile', async () => {
    const world = new World();
    const [lead, ...rest] = crew();
    await send(world, [rest]);
    expect(world.jobs().map(({ agent }) => agent)).toEqual(['searcher']);
    expect(world.job('searcher')?.session_id).toBeNull();
    await send(world, [lead ? [lead] : []]);
    expect(world.job('searcher')?.session_id).toBe('talk-1');
  });

  it('D3: a parent that never comes is given up after half a minute of silence; when it comes after all, its calls move', async () => {
    const world = new World();
    await send(world, [[callSpan(2, { parent: 1 })]]);
    expect(world.jobs()).toEqual([]);
    world.time += 31_000;
    await world.receiver.settle();
    expect(world.jobs()).toMatchObject([{ status: 'completed', input_tokens: 1_000 }]);

    await send(world, [[agentSpan(1, 'late')]]);
    expect(world.job('late')).toMatchObject({ input_tokens: 1_000 });
    const others = world.jobs().filter(({ agent }) => agent !== 'late');
    expect(others).toMatchObject([
      { status: 'cancelled', input_tokens: 0, token_cost: 0, labels: { superseded: 'true' } },
    ]);
  });

  it('D3: a workflow is a session, whichever name attribute it carries', async () => {
    for (const name of ['gen_ai.workflow.name', 'gen_ai.agent.name']) {
      const world = new World();
      const flow = makeSpan({
        id: 9,
        ms: 20_000,
        name: 'invoke_workflow report',
        attributes: { 'gen_ai.operation.name': 'invoke_workflow', [name]: 'report' },
      });
      await send(world, [[flow, agentSpan(1, 'writer', { parent: 9 })]]);
      expect(world.sessions()).toMatchObject([
        { session_id: `${TRACE}-${spanId(9)}`, workflow_id: 'report', status: 'completed', duration_seconds: 20 },
      ]);
      expect(world.jobs()).toMatchObject([
        { agent: 'writer', workflow_id: 'report', session_id: `${TRACE}-${spanId(9)}` },
      ]);
    }
  });

  it('D3: a coordinator without a conversation is the session of the agents it called', async () => {
    const world = new World();
    await send(world, [[agentSpan(1, 'boss'), agentSpan(2, 'hand', { parent: 1 })]]);
    const id = `${TRACE}-${spanId(1)}`;
    expect(world.jobs().map(({ session_id }) => session_id)).toEqual([id, id]);
    expect(world.sessions()).toMatchObject([{ session_id: id, workflow_id: 'boss' }]);
  });

  it('D3: a session is never invented: an agent alone, without a conversation, has none', async () => {
    const world = new World();
    await send(world, [[agentSpan(1, 'solo'), callSpan(2, { parent: 1 })]]);
    expect(world.job('solo')?.session_id).toBeNull();
    expect(world.sessions()).toEqual([]);
  });

  it('D3: model calls without any agent are one job of their service', async () => {
    const world = new World();
    await send(world, [
      [makeSpan({ id: 1, name: 'POST /ask' }), callSpan(2, { parent: 1 }), callSpan(3, { parent: 1 })],
    ]);
    expect(world.jobs()).toMatchObject([{ agent: 'crew', input_tokens: 2_000, status: 'completed' }]);
  });

  it('D3: a trace that has nothing to do with agents makes no job', async () => {
    const world = new World();
    await send(world, [[makeSpan({ id: 1, name: 'GET /' }), makeSpan({ id: 2, parent: 1, name: 'SELECT' })]]);
    expect(world.jobs()).toEqual([]);
    expect(world.rows.spans).toHaveLength(2);
  });

  it('D3: two jobs in sequence are no handoff', async () => {
    const world = new World();
    const root = makeSpan({
      id: 9,
      name: 'invoke_workflow w',
      attributes: { 'gen_ai.operation.name': 'invoke_workflow' },
    });
    await send(world, [[root, agentSpan(1, 'a', { parent: 9 }), agentSpan(2, 'b', { parent: 9, at: 2_000 })]]);
    expect(world.jobs().map(({ handoff_from }) => handoff_from)).toEqual([null, null]);
  });

  it('D3: a failed agent is a failed job, with its category from type, status and text', async () => {
    const world = new World();
    await send(world, [
      [
        agentSpan(1, 'x', {
          statusCode: 2,
          statusMessage: 'deadline exceeded',
          attributes: { 'error.type': 'timeout' },
        }),
      ],
    ]);
    expect(world.job('x')).toMatchObject({
      status: 'failed',
      error_category: 'timeout',
      error_message: 'deadline exceeded',
    });
  });

  it('D3: an empty error.type is no error', async () => {
    const world = new World();
    await send(world, [[agentSpan(1, 'x', { attributes: { 'error.type': '' } })]]);
    expect(world.job('x')).toMatchObject({ status: 'completed', error_category: null });
  });

  it('D1, D3: a job the orchestrator named is that job, and its subagents are its children', async () => {
    const world = new World();
    const resource = {
      'service.name': 'worker',
      'eljefe.orchestrator': 'main',
      'eljefe.job.id': 'job-7',
      'eljefe.session.id': 's-1',
    };
    await world.receiver.traces(
      scoped([agentSpan(1, 'writer'), callSpan(2, { parent: 1 }), agentSpan(3, 'helper', { parent: 1 })], resource)
    );
    expect(world.job('writer')).toMatchObject({
      source: 'main',
      job_id: 'job-7',
      session_id: 's-1',
      input_tokens: 1_000,
    });
    expect(world.job('helper')).toMatchObject({ source: 'main', parent_job_id: 'job-7' });
  });

  it.each([
    ['TASK_STATE_SUBMITTED', 'queued'],
    ['TASK_STATE_INPUT_REQUIRED', 'waiting'],
    ['TASK_STATE_COMPLETED', 'completed'],
    ['TASK_STATE_CANCELED', 'cancelled'],
    ['TASK_STATE_REJECTED', 'failed'],
  ])('D3: a task in state %s is a job that is %s', async (state, status) => {
    const world = new World();
    const attributes = { 'a2a.method.name': 'GetTask', 'a2a.task.id': 'task-1', 'a2a.task.state': state };
    await send(world, [[makeSpan({ id: 1, name: 'GetTask', kind: 3, attributes })]]);
    expect(world.jobs()).toMatchObject([{ job_id: 'task-1', status }]);
  });
});

describe('A4.2, want 7: tokens and money are counted once', () => {
  it('A4.2: parents that repeat the sum of their calls add nothing', async () => {
    const world = new World();
    const repeated = { 'gen_ai.usage.input_tokens': 1_000, 'gen_ai.usage.output_tokens': 100 };
    await send(world, [
      [
        agentSpan(1, 'x', { attributes: repeated }),
        makeSpan({ id: 2, parent: 1, attributes: { 'openinference.span.kind': 'CHAIN', ...repeated } }),
        callSpan(3, { parent: 2 }),
      ],
    ]);
    expect(world.job('x')).toMatchObject({ input_tokens: 1_000, output_tokens: 100 });
  });

  it('A4.2: an outer and an inner span of one call count once', async () => {
    const world = new World();
    const outer = makeSpan({
      id: 2,
      parent: 1,
      name: 'ai.generateText',
      attributes: {
        'ai.operationId': 'ai.generateText',
        'ai.model.id': 'claude-sonnet-4-5',
        'ai.usage.inputTokens': 1_000,
        'ai.usage.outputTokens': 100,
      },
    });
    await send(world, [[agentSpan(1, 'x'), outer, callSpan(3, { parent: 2 })]]);
    expect(world.job('x')).toMatchObject({ input_tokens: 1_000, labels: { model_calls: '1' } });
  });

  it('A4.2: a parent’s usage counts where it has no call inside', async () => {
    const world = new World();
    const usage = {
      'gen_ai.usage.input_tokens': 50,
      'gen_ai.usage.output_tokens': 5,
      'gen_ai.request.model': 'claude-sonnet-4-5',
      'gen_ai.provider.name': 'anthropic',
    };
    await send(world, [[agentSpan(1, 'remote', { kind: 3, attributes: usage })]]);
    expect(world.job('remote')).toMatchObject({ input_tokens: 50, output_tokens: 5, cost_source: 'bundle' });
  });

  it('A4.2: each call is priced by itself: two of 150,000 tokens do not reach the long-context tier', async () => {
    const world = new World();
    const big = { attributes: { 'gen_ai.usage.input_tokens': 150_000, 'gen_ai.usage.output_tokens': 0 } };
    await send(world, [[agentSpan(1, 'x'), callSpan(2, { parent: 1, ...big }), callSpan(3, { parent: 1, ...big })]]);
    expect(world.job('x')?.token_cost).toBeCloseTo(0.9, 9);
  });

  it('want 8: a call without usage or without a price is told beside the total, never as 0', async () => {
    const world = new World();
    const silent = callSpan(2, {
      parent: 1,
      attributes: { 'gen_ai.usage.input_tokens': null, 'gen_ai.usage.output_tokens': null },
    });
    const odd = callSpan(3, { parent: 1, attributes: { 'gen_ai.response.model': 'house-1' } });
    await send(world, [[agentSpan(1, 'x'), silent, odd]]);
    expect(world.job('x')).toMatchObject({
      token_cost: null,
      cost_source: null,
      labels: { model_calls: '2', unpriced_calls: '1', calls_without_usage: '1' },
    });
    expect(world.counters.total()).toMatchObject({ unpriced: 1, absentUsage: 1 });
  });

  it('A4.2: a cost the source reports stands', async () => {
    const world = new World();
    const attributes = {
      'openinference.span.kind': 'LLM',
      'llm.model_name': 'x',
      'llm.token_count.prompt': 10,
      'llm.cost.total': 0.25,
    };
    await send(world, [[agentSpan(1, 'x'), makeSpan({ id: 2, parent: 1, attributes })]]);
    expect(world.job('x')).toMatchObject({ token_cost: 0.25, cost_source: 'reported' });
  });

  it('A4.2: reading an old answer again costs nothing', async () => {
    const world = new World();
    await send(world, [
      [agentSpan(1, 'x'), callSpan(2, { parent: 1, attributes: { 'gen_ai.operation.name': 'fetch_response' } })],
    ]);
    expect(world.job('x')).toMatchObject({ input_tokens: null, token_cost: null });
  });
});

describe('D3: deep and odd trees', () => {
  it('D3: a circle of parents ends', async () => {
    const world = new World();
    await send(world, [[callSpan(1, { parent: 2 }), makeSpan({ id: 2, parent: 1 })]]);
    expect(world.rows.spans).toHaveLength(2);
  });

  it('D3: a trace of 5,000 spans, each inside the former, is read', async () => {
    const world = new World();
    const chain = Array.from({ length: 5_000 }, (_, index) =>
      makeSpan({ id: index + 1, ...(index > 0 ? { parent: index } : {}), at: index })
    );
    await send(world, [[...chain, callSpan(9_999, { parent: 5_000, at: 6_000 })]]);
    expect(world.jobs()).toMatchObject([{ input_tokens: 1_000 }]);
  });
});
