import { type Plan, type SimEvent } from './events';
import { Heap } from './heap';
import { type Lane, type LaneContext, scenarioLanes, workLanes } from './lanes';
import { Random } from './random';

interface Cursor {
  plan: Plan;
  index: number;
}

type Entry = { kind: 'lane'; lane: Lane } | { kind: 'cursor'; cursor: Cursor };

export interface EngineOptions extends LaneContext {
  /** Logical time after which nothing new starts; null: never. */
  untilMs: number | null;
}

/** The simulation in logical time. What it emits depends on its options and on what is submitted or cancelled, never on a clock. */
export class Engine {
  private readonly heap = new Heap<Entry>();
  private readonly cancelled = new Set<string>();
  private readonly lanes: readonly Lane[];
  private outages = 0;

  constructor(private readonly options: EngineOptions) {
    this.lanes = [...scenarioLanes(options), ...workLanes(options)];
    this.lanes.forEach((lane) => this.wakeAt(lane, lane.firstMs));
  }

  /** When something happens next, or null when nothing ever will. */
  get nextMs(): number | null {
    return this.heap.nextMs;
  }

  /**
   * Emits events up to a moment, in order.
   * @param limit at most this many steps, so that a caller can breathe
   * @returns steps taken; fewer than the limit when it has caught up
   */
  advance(toMs: number, limit: number, emit: (event: SimEvent) => void): number {
    for (let steps = 0; steps < limit; steps += 1) {
      const nextMs = this.heap.nextMs;
      if (nextMs === null || nextMs > toMs) {
        return steps;
      }
      this.step(nextMs, emit);
    }
    return limit;
  }

  /** Adds work from outside. */
  submit(plan: Plan): void {
    this.follow({ plan, index: 0 });
  }

  /** Drops what is left of a session. */
  cancel(sessionKey: string): void {
    this.cancelled.add(sessionKey);
  }

  private step(atMs: number, emit: (event: SimEvent) => void): void {
    const entry = this.heap.pop();
    if (entry?.kind === 'lane') {
      const { plans, nextMs } = entry.lane.wake(atMs);
      plans.forEach((plan) => this.submit(plan));
      if (nextMs !== null) {
        this.wakeAt(entry.lane, nextMs);
      }
    } else if (entry) {
      this.emitFrom(entry.cursor, emit);
    }
  }

  private emitFrom(cursor: Cursor, emit: (event: SimEvent) => void): void {
    const event = cursor.plan.events[cursor.index];
    if (!event || this.dropped(cursor.plan)) {
      return;
    }
    cursor.index += 1;
    this.follow(cursor);
    emit(event);
    if (event.kind === 'outage') {
      this.restart(event.atMs + event.downMs);
    }
  }

  private dropped({ sessionKey }: Plan): boolean {
    return sessionKey !== null && this.cancelled.delete(sessionKey);
  }

  private follow(cursor: Cursor): void {
    const next = cursor.plan.events[cursor.index];
    if (next) {
      this.heap.push(next.atMs, { kind: 'cursor', cursor });
    } else if (cursor.plan.sessionKey !== null) {
      this.cancelled.delete(cursor.plan.sessionKey);
    }
  }

  private wakeAt(lane: Lane, atMs: number): void {
    if (this.options.untilMs === null || atMs <= this.options.untilMs) {
      this.heap.push(atMs, { kind: 'lane', lane });
    }
  }

  /** An outage kills all work under way; work lanes start anew when it is over, scenario lanes go on. */
  private restart(upMs: number): void {
    const kept: Array<{ atMs: number; lane: Lane }> = [];
    for (let atMs = this.heap.nextMs; atMs !== null; atMs = this.heap.nextMs) {
      const entry = this.heap.pop();
      if (entry?.kind === 'lane' && entry.lane.kind === 'scenario') {
        kept.push({ atMs, lane: entry.lane });
      }
    }
    this.cancelled.clear();
    this.outages += 1;
    const random = new Random(this.options.seed, `outage#${this.outages}`);
    kept.forEach(({ atMs, lane }) => this.wakeAt(lane, atMs));
    this.lanes
      .filter((lane) => lane.kind === 'work')
      .forEach((lane) => this.wakeAt(lane, upMs + random.between(0, 4_000)));
  }
}

/** The logical event list of a run: same options, same list. */
export const eventsUntil = (options: LaneContext, untilMs: number): SimEvent[] => {
  const engine = new Engine({ ...options, untilMs: null });
  const events: SimEvent[] = [];
  engine.advance(untilMs, Infinity, (event) => events.push(event));
  return events;
};
