import { prepareWrite, type Entry } from './batchEntry';
import { BatchQueue, type BatchLimits } from './batchQueue';
import { StoreBusy, StoreFull, StoreUnavailable } from './errors';
import { pause } from './pause';
import type { RowOf, TableName } from './schema';
import type { Store } from './storeTypes';
import { storeBisecting } from './storeBisecting';

export interface BatcherOptions extends BatchLimits {
  /** Most rows and bytes not yet durable, over all tables; beyond it writes are refused. */
  maxHeldRows: number;
  maxHeldBytes: number;
  /** Once the store has failed for so long, new writes are refused at once, ms. */
  downBoundMs: number;
  /** How long one insert is repeated before its writes are rejected, ms. */
  giveUpMs: number;
}

export const DEFAULT_BATCHER: BatcherOptions = {
  maxBatchRows: 8000,
  maxBatchBytes: 8 * 1024 * 1024,
  maxBatchPartitions: 80,
  eagerRows: 2000,
  intervalMs: 40,
  inFlight: 2,
  maxHeldRows: 200_000,
  maxHeldBytes: 128 * 1024 * 1024,
  downBoundMs: 10_000,
  giveUpMs: 60_000,
};

export interface BatcherDeps {
  insert: Store['insert'];
  /** Milliseconds of a clock that never steps back. */
  now: () => number;
  /** A new token at each call, unique over all processes that write to the store. */
  newToken: () => string;
}

export interface BatcherStats {
  /** Rows and bytes accepted and not yet durable. */
  heldRows: number;
  heldBytes: number;
  maxHeldRows: number;
  maxHeldBytes: number;
  /** Since when the store does not take rows, ms ago; null while it does. */
  blockedForMs: number | null;
  /** Why, while blocked. */
  blockedBy: string | null;
  /** Since the start: rows made durable, rows refused for what they hold, inserts made, writes turned away. */
  storedRows: number;
  refusedRows: number;
  inserts: number;
  busyWrites: number;
}

const RETRY_AFTER_MS = 1000;

/**
 * The write buffer in front of the store. Many small writes share one insert (group commit); each is acknowledged when
 * its rows are durable. Bounded: it refuses rather than grows.
 */
export class Batcher {
  readonly #options: BatcherOptions;
  readonly #deps: BatcherDeps;
  readonly #queues = new Map<TableName, BatchQueue>();
  #held = { rows: 0, bytes: 0 };
  #counts = { storedRows: 0, refusedRows: 0, inserts: 0, busyWrites: 0 };
  #blocked: { sinceMs: number; by: string } | undefined;
  #closed = false;

  constructor(deps: BatcherDeps, options: Partial<BatcherOptions> = {}) {
    this.#deps = deps;
    this.#options = { ...DEFAULT_BATCHER, ...options };
  }

  /**
   * Stores rows; resolves once all are durable. Rejects with StoreBusy (nothing taken, come back later), RowsRefused
   * (these rows are bad, all others are durable), or StoreUnavailable/StoreFull (unknown whether durable: repeat).
   */
  write<T extends TableName>(table: T, rows: ReadonlyArray<RowOf<T>>): Promise<void> {
    try {
      // Not awaited here: the rows would be held until their text is stored, and copied by every collection meanwhile.
      return this.#take(table, rows);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  stats(): BatcherStats {
    const { maxHeldRows, maxHeldBytes } = this.#options;
    const blockedForMs = this.#blocked ? this.#deps.now() - this.#blocked.sinceMs : null;
    const held = { heldRows: this.#held.rows, heldBytes: this.#held.bytes };
    return { ...held, maxHeldRows, maxHeldBytes, blockedForMs, blockedBy: this.#blocked?.by ?? null, ...this.#counts };
  }

  /** Takes no more writes; waits for what is held up to the deadline, then rejects the rest with StoreUnavailable. */
  async close(deadlineMs = 10_000): Promise<void> {
    this.#closed = true;
    const until = this.#deps.now() + deadlineMs;
    while (this.#isBusy() && this.#deps.now() < until) {
      await pause(5).done;
    }
    for (const queue of this.#queues.values()) {
      this.#release(queue.takeWaiting(), new StoreUnavailable('the service stopped before these rows were stored'));
    }
  }

  #take<T extends TableName>(table: T, rows: ReadonlyArray<RowOf<T>>): Promise<void> {
    const queue = this.#queueOf(table);
    this.#admit({ rows: rows.length, bytes: 0 }, queue);
    const prepared = prepareWrite(table, rows, this.#options.maxBatchPartitions);
    this.#admit(prepared, queue);
    this.#counts.refusedRows += rows.length - prepared.rows;
    for (const entry of prepared.entries) {
      this.#held.rows += entry.rows;
      this.#held.bytes += entry.text.length;
      queue.add(entry);
    }
    return prepared.done;
  }

  #isBusy(): boolean {
    return [...this.#queues.values()].some((queue) => queue.isBusy);
  }

  #queueOf(table: TableName): BatchQueue {
    const known = this.#queues.get(table);
    if (known) {
      return known;
    }
    const made = new BatchQueue(this.#options, (batch) => this.#send(table, batch), this.#deps.now);
    this.#queues.set(table, made);
    return made;
  }

  #admit(asked: { rows: number; bytes: number }, queue: BatchQueue): void {
    if (this.#closed) {
      throw new StoreUnavailable('the service is stopping');
    }
    const { maxHeldRows, maxHeldBytes, downBoundMs } = this.#options;
    const { rows, bytes } = this.#held;
    // A write that is larger than the bound by itself goes alone, or it never could.
    if (rows > 0 && (rows + asked.rows > maxHeldRows || bytes + asked.bytes > maxHeldBytes)) {
      this.#turnAway(`${rows} rows wait to be stored`);
    }
    // A queue with nothing under way lets one write through: it finds out whether the store is back.
    if (this.#blocked && queue.isBusy && this.#deps.now() - this.#blocked.sinceMs > downBoundMs) {
      this.#turnAway(`the store does not take rows: ${this.#blocked.by}`);
    }
  }

  #turnAway(reason: string): never {
    this.#counts.busyWrites += 1;
    throw new StoreBusy(reason, RETRY_AFTER_MS);
  }

  async #send(table: TableName, batch: Entry[]): Promise<void> {
    try {
      await storeBisecting(batch, this.#deps.newToken(), async (rows, dedupToken) => {
        const onRetry = (error: Error): void => this.#noteTrouble(error);
        await this.#deps.insert(table, rows, { dedupToken, retryForMs: this.#options.giveUpMs, onRetry });
        this.#blocked = undefined;
        this.#counts.inserts += 1;
        this.#counts.storedRows += rows.rows;
      });
      this.#counts.refusedRows += batch.reduce((sum, entry) => sum + entry.refused.length, 0);
      this.#release(batch);
    } catch (error) {
      if (error instanceof StoreUnavailable || error instanceof StoreFull) {
        this.#noteTrouble(error);
      }
      this.#release(batch, error);
    }
  }

  #noteTrouble(error: Error): void {
    this.#blocked = { sinceMs: this.#blocked?.sinceMs ?? this.#deps.now(), by: error.message };
  }

  #release(entries: readonly Entry[], error?: unknown): void {
    for (const entry of entries) {
      this.#held.rows -= entry.rows;
      this.#held.bytes -= entry.text.length;
      if (error === undefined) {
        entry.resolve();
      } else {
        entry.reject(error);
      }
    }
  }
}
