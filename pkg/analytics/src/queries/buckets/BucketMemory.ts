import { groupedBy } from '../grouped';
import { bucketOf, type Window } from '../window';
import { type TouchedHours } from './TouchedHours';

/** Rows of one bucket, and the counter of touches when they were read. */
interface Held<T> {
  rows: readonly T[];
  seen: number;
}

/** Buckets of one question. */
interface Question<T> {
  grainMs: number;
  touched: TouchedHours;
  buckets: Map<number, Held<T>>;
}

/** What is held of one question, as plain data: rows by the start of their bucket, epoch ms. */
export interface KeptQuestion<T> {
  key: string;
  grainMs: number;
  buckets: Array<[from: number, rows: readonly T[]]>;
}

export interface BucketAsk<T> {
  /** What is asked, apart from the window. */
  key: string;
  grainMs: number;
  window: Window;
  touched: TouchedHours;
  /** Reads rows of several ranges at once; a row's `t` is the start of its bucket. */
  read(ranges: readonly Window[]): Promise<T[]>;
}

const MOST_ROWS = 500_000;
/** More separate ranges than this are read as one. */
const MOST_RANGES = 8;

/** A window cut at the edges of buckets. */
const piecesOf = ({ from, to }: Window, grainMs: number): Window[] => {
  const pieces: Window[] = [];
  for (let t = bucketOf(from, grainMs); t < to; t += grainMs) {
    pieces.push({ from: Math.max(t, from), to: Math.min(t + grainMs, to) });
  }
  return pieces;
};

/** Ranges that touch as one; all as one when they are many. */
const joined = (ranges: readonly Window[]): Window[] => {
  const all: Window[] = [];
  for (const { from, to } of ranges) {
    const last = all.at(-1);
    if (last?.to === from) {
      last.to = to;
    } else {
      all.push({ from, to });
    }
  }
  const [first] = all;
  const last = all.at(-1);
  return first && last && all.length > MOST_RANGES ? [{ from: first.from, to: last.to }] : all;
};

/**
 * Remembers the whole buckets of a question, so that the next window over them reads only its edges and what was written
 * to since. The answer is the one a read of the whole window would give.
 */
export class BucketMemory<T extends { t: number }> {
  private readonly asked = new Map<string, Question<T>>();
  private rows = 0;

  constructor(private readonly mostRows = MOST_ROWS) {}

  async get({ key, grainMs, window, touched, read }: BucketAsk<T>): Promise<T[]> {
    const question = this.asked.get(key) ?? { grainMs, touched, buckets: new Map<number, Held<T>>() };
    const held = question.buckets;
    const isWhole = ({ from, to }: Window): boolean => to - from === grainMs;
    const isFresh = ({ from, to }: Window): boolean => touched.last(from, to) <= (held.get(from)?.seen ?? -1);
    const pieces = piecesOf(window, grainMs);
    const ranges = joined(pieces.filter((piece) => !isWhole(piece) || !isFresh(piece)));
    const isRead = ({ from }: Window): boolean => ranges.some((range) => from >= range.from && from < range.to);
    const known = pieces.filter((piece) => !isRead(piece)).flatMap(({ from }) => held.get(from)?.rows ?? []);
    if (ranges.length === 0) {
      this.use(key, question);
      return known;
    }
    const seen = touched.now();
    const fresh = await read(ranges);
    const byBucket = groupedBy(fresh, ({ t }) => String(t));
    const made = pieces.filter((piece) => isWhole(piece) && isRead(piece));
    this.keep(key, {
      grainMs,
      touched,
      buckets: new Map(made.map(({ from }) => [from, { rows: byBucket.get(String(from)) ?? [], seen }])),
    });
    return [...known, ...fresh];
  }

  /** All that is held and was not written to since, the question asked last at the end. */
  dump(): Array<KeptQuestion<T>> {
    return [...this.asked].map(([key, { grainMs, touched, buckets }]) => ({
      key,
      grainMs,
      buckets: [...buckets]
        .filter(([from, { seen }]) => touched.last(from, from + grainMs) <= seen)
        .map(([from, { rows }]) => [from, rows]),
    }));
  }

  /** Takes what another process held when it stopped: nothing has been written since but what `touched` tells. */
  restore({ key, grainMs, buckets }: KeptQuestion<T>, touched: TouchedHours): void {
    this.keep(key, { grainMs, touched, buckets: new Map(buckets.map(([from, rows]) => [from, { rows, seen: 0 }])) });
  }

  private use(key: string, question: Question<T>): void {
    this.asked.delete(key);
    this.asked.set(key, question);
  }

  /** A bucket without rows counts as one: it takes room too. */
  private keep(key: string, made: Question<T>): void {
    const question = this.asked.get(key) ?? { ...made, buckets: new Map<number, Held<T>>() };
    const held = question.buckets;
    for (const [from, one] of made.buckets) {
      this.rows += one.rows.length + 1 - (held.has(from) ? (held.get(from)?.rows.length ?? 0) + 1 : 0);
      held.set(from, one);
    }
    this.use(key, question);
    for (const [oldest, { buckets }] of this.asked) {
      if (this.rows <= this.mostRows) {
        return;
      }
      this.asked.delete(oldest);
      this.rows -= [...buckets.values()].reduce((sum, { rows }) => sum + rows.length + 1, 0);
    }
  }
}
