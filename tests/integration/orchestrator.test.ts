import { type State } from '@eljefe/contract';
import { afterEach, describe, expect, test } from 'vitest';

import { startHere, type RunningService } from '../support/service';
import { startTiny, type TinyOptions, type TinyOrchestrator, wireJob as job } from '../support/tinyOrchestrator';
import { until } from '../support/until';

const TIMEOUT = { timeout: 60_000 };
const stops: Array<() => Promise<void>> = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) {
    await stop();
  }
});

const orchestrator = async (options: TinyOptions = {}): Promise<TinyOrchestrator> => {
  const tiny = await startTiny(options);
  stops.push(tiny.stop);
  return tiny;
};

const service = async (...args: string[]): Promise<RunningService> => {
  const running = await startHere(...args);
  stops.push(running.stop);
  return running;
};

const watching = async (tiny: TinyOrchestrator, ...args: string[]): Promise<RunningService> => {
  const running = await service(`--orchestrator=main=${tiny.url}`, ...args);
  await seen(running, 'the WebSocket', ({ orchestrators }) =>
    orchestrators.some(({ channels }) => channels.every(({ state }) => state === 'up'))
  );
  return running;
};

const seen = (running: RunningService, what: string, holds: (state: State) => boolean): Promise<State> =>
  until(
    async () => {
      const state = await running.state();
      return holds(state) ? state : null;
    },
    { withinMs: 20_000, what }
  );

const statusOf = (state: State, id: string, source = 'main'): string | undefined =>
  state.agents.find((agent) => agent.job_id === id && agent.source === source)?.status;

describe('D1: following one orchestrator', TIMEOUT, () => {
  test('a job that succeeded without a frame is seen when the state is read again', async () => {
    const tiny = await orchestrator();
    const running = await watching(tiny);
    tiny.send({ type: 'agent_update', job: job('a') });
    await seen(running, 'the start', (state) => statusOf(state, 'a') === 'running');
    tiny.agents['a'] = job('a', { status: 'completed', completed_at: new Date().toISOString() });
    await seen(running, 'the end', (state) => statusOf(state, 'a') === 'completed');
  });
  test('what happened while the WebSocket was away is not missed, and nothing is stored twice', async () => {
    const tiny = await orchestrator();
    tiny.agents['a'] = job('a');
    const running = await watching(tiny, '--log-level=fatal');
    await seen(running, 'a', (state) => statusOf(state, 'a') === 'running');
    tiny.drop();
    await seen(running, 'the loss', ({ orchestrators }) => orchestrators[0]?.status === 'degraded');
    tiny.agents['a'] = {
      ...tiny.agents['a'],
      status: 'failed',
      completed_at: new Date().toISOString(),
      error_message: '429',
    };
    tiny.agents['b'] = job('b');
    tiny.accept = true;
    const state = await seen(
      running,
      'both',
      (now) => statusOf(now, 'b') === 'running' && now.orchestrators[0]?.status === 'up'
    );
    expect(statusOf(state, 'a')).toBe('failed');
    await until(async () => ((await running.jobs()).length === 2 ? true : null), {
      withinMs: 10_000,
      what: 'two jobs',
    });
  });
  test('a session nobody created is read from the state at once', async () => {
    const tiny = await orchestrator();
    const running = await watching(tiny);
    tiny.workflows['s1'] = { session_id: 's1', workflow_type: 'security-audit', goal: 'look', status: 'running' };
    tiny.send({ type: 'workflow_update', session_id: 's1', status: 'running' });
    await seen(running, 'the goal', ({ sessions }) => sessions.some(({ goal }) => goal === 'look'));
  });
  test('several orchestrators with equal ids stay apart', async () => {
    const [east, west] = [await orchestrator(), await orchestrator()];
    east.agents['same'] = job('same');
    west.agents['same'] = job('same', { status: 'failed', completed_at: new Date().toISOString() });
    const running = await service(`--orchestrator=east=${east.url}`, `--orchestrator=west=${west.url}`);
    const state = await seen(running, 'both', ({ agents }) => agents.length === 2);
    expect([statusOf(state, 'same', 'east'), statusOf(state, 'same', 'west')]).toEqual(['running', 'failed']);
    await until(async () => ((await running.jobs()).length === 2 ? true : null), {
      withinMs: 10_000,
      what: 'two rows',
    });
  });
});

