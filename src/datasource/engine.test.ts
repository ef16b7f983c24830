import { type QueryRequest } from '@eljefe/contract';
import {
  CoreApp,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  dateTime,
  LoadingState,
} from '@grafana/data';
import { firstValueFrom } from 'rxjs';

import { type Call, FakeBackend } from '../client/testing/fakeBackend';
import { defaultQuery } from '../core/query/defaultQuery';
import { type ElJefeQuery } from '../core/query/query.types';
import { liveState, NOW, sseText } from '../core/testing/liveState.fixtures';
import { Engine } from './engine';
import { type ElJefeOptions } from './settings.types';

const BOTH: ElJefeOptions = { analyticsUrl: 'http://analytics', orchestratorUrl: 'http://eljefe' };

const engineOn = (backend: FakeBackend, options: ElJefeOptions = BOTH): Engine =>
  new Engine(
    { options, baseUrl: '/proxy', target: { uid: 'uid', name: 'El Jefe' }, version: '0.1.0' },
    { backend, now: () => NOW, random: () => 0 }
  );

const request = (
  targets: ElJefeQuery[],
  given: Partial<DataQueryRequest<ElJefeQuery>> = {}
): DataQueryRequest<ElJefeQuery> => {
  const range = { from: dateTime(NOW - 3_600_000), to: dateTime(NOW) };
  return {
    app: CoreApp.Dashboard,
    requestId: 'Q1',
    interval: '15s',
    intervalMs: 15_000,
    maxDataPoints: 500,
    range: { ...range, raw: range },
    scopedVars: {},
    startTime: NOW,
    timezone: 'utc',
    targets,
    ...given,
  };
};

const jobs = (refId: string, given: Partial<ElJefeQuery> = {}): ElJefeQuery => ({
  refId,
  ...defaultQuery('jobs'),
  ...given,
});

const bodyOf = ({ request: { data } }: Call): QueryRequest => data;

/** Answers every question with one row that names it; those searched for "bad" with a problem. */
const serviceAnswer = (call: Call): void => {
  if (!call.request.url.endsWith('/query')) {
    return;
  }
  call.answer({
    at: NOW,
    answers: bodyOf(call).queries.map(({ refId, kind, search }) => ({
      refId,
      frames:
        search === 'bad' ? [] : [{ name: kind, fields: [{ name: 'value', type: 'string', values: [search ?? kind] }] }],
      notices: [],
      age_seconds: 0,
      next_cursor: null,
      problem:
        search === 'bad' ? { type: 'x', title: 'Bad', status: 400, detail: 'Unknown word. Send another.' } : null,
    })),
  });
};

const collect = (engine: Engine, asked: DataQueryRequest<ElJefeQuery>): DataQueryResponse[] => {
  const got: DataQueryResponse[] = [];
  engine.query(asked).subscribe((packet) => got.push(packet));
  return got;
};

