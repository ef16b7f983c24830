import { type State, type StreamEvent } from '@eljefe/contract';
import { type Observable, Observable as RxObservable, type Subscriber, Subscription, timer } from 'rxjs';

import { notConfigured } from '../core/problem/explainFailure';
import { type Failure } from '../core/problem/failure.types';
import { applyStreamEvent } from '../core/state/applyStreamEvent';
import { type LiveView, type StateOrigin } from '../core/state/liveView.types';
import { reconnectDelay } from '../core/stream/reconnectDelay';
import { ALIVE, type StreamSign } from './stateStream';
import { failureOf } from './transport';

/** The ways to the state; a way that is not configured is null. */
export interface LiveWays {
  openStream: ((lastEventId: string) => Observable<StreamSign>) | null;
  readState: (() => Observable<State>) | null;
  readOrchestrator: (() => Observable<State>) | null;
}

export interface LiveClock {
  now: () => number;
  random: () => number;
}

/** How often the state is asked for while no stream brings it. */
export const POLL_MS = 5_000;
/** How long a fresh stream may stay without its first event before the state is asked for meanwhile. */
export const FIRST_EVENT_MS = 3_000;
const BACKOFF = { firstMs: 1_000, maxMs: 60_000 };

/** Follows the state for as long as somebody listens: by stream, else by asking, else from the orchestrator itself. */
class LiveStateFeed {
  private readonly open = new Subscription();
  private stream = new Subscription();
  private polls = new Subscription();
  private asking = new Subscription();
  /** Last state told by the analytics service: what deltas and resuming build on. */
  private told: State | null = null;
  private view: LiveView;
  private failures = 0;
  /** An answer is awaited; a slow one is never asked for twice. */
  private busy = false;

  constructor(
    private readonly ways: LiveWays,
    private readonly clock: LiveClock,
    private readonly out: Subscriber<LiveView>
  ) {
    const origin: StateOrigin = ways.readState ? 'analytics' : 'orchestrator';
    this.view = { state: null, origin, by: 'poll', heardAt: clock.now(), contactAt: clock.now(), failure: null };
  }

  start(): Subscription {
    if (this.ways.openStream) {
      this.poll(FIRST_EVENT_MS);
      this.connect(this.ways.openStream);
    } else {
      this.poll(0);
    }
    return this.open;
  }

  private connect(openStream: NonNullable<LiveWays['openStream']>): void {
    const lost = (): void => this.streamLost(openStream);
    const connection = new Subscription();
    this.stream = connection;
    this.open.add(connection);
    connection.add(
      openStream(this.told ? String(this.told.sequence) : '').subscribe({
        next: (sign) => (sign === ALIVE ? this.alive() : this.heard(sign)),
        error: lost,
        complete: lost,
      })
    );
  }

  /** A resumed stream that missed nothing says only that it is there: the state held is the present one. */
  private alive(): void {
    if (this.told === null || this.view.state === null || this.view.origin !== 'analytics') {
      return;
    }
    const { by, failure } = this.view;
    this.streamWorks();
    this.view = { ...this.view, by: 'stream', failure: null, contactAt: this.clock.now() };
    if (by !== 'stream' || failure !== null) {
      this.out.next(this.view);
    }
  }

  private streamWorks(): void {
    this.failures = 0;
    this.polls.unsubscribe();
    this.asking.unsubscribe();
    this.busy = false;
  }

  private heard(event: StreamEvent): void {
    const next = applyStreamEvent(this.told, event);
    this.streamWorks();
    if (next !== null) {
      this.told = next;
      this.tell({ state: next, origin: 'analytics', by: 'stream' });
    }
  }

  /** Asks at once, so that a short loss is never seen, and tries the stream again later. What asking gives is what is told. */
  private streamLost(openStream: NonNullable<LiveWays['openStream']>): void {
    this.stream.unsubscribe();
    this.failures += 1;
    const retry = timer(reconnectDelay(this.failures, this.clock.random(), BACKOFF)).subscribe(() =>
      this.connect(openStream)
    );
    this.open.add(retry);
    if (this.failures === 1 || this.polls.closed) {
      this.poll(0);
    }
  }

  private poll(afterMs: number): void {
    this.polls.unsubscribe();
    this.polls = timer(afterMs, POLL_MS).subscribe(() => this.ask());
    this.open.add(this.polls);
  }

  private ask(): void {
    const { readState } = this.ways;
    if (this.busy) {
      return;
    }
    if (!readState) {
      this.askOrchestrator(null);
      return;
    }
    this.follow(readState(), {
      next: (state) => {
        this.told = state;
        this.tell({ state, origin: 'analytics', by: 'poll' });
      },
      error: (thrown) => this.askOrchestrator(failureOf('analytics', thrown)),
    });
  }

  private follow(asked: Observable<State>, on: { next: (state: State) => void; error: (thrown: unknown) => void }) {
    this.busy = true;
    this.asking = asked.subscribe({
      next: on.next,
      error: (thrown: unknown) => {
        this.busy = false;
        on.error(thrown);
      },
      complete: () => {
        this.busy = false;
      },
    });
    this.open.add(this.asking);
  }

  /** @param analytics why the analytics service did not answer; null when none is configured */
  private askOrchestrator(analytics: Failure | null): void {
    const { readOrchestrator } = this.ways;
    if (!readOrchestrator) {
      this.fail(analytics ?? notConfigured('analytics'));
      return;
    }
    this.follow(readOrchestrator(), {
      next: (state) => this.tell({ state: noticed(state, analytics), origin: 'orchestrator', by: 'poll' }),
      error: (thrown) => this.fail(analytics ?? failureOf('orchestrator', thrown)),
    });
  }

  private tell(news: Pick<LiveView, 'state' | 'origin' | 'by'>): void {
    this.view = { ...news, heardAt: this.clock.now(), contactAt: this.clock.now(), failure: null };
    this.out.next(this.view);
  }

  private fail(failure: Failure): void {
    this.view = { ...this.view, by: 'poll', failure };
    this.out.next(this.view);
  }
}

const noticed = (state: State, analytics: Failure | null): State =>
  analytics
    ? { ...state, notices: [...state.notices, { severity: 'warning', text: analytics.text, hint: analytics.remedy }] }
    : state;

/** The live state, followed while subscribed. Never fails and never ends: what is wrong is part of what it tells. */
export const liveState = (ways: LiveWays, clock: LiveClock): Observable<LiveView> =>
  new RxObservable<LiveView>((out) => new LiveStateFeed(ways, clock, out).start());