describe('D1: what goes wrong is told where it belongs, and nothing else breaks', TIMEOUT, () => {
  test('a wrong address: /readyz and a notice name the address and what to check', async () => {
    const tiny = await orchestrator();
    const { url } = tiny;
    await tiny.stop();
    const running = await service(`--orchestrator=main=${url}`);
    const state = await seen(running, 'down', ({ orchestrators }) => orchestrators[0]?.status === 'down');
    expect(state.notices).toMatchObject([{ severity: 'error', text: 'Orchestrator main is unreachable' }]);
    expect(state.notices[0]?.hint).toContain(
      `${url}/api/status: connection refused: is it running, and is the port right?`
    );
    const ready = await running.ready();
    expect(ready).toContain('connection refused');
    expect(JSON.parse(ready)).toMatchObject({ ready: true });
  });
  test('a wrong token: told as such', async () => {
    const tiny = await orchestrator({ token: 'right' });
    const running = await service(`--orchestrator=main=${tiny.url}`);
    const state = await seen(running, 'down', ({ orchestrators }) => orchestrators[0]?.status === 'down');
    expect(state.orchestrators[0]?.reason).toContain("answered 401: give this orchestrator's token");
  });
  test('another server altogether: asked whether this is an El Jefe', async () => {
    const other = await startHere();
    stops.push(other.stop);
    const running = await service(`--orchestrator=main=${other.url}`);
    const state = await seen(running, 'down', ({ orchestrators }) => orchestrators[0]?.status === 'down');
    expect(state.orchestrators[0]?.reason).toContain('/api/status answered 404');
  });
  test('a frame of 50 MB is refused; the connection comes back and the state is read', async () => {
    const tiny = await orchestrator();
    const running = await watching(tiny);
    tiny.sendText(JSON.stringify({ type: 'chat_message', text: 'x'.repeat(50 * 1024 * 1024) }));
    await until(
      async () => {
        const [first] = (await running.state()).orchestrators;
        return first?.reason?.includes('a frame was larger than 33554432 bytes and was refused') ? first : null;
      },
      { withinMs: 20_000, what: 'the refusal' }
    );
    tiny.agents['a'] = job('a');
    const state = await seen(
      running,
      'the return',
      (now) => now.orchestrators[0]?.status === 'up' && now.agents.length > 0
    );
    expect(statusOf(state, 'a')).toBe('running');
  });
  test('a clock two hours ahead: a notice with how much; jobs, ages and lists stay usable', async () => {
    const twoHours = 7_200_000;
    const tiny = await orchestrator({ clockOffMs: twoHours });
    tiny.agents['a'] = job('a', { started_at: new Date(Date.now() + twoHours).toISOString() });
    const running = await watching(tiny);
    const state = await seen(running, 'the job', ({ agents }) => agents.length === 1);
    expect(state.notices.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Clock of orchestrator main is 7(199|200|201) s ahead of this computer’s$/),
    ]);
    expect(state.agents[0]?.age_seconds).toBeLessThan(60);
    const query = { refId: 'A', kind: 'jobs', limit: 10 };
    await until(
      async () => {
        const now = Date.now();
        const answer = await running.post('/api/v1/query', { from: now - 3_600_000, to: now + 1, queries: [query] });
        return JSON.stringify(await answer.json()).includes('Task of a') ? true : null;
      },
      { withinMs: 10_000, what: 'the job in the last hour' }
    );
  });
  test('the same, told by a zone that is not configured', async () => {
    const tiny = await orchestrator();
    const ahead = new Date(Date.now() + 7_200_000).toISOString().replace('Z', '123');
    tiny.agents['a'] = job('a', { started_at: ahead });
    const running = await watching(tiny);
    const state = await seen(running, 'the notice', ({ notices }) => notices.length > 0);
    expect(state.notices).toMatchObject([{ hint: expect.stringContaining('set `zone` of this orchestrator') }]);
  });
  test('nonsense between good frames: counted, told in the feed, and the good ones count', async () => {
    const tiny = await orchestrator();
    const running = await watching(tiny);
    tiny.sendText('not JSON');
    tiny.sendText('{"type":"agent_update","job":');
    tiny.send({ type: 'agent_update', job: job('odd', { status: 'meditating', progress: 'half' }) });
    tiny.send({ type: 'agent_update', job: job('good') });
    const state = await seen(running, 'both', ({ agents }) => agents.length === 2);
    expect(state.agents.find(({ job_id }) => job_id === 'odd')).toMatchObject({
      status: 'unknown',
      raw_status: 'meditating',
      progress: null,
    });
    expect(statusOf(state, 'good')).toBe('running');
    expect(state.orchestrators[0]?.malformed).toBe(4);
  });
});
