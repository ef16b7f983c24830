import { type QueryAnswer } from '@eljefe/contract';

export type CachedAnswer = Pick<QueryAnswer, 'frames' | 'notices' | 'next_cursor'>;

interface Held {
  answer: CachedAnswer;
  at: number;
  bytes: number;
}

export interface AnswerCacheOptions {
  maxBytes: number;
  now(): number;
}

/** Answers in memory and how old they are; hits and misses are counted. */
export interface CacheCounts {
  hits: number;
  misses: number;
}

/** Rough size of an answer; an exact one would cost as much as sending it. */
const sizeOf = ({ frames }: CachedAnswer): number =>
  1_000 +
  frames.reduce(
    (sum, { fields }) =>
      sum +
      fields.reduce((all, { values }) => all + 100 + values.length * (typeof values[0] === 'string' ? 60 : 10), 0),
    0
  );

/**
 * Keeps answers for a short while, the least recently used out first. An answer past half its time is still given, while a
 * fresh one is made behind it, so that a dashboard that is looked at never waits for the store.
 */
export class AnswerCache {
  private readonly held = new Map<string, Held>();
  private readonly making = new Map<string, Promise<Held>>();
  private bytes = 0;
  private readonly totals: CacheCounts = { hits: 0, misses: 0 };

  constructor(private readonly options: AnswerCacheOptions) {}

  counts(): CacheCounts {
    return { ...this.totals };
  }

  /** @throws what making throws, when there is nothing young enough to give */
  async get(
    key: string,
    maxAgeMs: number,
    make: () => Promise<CachedAnswer>
  ): Promise<CachedAnswer & { ageSeconds: number }> {
    const held = this.held.get(key);
    const age = held ? this.options.now() - held.at : Infinity;
    if (held && age <= maxAgeMs) {
      this.totals.hits += 1;
      this.touch(key, held);
      if (age > maxAgeMs / 2) {
        // Nobody waits for this one: what is held answers until it is there or too old.
        this.makeOnce(key, make).catch(() => undefined);
      }
      return { ...held.answer, ageSeconds: age / 1_000 };
    }
    this.totals.misses += 1;
    const fresh = await this.makeOnce(key, make);
    return { ...fresh.answer, ageSeconds: Math.max(0, this.options.now() - fresh.at) / 1_000 };
  }

  private touch(key: string, held: Held): void {
    this.held.delete(key);
    this.held.set(key, held);
  }

  private makeOnce(key: string, make: () => Promise<CachedAnswer>): Promise<Held> {
    const under = this.making.get(key);
    if (under) {
      return under;
    }
    const at = this.options.now();
    const making = make()
      .then((answer): Held => {
        const held = { answer, at, bytes: sizeOf(answer) };
        this.put(key, held);
        return held;
      })
      .finally(() => this.making.delete(key));
    this.making.set(key, making);
    return making;
  }

  private put(key: string, held: Held): void {
    this.bytes -= this.held.get(key)?.bytes ?? 0;
    this.bytes += held.bytes;
    this.touch(key, held);
    for (const [oldest, { bytes }] of this.held) {
      if (this.bytes <= this.options.maxBytes) {
        return;
      }
      this.held.delete(oldest);
      this.bytes -= bytes;
    }
  }
}
