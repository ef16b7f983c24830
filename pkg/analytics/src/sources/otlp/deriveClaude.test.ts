import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type RawLog, type RawSpan, type Value } from './records';
import { makeLog, makeSpan, makeSum, scoped } from './testing/make';
import { World } from './testing/world';

const SESSION = 'sess-1';
const CLAUDE = { 'service.name': 'claude-code' };

const request = (id: string, at: number, more: Record<string, Value> = {}): RawLog =>
  makeLog('claude_code.api_request', at, {
    'session.id': SESSION,
    model: 'claude-sonnet-4-5',
    request_id: id,
    input_tokens: '5',
    output_tokens: '100',
    cache_read_tokens: '1000',
    cache_creation_tokens: '200',
    cost_usd: '0.01',
    duration_ms: '900',
    ...more,
  });

const llm = (id: number, requestId: string, more: Record<string, Value> = {}): RawSpan =>
  makeSpan({
    id,
    parent: 1,
    at: id * 100,
    name: 'claude_code.llm_request',
    attributes: {
      'session.id': SESSION,
      'span.type': 'llm_request',
      'gen_ai.system': 'anthropic',
      'gen_ai.request.model': 'claude-sonnet-4-5',
      model: 'claude-sonnet-4-5',
      request_id: requestId,
      input_tokens: 5,
      output_tokens: 100,
      cache_read_tokens: 1_000,
      cache_creation_tokens: 200,
      ...more,
    },
  });

const turn = (ms: number): RawSpan =>
  makeSpan({
    id: 1,
    ms,
    name: 'claude_code.interaction',
    attributes: { 'session.id': SESSION, 'span.type': 'interaction' },
  });

const logs = (world: World, records: RawLog[], resource = CLAUDE) => world.receiver.logs(scoped(records, resource));
const traces = (world: World, records: RawSpan[], resource = CLAUDE) =>
  world.receiver.traces(scoped(records, resource));

const ONE_CALL = { input_tokens: 1_205, output_tokens: 100, cache_read_tokens: 1_000, cache_write_tokens: 200 };