const framesOf = (packet: DataQueryResponse | undefined): DataFrame[] => packet?.data ?? [];

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('I1: questions to the service', () => {
  it('sends one POST for all panels of a refresh, and gives each its frames under its own refId', () => {
    const backend = new FakeBackend(serviceAnswer);
    const engine = engineOn(backend);
    const one = collect(engine, request([jobs('A', { search: 'x' }), jobs('B', { search: 'y' })]));
    const two = collect(engine, request([{ refId: 'A', ...defaultQuery('events') }]));
    jest.advanceTimersByTime(40);
    expect(backend.urls()).toEqual(['/proxy/query']);
    expect(framesOf(one[0]).map(({ refId, fields }) => [refId, fields[0]?.values[0]])).toEqual([
      ['A', 'x'],
      ['B', 'y'],
    ]);
    expect(framesOf(two[0]).map(({ name }) => name)).toEqual(['events']);
  });

  it('gives one target its error and the other its frames', () => {
    const [packet] = (() => {
      const got = collect(engineOn(new FakeBackend(serviceAnswer)), request([jobs('A', { search: 'bad' }), jobs('B')]));
      jest.advanceTimersByTime(40);
      return got;
    })();
    expect(packet?.errors).toEqual([{ refId: 'A', message: 'Unknown word. Send another.', status: 400 }]);
    expect(framesOf(packet).map(({ refId }) => refId)).toEqual(['B']);
  });

  it('keeps the last good answer when the service stops answering, with its age and the reason', () => {
    let works = true;
    const backend = new FakeBackend((call) => (works ? serviceAnswer(call) : call.fail(502)));
    const engine = engineOn(backend);
    collect(engine, request([jobs('A')]));
    jest.advanceTimersByTime(40);
    works = false;
    const got = collect(engine, request([jobs('A')]));
    jest.advanceTimersByTime(40);
    expect(got[0]?.errors?.[0]?.message).toMatch(/cannot reach the analytics service/);
    expect(framesOf(got[0])[0]?.fields[0]?.values).toEqual(['jobs']);
    expect(framesOf(got[0])[0]?.meta?.notices?.[0]?.text).toMatch(/^Answer of 0 s ago\./);
  });

  it('says of a measure that it cannot be read, instead of leaving the panel to say that there is nothing', () => {
    const total: ElJefeQuery = { ...jobs('A'), kind: 'series', shape: 'total', measure: 'success_rate' };
    const got = collect(engineOn(new FakeBackend((call) => call.fail(502))), request([total, jobs('B')]));
    jest.advanceTimersByTime(40);
    const [unread, ...others] = framesOf(got[0]);
    expect(unread?.fields.at(-1)).toMatchObject({ values: [null], config: { noValue: 'Unreadable' } });
    expect(others).toEqual([]);
  });

  it.each([
    ['what is not JSON', (call: Call) => call.answer('<html>'), /not JSON/],
    ['JSON of another shape', (call: Call) => call.answer({ hello: 1 }), /another shape/],
    ['a wrong token', (call: Call) => call.fail(400, { message: 'Authentication to data source failed' }), /token/],
  ])('explains %s', (_, handler, expected) => {
    const got = collect(engineOn(new FakeBackend(handler)), request([jobs('A')]));
    jest.advanceTimersByTime(40);
    expect(got[0]?.errors?.[0]?.message).toMatch(expected);
  });

  it('joins the dashboard filters, and names those that mean nothing here', () => {
    const backend = new FakeBackend(serviceAnswer);
    const engine = engineOn(backend);
    collect(engine, request([jobs('A')], { filters: [{ key: 'agent', operator: '=', value: 'a' }] }));
    jest.advanceTimersByTime(40);
    const [call] = backend.calls;
    expect(call && bodyOf(call).queries[0]?.filters).toEqual([{ key: 'agent', op: '=', values: ['a'] }]);
    const got = collect(engine, request([jobs('A')], { filters: [{ key: 'cost', operator: '>', value: '3' }] }));
    expect(got[0]?.errors?.[0]?.message).toContain('cost > 3');
  });

  it('D1: says that a kind needs the service when only an orchestrator is set', () => {
    const backend = new FakeBackend();
    const got = collect(engineOn(backend, { orchestratorUrl: 'http://eljefe' }), request([jobs('A')]));
    expect(got[0]?.errors?.[0]?.message).toMatch(/“jobs” needs the analytics service/);
    expect(backend.calls).toEqual([]);
  });

  it('aborts the request when the panel is gone', () => {
    const backend = new FakeBackend();
    const subscription = engineOn(backend)
      .query(request([jobs('A')]))
      .subscribe();
    jest.advanceTimersByTime(40);
    subscription.unsubscribe();
    expect(backend.calls[0]?.aborted).toBe(true);
  });

  it('D6: gives marks as annotations, and events as log lines in Explore', () => {
    const fields = [
      { name: 'time', type: 'time', values: [1] },
      { name: 'title', type: 'string', values: ['Job failed'] },
    ];
    const backend = new FakeBackend((call) =>
      call.answer({
        at: NOW,
        answers: bodyOf(call).queries.map(({ refId }) => ({
          refId,
          frames: [{ fields }],
          notices: [],
          age_seconds: 0,
          next_cursor: null,
          problem: null,
        })),
      })
    );
    const names = (kind: 'marks' | 'events', app: CoreApp) => {
      const got = collect(engineOn(backend), request([{ refId: 'A', ...defaultQuery(kind) }], { app }));
      jest.advanceTimersByTime(40);
      return framesOf(got[0])[0]?.fields.map(({ name }) => name);
    };
    expect(names('marks', CoreApp.Dashboard)).toEqual(['time', 'title', 'tags']);
    expect(names('events', CoreApp.Explore)).toEqual(['timestamp', 'body', 'severity', 'id', 'labels']);
    expect(names('events', CoreApp.Dashboard)).toEqual(['time', 'title']);
  });
});

