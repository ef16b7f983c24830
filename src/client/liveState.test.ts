import { type State } from '@eljefe/contract';
import { NEVER, Observable, of, Subject, throwError } from 'rxjs';

import { type LiveView } from '../core/state/liveView.types';
import { delta, liveJob, liveState as stateOf } from '../core/testing/liveState.fixtures';
import { ALIVE, type StreamSign } from './stateStream';
import { FIRST_EVENT_MS, liveState, type LiveWays, POLL_MS } from './liveState';

const CLOCK = { now: () => Date.now(), random: () => 0 };

const setup = (given: Partial<LiveWays> = {}) => {
  const opened: string[] = [];
  const streams: Array<Subject<StreamSign>> = [];
  let polled = 0;
  const ways: LiveWays = {
    openStream: (lastEventId) =>
      new Observable((out) => {
        opened.push(lastEventId);
        const stream = new Subject<StreamSign>();
        streams.push(stream);
        return stream.subscribe(out);
      }),
    readState: () => {
      polled += 1;
      return of(stateOf({ sequence: 50 + polled }));
    },
    readOrchestrator: null,
    ...given,
  };
  const views: LiveView[] = [];
  const subscription = liveState(ways, CLOCK).subscribe((view) => views.push(view));
  const last = (): LiveView | undefined => views.at(-1);
  const push = (event: StreamSign): void => streams.at(-1)?.next(event);
  const snapshot = (state: State): void => push({ type: 'snapshot', state });
  return { opened, streams, views, last, push, snapshot, subscription, polled: () => polled };
};

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('V1: following the live state', () => {
  it('takes snapshot and deltas from the stream and asks for nothing', () => {
    const live = setup();
    live.snapshot(stateOf());
    live.push(delta({ agents: [liveJob({ job_id: 'new' })] }));
    jest.advanceTimersByTime(60_000);
    expect(live.last()).toMatchObject({ by: 'stream', origin: 'analytics', failure: null });
    expect(live.last()?.state?.agents.map(({ job_id }) => job_id)).toEqual(['writer_1', 'new']);
    expect(live.polled()).toBe(0);
  });

  it('asks for the state while a fresh stream stays silent, and stops when it speaks', () => {
    const live = setup();
    jest.advanceTimersByTime(FIRST_EVENT_MS);
    expect(live.last()).toMatchObject({ by: 'poll', state: { sequence: 51 } });
    live.snapshot(stateOf({ sequence: 60 }));
    jest.advanceTimersByTime(60_000);
    expect(live.polled()).toBe(1);
    expect(live.last()).toMatchObject({ by: 'stream', state: { sequence: 60 } });
  });

  it('after a loss asks at once, reconnects with backoff and resumes after the last sequence', () => {
    const live = setup();
    live.snapshot(stateOf({ sequence: 10 }));
    live.streams[0]?.complete();
    jest.advanceTimersByTime(0);
    expect(live.last()).toMatchObject({ by: 'poll', failure: null, state: { sequence: 51 } });
    jest.advanceTimersByTime(500);
    expect(live.opened).toEqual(['', '51']);
    live.push(delta({ sequence: 52, agents: [liveJob({ status: 'completed' })] }));
    expect(live.last()).toMatchObject({ by: 'stream', state: { sequence: 52 } });
    expect(live.last()?.state?.agents[0]?.status).toBe('completed');
  });

  it('believes a resumed stream that missed nothing: it stops asking, and ages go on from the news', () => {
    const live = setup();
    live.snapshot(stateOf({ sequence: 10 }));
    live.streams[0]?.complete();
    jest.advanceTimersByTime(500);
    const polled = live.last();
    live.push(ALIVE);
    expect(live.last()).toMatchObject({ by: 'stream', heardAt: polled?.heardAt, state: { sequence: 51 } });
    jest.advanceTimersByTime(60_000);
    expect(live.polled()).toBe(1);
  });

  it('waits for a snapshot before it believes a fresh stream', () => {
    const live = setup();
    live.push(ALIVE);
    jest.advanceTimersByTime(FIRST_EVENT_MS);
    expect(live.polled()).toBe(1);
  });

  it('keeps asking every 5 s while no stream can be had, and tries the stream ever more rarely', () => {
    const opened: number[] = [];
    const live = setup({
      openStream: () => {
        opened.push(Date.now());
        return throwError(() => ({ status: 404 }));
      },
    });
    jest.advanceTimersByTime(30_000);
    expect(live.polled()).toBe(1 + 30_000 / POLL_MS);
    expect(live.last()).toMatchObject({ by: 'poll', failure: null });
    const gaps = opened.slice(1).map((at, index) => at - (opened[index] ?? 0));
    expect(gaps).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
  });

  it('keeps the last state and says what is wrong when nothing answers', () => {
    let works = true;
    const live = setup({ readState: () => (works ? of(stateOf()) : throwError(() => ({ status: 502 }))) });
    live.snapshot(stateOf({ sequence: 10 }));
    works = false;
    live.streams[0]?.error({ status: 502 });
    jest.advanceTimersByTime(0);
    expect(live.last()).toMatchObject({ state: { sequence: 10 }, failure: { kind: 'unreachable' } });
    works = true;
    jest.advanceTimersByTime(POLL_MS);
    expect(live.last()?.failure).toBeNull();
  });

  it('D1: turns to the orchestrator when analytics does not answer, says so, and back again', () => {
    let works = false;
    const live = setup({
      openStream: () => throwError(() => ({ status: 502 })),
      readState: () => (works ? of(stateOf({ sequence: 77 })) : throwError(() => ({ status: 502 }))),
      readOrchestrator: () => of(stateOf({ sequence: 0, notices: [] })),
    });
    jest.advanceTimersByTime(0);
    expect(live.last()).toMatchObject({ origin: 'orchestrator', failure: null });
    expect(live.last()?.state?.notices[0]?.text).toMatch(/cannot reach the analytics service/);
    works = true;
    jest.advanceTimersByTime(POLL_MS);
    expect(live.last()).toMatchObject({ origin: 'analytics', state: { sequence: 77, notices: [] } });
  });

  it('D1: reads the orchestrator alone when no analytics service is set', () => {
    let asked = 0;
    const live = setup({
      openStream: null,
      readState: null,
      readOrchestrator: () => {
        asked += 1;
        return of(stateOf());
      },
    });
    jest.advanceTimersByTime(POLL_MS * 2);
    expect(asked).toBe(3);
    expect(live.last()).toMatchObject({ origin: 'orchestrator', by: 'poll' });
  });

  it('says what to set when nothing is set', () => {
    const live = setup({ openStream: null, readState: null, readOrchestrator: null });
    jest.advanceTimersByTime(0);
    expect(live.last()).toMatchObject({ state: null, failure: { kind: 'not_configured' } });
  });

  it('never asks twice at a time, however slow the answer', () => {
    let asked = 0;
    setup({
      openStream: () => NEVER,
      readState: () => {
        asked += 1;
        return NEVER;
      },
    });
    jest.advanceTimersByTime(60_000);
    expect(asked).toBe(1);
  });

  it('closes everything when nobody listens', () => {
    const live = setup();
    live.subscription.unsubscribe();
    expect(live.streams[0]?.observed).toBe(false);
    jest.advanceTimersByTime(120_000);
    expect(live.opened).toHaveLength(1);
    expect(live.polled()).toBe(0);
  });
});
