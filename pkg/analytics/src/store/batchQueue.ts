import type { Entry } from './batchEntry';

export interface BatchLimits {
  /** Largest insert, rows and bytes. A single larger write still goes as one. */
  maxBatchRows: number;
  maxBatchBytes: number;
  /** Most partitions in one insert (the engine allows 100). */
  maxBatchPartitions: number;
  /** From so many waiting rows on, an insert starts without waiting for the interval. */
  eagerRows: number;
  /** Smallest interval between the starts of two inserts of few rows, ms: each makes a part that must be merged. */
  intervalMs: number;
  /** Inserts of one table at the same time. */
  inFlight: number;
}

/** The waiting rows of one table, sent in groups: what gathers while one group is stored makes the next. */
export class BatchQueue {
  readonly #limits: BatchLimits;
  readonly #send: (batch: Entry[]) => Promise<void>;
  readonly #now: () => number;
  #entries: Entry[] = [];
  #rows = 0;
  #bytes = 0;
  #flying = 0;
  #lastStartMs = -Infinity;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;

  /** `send` must settle every entry of its batch, and must not reject. */
  constructor(limits: BatchLimits, send: (batch: Entry[]) => Promise<void>, now: () => number) {
    this.#limits = limits;
    this.#send = send;
    this.#now = now;
  }

  get waitingRows(): number {
    return this.#rows;
  }

  get isBusy(): boolean {
    return this.#flying > 0 || this.#entries.length > 0;
  }

  add(entry: Entry): void {
    this.#entries.push(entry);
    this.#rows += entry.rows;
    this.#bytes += entry.text.length;
    // Not at once: what else is written in this turn of the loop joins the group.
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined;
      this.#pump();
    });
  }

  /** Takes out everything that has not been sent yet. */
  takeWaiting(): Entry[] {
    const entries = this.#entries;
    this.#entries = [];
    this.#rows = 0;
    this.#bytes = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return entries;
  }

  #pump(): void {
    while (this.#entries.length > 0 && this.#flying < this.#limits.inFlight) {
      const waitMs = this.#waitMs();
      if (waitMs > 0) {
        this.#timer ??= setTimeout(() => {
          this.#timer = undefined;
          this.#pump();
        }, waitMs);
        return;
      }
      this.#launch();
    }
  }

  #waitMs(): number {
    const isLarge = this.#rows >= this.#limits.eagerRows || this.#bytes >= this.#limits.maxBatchBytes;
    return isLarge ? 0 : this.#lastStartMs + this.#limits.intervalMs - this.#now();
  }

  #launch(): void {
    const batch = this.#takeBatch();
    this.#flying += 1;
    this.#lastStartMs = this.#now();
    void this.#send(batch).finally(() => {
      this.#flying -= 1;
      this.#pump();
    });
  }

  #takeBatch(): Entry[] {
    const partitions = new Set<number>();
    let count = 0;
    let rows = 0;
    let bytes = 0;
    for (const entry of this.#entries) {
      entry.partitions.forEach((partition) => partitions.add(partition));
      const fits =
        rows + entry.rows <= this.#limits.maxBatchRows &&
        bytes + entry.text.length <= this.#limits.maxBatchBytes &&
        partitions.size <= this.#limits.maxBatchPartitions;
      if (count > 0 && !fits) {
        break;
      }
      count += 1;
      rows += entry.rows;
      bytes += entry.text.length;
    }
    this.#rows -= rows;
    this.#bytes -= bytes;
    return this.#entries.splice(0, count);
  }
}