describe('D3: Claude Code', () => {
  it('want 4: an event makes the job visible while it runs', async () => {
    const world = new World();
    await logs(world, [makeLog('claude_code.user_prompt', 0, { 'session.id': SESSION, prompt_length: 12 })]);
    expect(world.jobs()).toMatchObject([
      { job_id: SESSION, status: 'running', session_id: SESSION, input_tokens: null, completed_at: null },
    ]);
  });

  it('A4.2 rule 2: its counts exclude the cache, although gen_ai keys stand beside', async () => {
    const world = new World();
    await traces(world, [turn(5_000), llm(2, 'r1')]);
    expect(world.jobs()).toMatchObject([
      { ...ONE_CALL, status: 'completed', duration_seconds: 5, cost_source: 'bundle' },
    ]);
    expect(world.jobs()[0]?.token_cost).toBeCloseTo((5 * 3 + 1_000 * 0.3 + 200 * 3.75 + 100 * 15) / 1e6, 12);
  });

  it('A4.2 rule 4: one call told as span, event and metric counts once, with the event’s money', async () => {
    const world = new World();
    await logs(world, [request('r1', 1_000)]);
    await traces(world, [turn(5_000), llm(2, 'r1')]);
    const attributes = { 'session.id': SESSION, type: 'input', model: 'claude-sonnet-4-5' };
    await world.receiver.metrics(
      scoped([makeSum('claude_code.token.usage', [{ at: 60_000, value: 5, attributes }])], CLAUDE)
    );
    expect(world.jobs()).toMatchObject([
      { ...ONE_CALL, token_cost: 0.01, cost_source: 'reported', labels: { model_calls: '1' } },
    ]);
  });

  it('A4.2 rule 4: metrics alone still give tokens and money; sent again they give the same', async () => {
    const world = new World();
    const of = (type: string, value: number) => ({
      at: 60_000,
      value,
      attributes: { 'session.id': SESSION, type, model: 'claude-sonnet-4-5' },
    });
    const tokens = makeSum('claude_code.token.usage', [
      of('input', 5),
      of('output', 100),
      of('cacheRead', 1_000),
      of('cacheCreation', 200),
    ]);
    const cost = makeSum('claude_code.cost.usage', [
      { at: 60_000, value: 0.02, attributes: { 'session.id': SESSION, model: 'claude-sonnet-4-5' } },
    ]);
    for (let times = 0; times < 2; times++) {
      await world.receiver.metrics(scoped([tokens, cost], CLAUDE));
    }
    expect(world.jobs()).toMatchObject([{ ...ONE_CALL, token_cost: 0.02, cost_source: 'reported' }]);
  });

  it('A4.2 rule 8 of joining: micro-dollars win over rounded dollars', async () => {
    const world = new World();
    await logs(world, [request('r1', 0, { cost_usd_micros: 12_345 })]);
    expect(world.jobs()[0]?.token_cost).toBeCloseTo(0.012345, 12);
  });

  it('D3: any order, repeated: the same jobs', async () => {
    const events = [
      request('r1', 1_000),
      request('r2', 2_000, { 'agent.name': 'reviewer' }),
      makeLog('claude_code.tool_result', 2_500, {
        'session.id': SESSION,
        tool_name: 'Bash',
        tool_use_id: 't1',
        success: 'true',
      }),
    ];
    const spans = [turn(9_000), llm(2, 'r1'), llm(3, 'r2', { agent_id: 'a-7' })];
    const seen = (world: World) => world.jobs().map(({ last_news_at: _n, first_seen_at: _f, ...job }) => job);
    const whole = new World();
    await traces(whole, spans);
    await logs(whole, events);
    const expected = seen(whole);
    type Step = { log: RawLog } | { span: RawSpan };
    const steps: Step[] = [...events.map((log) => ({ log })), ...spans.map((span) => ({ span }))];
    // Subagents are named by their spans' ids: an event before its span is told of by name, and moves when the span comes.
    const order = fc.shuffledSubarray(steps, { minLength: steps.length });
    await fc.assert(
      fc.asyncProperty(order, fc.subarray(steps), async (first, again) => {
        const world = new World();
        for (const step of [...first, ...again]) {
          await (typeof step === 'object' && 'log' in step ? logs(world, [step.log]) : traces(world, [step.span]));
        }
        const kept = seen(world).filter(({ labels }) => labels['superseded'] !== 'true');
        expect(kept.map(({ started_at: _s, ...job }) => job)).toEqual(
          expected.map(({ started_at: _s, ...job }) => job)
        );
      }),
      { numRuns: 60 }
    );
  });

  it('D3: a subagent is a child of the session’s job, with its own calls', async () => {
    const world = new World();
    await traces(world, [turn(9_000), llm(2, 'r1'), llm(3, 'r2', { agent_id: 'a-7' })]);
    expect(world.jobs()).toMatchObject([
      { job_id: SESSION, ...ONE_CALL },
      { job_id: `${SESSION}:a-7`, parent_job_id: SESSION, handoff_from: SESSION, ...ONE_CALL },
    ]);
  });

  it('D3: a call that was given up fails the job; one that a later call made good does not', async () => {
    const error = makeLog('claude_code.api_error', 3_000, {
      'session.id': SESSION,
      error: 'Overloaded',
      status_code: '529',
      attempt: 10,
    });
    const failed = new World();
    await logs(failed, [request('r1', 1_000), error]);
    await traces(failed, [turn(9_000)]);
    expect(failed.jobs()).toMatchObject([{ status: 'failed', error_category: 'dependency' }]);
    const mended = new World();
    await logs(mended, [error, request('r2', 4_000)]);
    await traces(mended, [turn(9_000)]);
    expect(mended.jobs()).toMatchObject([{ status: 'completed', error_category: null }]);
  });

  it('D3: a wait for a person is its own time: only a person’s decision that took longer than a second', async () => {
    const wait = (id: number, ms: number, source: string): RawSpan =>
      makeSpan({
        id,
        parent: 1,
        ms,
        name: 'claude_code.tool.blocked_on_user',
        attributes: { 'session.id': SESSION, duration_ms: ms, decision: 'accept', source },
      });
    const world = new World();
    await traces(world, [
      turn(60_000),
      wait(2, 8_000, 'user_temporary'),
      wait(3, 400, 'user_permanent'),
      wait(4, 5_000, 'config'),
    ]);
    expect(world.jobs()).toMatchObject([{ human_wait_time: 8 }]);
  });
});

describe('D1, D3: Claude Code under an orchestrator', () => {
  const under = (more: Record<string, string>) => ({ ...CLAUDE, 'eljefe.orchestrator': 'main', ...more });

  it('D1: the job its environment names gets the tokens; its status stays the orchestrator’s', async () => {
    const world = new World();
    await logs(world, [request('r1', 1_000)], under({ 'eljefe.job.id': 'job-1' }));
    expect(world.jobs()).toMatchObject([
      { source: 'main', job_id: 'job-1', status: 'unknown', ...ONE_CALL, agent: 'unknown' },
    ]);
  });

  it('D1: without a name it is joined by time to the only running job, marked as inferred', async () => {
    const world = new World();
    world.candidates = ['job-3'];
    await logs(world, [request('r1', 1_000)], under({}));
    expect(world.jobs()).toMatchObject([{ source: 'main', job_id: 'job-3', labels: { join: 'inferred' } }]);
  });

  it('D1: two candidates are none: unattributed, never guessed', async () => {
    const world = new World();
    world.candidates = ['job-3', 'job-4'];
    await logs(world, [request('r1', 1_000)], under({}));
    expect(world.jobs()).toMatchObject([{ source: 'main', job_id: SESSION, labels: { join: 'unattributed' } }]);
  });
});