describe('V1: live state to panels', () => {
  const agents: ElJefeQuery = { refId: 'A', ...defaultQuery('state') };

  it('opens one stream for all panels, gives a late one the state at once, and stays open over a refresh', () => {
    const backend = new FakeBackend();
    const engine = engineOn(backend);
    const first = engine.query(request([agents])).subscribe();
    backend.streams[0]?.push(sseText({ type: 'snapshot', state: liveState() }));
    jest.advanceTimersByTime(10);
    const late = collect(engine, request([{ ...agents, refId: 'B', format: 'sessions' }]));
    expect(late.map(({ state, key }) => [state, key])).toEqual([[LoadingState.Streaming, 'B']]);
    expect(framesOf(late[0])[0]?.name).toBe('sessions');
    first.unsubscribe();
    jest.advanceTimersByTime(4_000);
    expect(backend.streams).toHaveLength(1);
    expect(backend.streams[0]?.closed).toBe(false);
  });

  it('closes the stream 5 s after the last panel is gone', () => {
    const backend = new FakeBackend();
    const subscription = engineOn(backend)
      .query(request([agents]))
      .subscribe();
    subscription.unsubscribe();
    jest.advanceTimersByTime(4_999);
    expect(backend.streams[0]?.closed).toBe(false);
    jest.advanceTimersByTime(1);
    expect(backend.streams[0]?.closed).toBe(true);
  });

  it('gives at most one frame a second, and lets ages grow without news', () => {
    const backend = new FakeBackend();
    const got = collect(engineOn(backend), request([agents]));
    const snapshot = sseText({ type: 'snapshot', state: liveState() });
    for (let index = 0; index < 100; index += 1) {
      backend.streams[0]?.push(snapshot);
      jest.advanceTimersByTime(10);
    }
    expect(got.length).toBeLessThanOrEqual(2);
    const before = got.length;
    jest.advanceTimersByTime(11_000);
    expect(got.length).toBeGreaterThan(before);
  });

  it('answers once in Explore', () => {
    const backend = new FakeBackend();
    const got = collect(engineOn(backend), request([agents], { app: CoreApp.Explore }));
    backend.streams[0]?.push(sseText({ type: 'snapshot', state: liveState() }));
    jest.advanceTimersByTime(30_000);
    expect(got.map(({ state }) => state)).toEqual([LoadingState.Done]);
  });

  it('D1: shows the orchestrator state when analytics cannot be reached, and says so', () => {
    const backend = new FakeBackend((call) =>
      call.request.url === '/proxy/orchestrator/status'
        ? call.answer({ agents: { writer_1: { job_id: 'writer_1', agent_type: 'writer', status: 'running' } } })
        : call.fail(502)
    );
    const got = collect(engineOn(backend), request([agents]));
    backend.streams[0]?.fail(502);
    jest.advanceTimersByTime(10);
    const [frame] = framesOf(got[0]);
    expect(frame?.meta?.custom).toMatchObject({ origin: 'orchestrator' });
    expect(frame?.meta?.notices?.[0]?.text).toMatch(/present state only/);
    expect(frame?.fields.find(({ name }) => name === 'job_id')?.values).toEqual(['writer_1']);
  });

  it('gives an error that says what to do when nothing answers and nothing is known', () => {
    const backend = new FakeBackend((call) => call.fail(502));
    const got = collect(engineOn(backend), request([agents]));
    backend.streams[0]?.fail(502);
    jest.advanceTimersByTime(10);
    expect(got[0]).toMatchObject({ state: LoadingState.Error, data: [] });
    expect(got[0]?.errors?.[0]?.message).toMatch(/Check that it runs/);
  });

  it('keeps state and asked targets of one panel apart', () => {
    const backend = new FakeBackend(serviceAnswer);
    const got = collect(engineOn(backend), request([agents, jobs('B')]));
    backend.streams[0]?.push(sseText({ type: 'snapshot', state: liveState() }));
    jest.advanceTimersByTime(40);
    expect(new Set(got.map(({ key }) => key))).toEqual(new Set(['A', 'asked']));
  });
});

