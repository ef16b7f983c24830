import { type Job, type Orchestrator, type StreamEvent } from '@eljefe/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { job } from '../domain/jobs.fixtures';

import { LiveState } from './liveState';

const HOUR = 3_600_000;

const orchestrator = (given: Partial<Orchestrator>): Orchestrator => ({
  name: 'el-jefe',
  url: null,
  status: 'up',
  reason: null,
  last_news_at: 0,
  age_seconds: 0,
  stale: false,
  clock_offset_seconds: null,
  channels: [],
  resources: null,
  malformed: 0,
  ...given,
});

const makeLive = ({ maxJobs = 100 } = {}) => {
  const clock = { now: 10 * HOUR };
  const orchestrators: Orchestrator[] = [];
  const limits = { recentSeconds: 900, failedSeconds: 3_600, maxJobs, maxSessions: 100, staleAfterSeconds: 300 };
  const live = new LiveState({ limits, now: () => clock.now, orchestrators: () => orchestrators, notices: () => [] });
  const put = (id: string, status: string, more: Parameters<typeof job>[0] = {}): void => {
    live.putJob(id, { view: job({ id, status, received: clock.now, ...more }) });
  };
  return { clock, live, put, orchestrators };
};

/** What a client makes of the stream. */
class Client {
  readonly jobs = new Map<string, Job>();
  sequence = 0;

  hear(event: StreamEvent): void {
    if (event.type === 'snapshot') {
      this.jobs.clear();
      event.state.agents.forEach((agent) => this.jobs.set(agent.job_id, agent));
      this.sequence = event.state.sequence;
      return;
    }
    event.removed_agents.forEach(({ job_id }) => this.jobs.delete(job_id));
    event.agents.forEach((agent) => this.jobs.set(agent.job_id, agent));
    this.sequence = event.sequence;
  }

  get shown(): string[] {
    return [...this.jobs.values()].map(({ job_id, status, progress }) => `${job_id} ${status} ${progress}`).sort();
  }
}

type Act =
  | { do: 'put'; id: string; status: string; progress: number }
  | { do: 'tick' }
  | { do: 'wait'; ms: number }
  | { do: 'leave' }
  | { do: 'return' };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    do: fc.constant('put' as const),
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    status: fc.constantFrom('running', 'completed', 'failed'),
    progress: fc.constantFrom(0.1, 0.2, 0.3),
  }),
  fc.record({ do: fc.constant('tick' as const) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(100, 2_000, HOUR) }),
  fc.record({ do: fc.constant('leave' as const) }),
  fc.record({ do: fc.constant('return' as const) })
);

