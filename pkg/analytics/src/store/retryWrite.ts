import { backoffMs } from './backoff';
import { classifyError, retryClass } from './classifyError';
import { StoreUnavailable, type StoreError } from './errors';
import { pause } from './pause';

export interface RetryWriteOptions {
  now: () => number;
  random: () => number;
  /** For how long to repeat, ms. */
  forMs: number;
  signal?: AbortSignal;
  /** Told of each failed attempt that will be repeated. */
  onRetry?: (error: StoreError) => void;
  /** Waits until the store may answer again; may reject. */
  waitReady: (deadlineMs: number) => Promise<void>;
}

const AGAIN = { baseMs: 50, maxMs: 2000 };
const LATER = { baseMs: 500, maxMs: 10_000 };

/** Repeats a write, unchanged, as long as that can help. Rejects with a StoreError. */
export async function retryWrite(attemptOnce: () => Promise<void>, options: RetryWriteOptions): Promise<void> {
  const until = options.now() + options.forMs;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await attemptOnce();
    } catch (cause) {
      const error = classifyError(cause, 'write', options.signal);
      const how = retryClass(error);
      const left = until - options.now();
      if (how === 'never' || left <= 0) {
        throw error;
      }
      options.onRetry?.(error);
      const waitMs = backoffMs(attempt, options.random, how === 'later' ? LATER : AGAIN);
      await pause(Math.min(waitMs, left), options.signal).done;
      await ready(options, error, until);
    }
  }
}

async function ready(options: RetryWriteOptions, before: StoreError, until: number): Promise<void> {
  if (!(before instanceof StoreUnavailable)) {
    return;
  }
  await options.waitReady(Math.max(1, until - options.now()));
}