describe('D1: data source test', () => {
  const answering =
    (given: { ready?: (call: Call) => void; query?: (call: Call) => void; orchestrator?: (call: Call) => void } = {}) =>
    (call: Call): void => {
      const { url } = call.request;
      if (url.endsWith('/health')) {
        (given.ready ?? ((one) => one.answer({ ready: true, parts: [], version: '0.1.0' })))(call);
      } else if (url.endsWith('/query')) {
        (given.query ?? serviceAnswer)(call);
      } else {
        (given.orchestrator ?? ((one) => one.answer({ agents: {} })))(call);
      }
    };
  const test = (handler: (call: Call) => void, options = BOTH) =>
    firstValueFrom(engineOn(new FakeBackend(handler), options).health());

  it('is content when both halves answer', async () => {
    expect(await test(answering())).toEqual({
      status: 'success',
      message: 'Analytics 0.1.0 is ready. The orchestrator answers and knows 0 jobs.',
    });
  });

  it.each([
    ['an unreachable service', { ready: (call: Call) => call.fail(502) }, /cannot reach the analytics service/],
    ['a page that is not JSON', { ready: (call: Call) => call.answer('<!doctype html>') }, /not JSON.*doctype/],
    [
      'a wrong analytics token',
      { query: (call: Call) => call.fail(400, { message: 'Authentication to data source failed' }) },
      /Enter the analytics token anew/,
    ],
    [
      'an unreachable orchestrator',
      { orchestrator: (call: Call) => call.fail(502) },
      /Analytics 0\.1\.0 is ready\. Grafana cannot reach the orchestrator/,
    ],
    [
      'a wrong orchestrator token',
      { orchestrator: (call: Call) => call.fail(400, { message: 'Authentication to data source failed' }) },
      /Enter the orchestrator token anew/,
    ],
    [
      'something that is not El Jefe',
      { orchestrator: (call: Call) => call.answer({ hello: 1 }) },
      /an El Jefe orchestrator/,
    ],
  ])('names the failing half and the remedy: %s', async (_, given, expected) => {
    const health = await test(answering(given));
    expect(health.status).toBe('error');
    expect(health.message).toMatch(expected);
  });

  it('passes on what a service that is not ready says of its parts', async () => {
    const parts = [{ name: 'store', ready: false, essential: true, detail: 'restarting' }];
    const health = await test(answering({ ready: (call: Call) => call.fail(503, { ready: false, parts }) }));
    expect(health).toMatchObject({
      status: 'error',
      message: expect.stringContaining('store is not ready: restarting'),
    });
  });

  it('warns of a clock two hours off', async () => {
    const query = (call: Call) => call.answer({ at: NOW + 7_200_000, answers: [] });
    expect((await test(answering({ query }))).message).toMatch(/clock is 2 h ahead/);
  });

  it('works with an orchestrator alone, and says what is lost', async () => {
    expect(await test(answering(), { orchestratorUrl: 'http://eljefe' })).toMatchObject({
      status: 'success',
      message: expect.stringContaining('only the present state'),
    });
  });
});
