import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type ApiContext } from '../../../api/context';
import { createRedaction, DEFAULT_REDACTION } from '../../../redaction';
import { agentSpan, callSpan, scoped, spanId, TRACE } from '../testing/make';
import { World } from '../testing/world';
import { agento11yRoutes } from './agento11yRoutes';

let world: World;
let app: FastifyInstance;
beforeEach(async () => {
  world = new World();
  app = fastify();
  const plugin = agento11yRoutes({
    receiver: world.receiver,
    writer: world.writer,
    record: (news) => world.record(news),
    counters: world.counters,
    redaction: createRedaction(DEFAULT_REDACTION),
    now: () => (world.time += 1),
  });
  await app.register(async (scope) => plugin(scope, {} as ApiContext));
});
afterEach(async () => app.close());

const post = async (url: string, payload: object) => {
  const answer = await app.inject({ method: 'POST', url: `/api/v1/${url}`, payload });
  return { status: answer.statusCode, body: answer.json() };
};

const generation = (more: object = {}) => ({
  id: 'gen-1',
  conversation_id: 'talk-1',
  operation_name: 'generateText',
  trace_id: '',
  span_id: '',
  model: { provider: 'anthropic', name: 'claude-sonnet-4-5' },
  response_model: '',
  agent_name: 'helper',
  started_at: '2026-06-01T12:00:00.500Z',
  completed_at: '2026-06-01T12:00:02.500Z',
  usage: {
    input_tokens: '1000',
    output_tokens: '100',
    cache_read_input_tokens: '0',
    input_semantics: 'TOKEN_INPUT_SEMANTICS_INCLUSIVE',
  },
  ...more,
});

const step = (id: string, more: object = {}) => ({
  id,
  conversation_id: 'talk-1',
  step_name: id,
  started_at: '2026-06-01T12:00:00Z',
  completed_at: '2026-06-01T12:00:01Z',
  input_state: {},
  output_state: {},
  error: '',
  parent_step_ids: [],
  ...more,
});

describe('D3: generations of the agent SDK', () => {
  it('D3: a generation is a job of its agent in its conversation, with tokens and price; sent again it is the same', async () => {
    for (let times = 0; times < 2; times++) {
      const { status, body } = await post('generations:export', { generations: [generation()] });
      expect([status, body]).toEqual([200, { results: [{ generation_id: 'gen-1', accepted: true, error: '' }] }]);
    }
    expect(world.jobs()).toMatchObject([
      {
        agent: 'helper',
        session_id: 'talk-1',
        status: 'completed',
        input_tokens: 1_000,
        output_tokens: 100,
        duration_seconds: 2,
        cost_source: 'bundle',
      },
    ]);
  });

  it('D3: an all-zero usage is an absent one', async () => {
    await post('generations:export', {
      generations: [generation({ usage: { input_tokens: '0', output_tokens: '0' } })],
    });
    expect(world.jobs()).toMatchObject([
      { input_tokens: null, total_cost: null, labels: { calls_without_usage: '1' } },
    ]);
  });

  it('D3: each item is answered by itself, and the counts add up', async () => {
    const { body } = await post('generations:export', {
      generations: [generation(), generation({ id: 'gen-2', started_at: 'soon', completed_at: '' })],
    });
    expect(body.results).toMatchObject([
      { accepted: true },
      { generation_id: 'gen-2', accepted: false, error: expect.stringContaining('started_at') },
    ]);
    const { received, stored, refused, dropped } = world.counters.total();
    expect([received, stored + refused + dropped]).toEqual([2, 2]);
  });

  it('D3: the same call as a span and as a generation counts once, whichever comes first', async () => {
    const span = callSpan(2, { parent: 1, attributes: { 'gen_ai.agent.name': 'helper' } });
    const same = generation({ trace_id: span.traceId, span_id: span.spanId });
    const root = callSpan(1, {
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.agent.name': 'helper',
        'gen_ai.usage.input_tokens': null,
        'gen_ai.usage.output_tokens': null,
      },
    });
    await world.receiver.traces(scoped([span, root]));
    await post('generations:export', { generations: [same] });
    expect(world.jobs()).toMatchObject([{ agent: 'helper', input_tokens: 1_000 }]);
  });
});

describe('D3: generations that name no trace', () => {
  const answered = callSpan(2, { parent: 1, attributes: { 'gen_ai.response.id': 'answer-1' } });
  const root = agentSpan(1, 'lead');

  it('D3: with the answer of a call told in a trace it is that call, counted once', async () => {
    await world.receiver.traces(scoped([root, answered]));
    await post('generations:export', { generations: [generation({ response_id: 'answer-1' })] });
    expect(world.jobs()).toMatchObject([{ agent: 'lead', input_tokens: 1_000 }]);
    expect(world.counters.total().unmatched).toBe(0);
  });

  it('D3: else it is a job of its own, and counted as unmatched of its source', async () => {
    await world.receiver.traces(scoped([root, answered]));
    await post('generations:export', {
      generations: [generation({ response_id: 'another' }), generation({ id: 'g2' })],
    });
    expect(world.jobs()).toHaveLength(3);
    const found = world.counters.snapshot().find(({ signal }) => signal === 'generations');
    expect([found?.source, found?.counts.unmatched]).toEqual(['agento11y', 2]);
  });
});