describe('the live state and its stream', () => {
  test('a client that hears deltas, leaves and comes back as it likes, holds what the state holds', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const { live, put, clock } = makeLive({ maxJobs: 3 });
        const client = new Client();
        client.hear({ type: 'snapshot', state: live.state() });
        let leave: (() => void) | null = live.subscribe((event) => client.hear(event));
        const comeBack = (): void => {
          const missed = live.since(client.sequence) ?? [{ type: 'snapshot' as const, state: live.state() }];
          missed.forEach((event) => client.hear(event));
          leave ??= live.subscribe((event) => client.hear(event));
        };
        for (const step of acts) {
          if (step.do === 'put') {
            put(step.id, step.status, { progress: step.progress, completed_at: clock.now });
          } else if (step.do === 'wait') {
            clock.now += step.ms;
          } else if (step.do === 'tick') {
            live.tick();
          } else if (step.do === 'leave') {
            leave?.();
            leave = null;
          } else {
            comeBack();
          }
        }
        comeBack();
        live.tick();
        const server = new Client();
        server.hear({ type: 'snapshot', state: live.state() });
        live.tick();
        expect(client.shown).toEqual(server.shown);
      })
    );
  });
  test('changes between two ticks are one delta with the last of each', () => {
    const { live, put } = makeLive();
    const heard: StreamEvent[] = [];
    live.subscribe((event) => heard.push(event));
    put('a', 'running', { progress: 0.1 });
    put('a', 'running', { progress: 0.2 });
    live.tick();
    live.tick();
    expect(heard).toMatchObject([{ type: 'delta', agents: [{ job_id: 'a', progress: 0.2 }] }]);
  });
  test('no news for too long: stale, unless it has ended', () => {
    const { live, put, clock } = makeLive();
    put('a', 'running');
    put('b', 'completed');
    clock.now += 301_000;
    expect(live.state().agents.map(({ job_id, age_seconds, stale }) => [job_id, age_seconds, stale])).toEqual([
      ['a', 301, true],
      ['b', 301, false],
    ]);
  });
  test('what ended goes after a while; open work stays however old', () => {
    const { live, put, clock } = makeLive();
    put('a', 'running');
    put('b', 'completed');
    clock.now += HOUR;
    expect(live.state().agents.map(({ job_id }) => job_id)).toEqual(['a']);
  });
  test('V3: the failed job of an agent stays for those who come late, unless the agent has worked since', () => {
    const { live, put, clock } = makeLive();
    const failedAt = { started_at: clock.now - 5_000, completed_at: clock.now };
    put('a', 'failed', { agent: 'Anton', ...failedAt });
    put('b', 'failed', { agent: 'Berta', ...failedAt });
    put('b2', 'completed', { agent: 'Berta', started_at: clock.now + 1_000, completed_at: clock.now + 2_000 });
    clock.now += 1_200_000;
    expect(live.state().agents.map(({ job_id }) => job_id)).toEqual(['a']);
    clock.now += HOUR;
    expect(live.state().agents).toEqual([]);
  });
  test('a job that ended long ago and is heard of only now never shows', () => {
    const { live, put, clock } = makeLive();
    const heard: StreamEvent[] = [];
    live.subscribe((event) => heard.push(event));
    put('old', 'completed', { completed_at: clock.now - HOUR });
    live.tick();
    expect(heard.flatMap((event) => (event.type === 'delta' ? event.agents : []))).toEqual([]);
    expect(live.state().agents).toEqual([]);
  });
  test('an end told by a clock two hours ahead is not kept two hours longer', () => {
    const { live, put, clock } = makeLive();
    put('a', 'completed', { completed_at: clock.now + 2 * HOUR });
    expect(live.state().agents).toMatchObject([{ age_seconds: 0 }]);
    clock.now += HOUR;
    expect(live.state().agents).toEqual([]);
  });
  test('beyond the bound the oldest ended go first', () => {
    const { live, put } = makeLive({ maxJobs: 2 });
    ['a', 'b', 'c'].forEach((id) => put(id, id === 'a' ? 'running' : 'completed'));
    expect(live.state().agents.map(({ job_id }) => job_id)).toEqual(['a', 'c']);
  });
  test('a number of another life is unknown: the client gets everything', () => {
    const { live, put } = makeLive();
    live.startAt(1_000);
    put('a', 'running');
    live.tick();
    expect([live.since(999), live.since(2_000)]).toEqual([null, null]);
    expect(live.since(1_000)).toMatchObject([{ sequence: 1_001, agents: [{ job_id: 'a' }] }]);
    expect(live.since(1_001)).toEqual([]);
  });
  test('an orchestrator’s change of status is told at once, that it is still heard only now and then', () => {
    const { live, orchestrators } = makeLive();
    const heard: StreamEvent[] = [];
    live.subscribe((event) => heard.push(event));
    const says = (given: Partial<Orchestrator>): number => {
      orchestrators.splice(0, 1, orchestrator(given));
      live.tick();
      return heard.length;
    };
    expect([
      says({ last_news_at: 100 }),
      says({ last_news_at: 200, age_seconds: 9 }),
      says({ last_news_at: 300, status: 'down' }),
      says({ last_news_at: 5_100, status: 'down' }),
    ]).toEqual([1, 1, 2, 3]);
  });
});