describe('W2.1, W2.2: workflow steps of the agent SDK', () => {
  const sender = step('plan', { output_state: { a: 1, b: 'x', c: [1], d: null, e: 5 } });
  const receiver = step('write', { parent_step_ids: ['plan'], input_state: { a: 1, b: 'x', c: [1], d: null, e: 6 } });

  it.each([
    ['the sender first', [sender, receiver]],
    ['the receiver first', [receiver, sender]],
  ])('W2.2: four of five keys arrive unchanged: 0.8, %s', async (_what, sent) => {
    for (const one of sent) {
      await post('workflow-steps:export', { workflow_steps: [one] });
    }
    const job = world.jobs().find(({ job_id }) => job_id === 'write');
    expect(job).toMatchObject({
      handoff_from: 'plan',
      depends_on: ['plan'],
      step: 'write',
      session_id: 'talk-1',
      context_score: 0.8,
    });
  });

  it('W2.2: without both states there is no score', async () => {
    await post('workflow-steps:export', { workflow_steps: [step('plan'), receiver] });
    expect(world.jobs().map(({ context_score }) => context_score)).toEqual([null, null]);
  });

  it('D3: a step that goes on is running, one with an error has failed', async () => {
    await post('workflow-steps:export', {
      workflow_steps: [step('a', { completed_at: '' }), step('b', { error: 'rate limit' })],
    });
    expect(world.jobs()).toMatchObject([{ status: 'running' }, { status: 'failed', error_category: 'rate_limit' }]);
  });
});

describe('A3.1, A3.3: scores and ratings of the agent SDK', () => {
  it('A3.1: a score keeps its scale and its subject; repeated it is the same row', async () => {
    const score = {
      score_id: 's1',
      generation_id: 'gen-1',
      score_key: 'helpful',
      value: { number: 4 },
      created_at: '2026-06-01T12:00:00Z',
    };
    await post('scores:export', { scores: [score, score] });
    const ids = new Set(world.rows.feedback?.map(({ id, time }) => `${id} ${time}`));
    expect(ids.size).toBe(1);
    expect(world.rows.feedback?.[0]).toMatchObject({
      subject_kind: 'generation',
      subject: 'gen-1',
      score: 4,
      user: 'helpful',
    });
  });

  it('A3.1: a score of a generation is the quality of its job, whichever comes first; their mean; sent again the same', async () => {
    world.scales = [{ evaluator: 'helpful', worst: 1, best: 5 }];
    const score = (id: string, more: object) => ({
      score_id: id,
      generation_id: 'gen-1',
      created_at: '2026-06-01T12:00:05Z',
      ...more,
    });
    const before = score('s1', { score_key: 'helpful', value: { number: 4 } });
    const after = score('s2', { evaluator_id: 'judge', value: { bool: false } });
    await post('scores:export', { scores: [before] });
    expect(world.jobs()).toEqual([]);
    await post('generations:export', { generations: [generation()] });
    expect(world.jobs()[0]?.output_quality_score).toBe(0.75);
    await post('scores:export', { scores: [after, before] });
    expect(world.jobs()[0]?.output_quality_score).toBe(0.375);
    const scores = world.counters.snapshot().find(({ signal }) => signal === 'scores');
    expect(scores?.counts).toMatchObject({ received: 3, stored: 3, unmatched: 0 });
  });

  it('A3.1: a score of a span by its ids is the quality of its job', async () => {
    await world.receiver.traces(scoped([agentSpan(1, 'lead'), callSpan(2, { parent: 1 })]));
    const named = { trace_id: TRACE, span_id: spanId(2) };
    await post('scores:export', { scores: [{ score_id: 's1', ...named, score_key: 'any', value: { bool: true } }] });
    expect(world.job('lead')?.output_quality_score).toBe(1);
  });

  it('A3.1: a score without a known scale is stored and counted; one of a whole conversation is no quality of a job', async () => {
    await post('generations:export', { generations: [generation()] });
    const before = world.counters.total().unmapped;
    await post('scores:export', {
      scores: [
        { score_id: 's1', generation_id: 'gen-1', score_key: 'unheard of', value: { number: 4 } },
        { score_id: 's2', conversation_id: 'talk-1', score_key: 'any', value: { bool: true } },
      ],
    });
    expect(world.counters.total().unmapped - before).toBe(1);
    expect(world.rows.feedback).toHaveLength(2);
    expect(world.jobs()[0]?.output_quality_score).toBeNull();
  });

  it('A3.1: a score whose generation never comes is counted as unmatched of its source', async () => {
    await post('scores:export', { scores: [{ score_id: 's1', generation_id: 'never', value: { bool: true } }] });
    world.time += 11 * 60_000;
    await world.receiver.settle();
    expect(world.counters.snapshot()).toMatchObject([
      { source: 'agento11y', signal: 'scores', counts: { unmatched: 1 } },
    ]);
  });

  it('A3.3: ratings are good or bad, nothing else', async () => {
    const rate = (value: string) =>
      post('conversations/talk-1/ratings', { rating_id: value, value, comment: 'call me: ana@example.org' });
    expect((await rate('CONVERSATION_RATING_VALUE_GOOD')).body.results).toMatchObject([{ accepted: true }]);
    expect((await rate('CONVERSATION_RATING_VALUE_FINE')).body.results).toMatchObject([{ accepted: false }]);
    expect(world.rows.feedback).toMatchObject([{ subject: 'talk-1', score: 1, comment: 'call me: [redacted:email]' }]);
  });
});
