import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BadRows, StoreUnavailable } from './errors';
import { retryWrite, type RetryWriteOptions } from './retryWrite';

function options(change: Partial<RetryWriteOptions> = {}): RetryWriteOptions {
  return { now: () => Date.now(), random: () => 0.5, forMs: 5000, waitReady: () => Promise.resolve(), ...change };
}

function failing(times: number, code: string): { attempt: () => Promise<void>; calls: () => number } {
  let calls = 0;
  const attempt = async (): Promise<void> => {
    calls += 1;
    if (calls <= times) {
      throw Object.assign(new Error('no'), { code });
    }
  };
  return { attempt, calls: () => calls };
}

describe('store: repeating a write', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('goes on until it succeeds, and tells of each failed attempt', async () => {
    const { attempt, calls } = failing(3, 'ECONNRESET');
    const onRetry = vi.fn();
    const done = retryWrite(attempt, options({ onRetry }));
    await vi.runAllTimersAsync();
    await done;
    expect(calls()).toBe(4);
    expect(onRetry).toHaveBeenCalledTimes(3);
  });

  it('gives up after its time with the last reason', async () => {
    const { attempt } = failing(Infinity, 'ECONNREFUSED');
    const done = retryWrite(attempt, options()).catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    expect(await done).toBeInstanceOf(StoreUnavailable);
  });

  it('tries once when the rows are to blame', async () => {
    const { attempt, calls } = failing(Infinity, '27');
    await expect(retryWrite(attempt, options())).rejects.toBeInstanceOf(BadRows);
    expect(calls()).toBe(1);
  });

  it('waits for the store to be ready before it asks again', async () => {
    const { attempt } = failing(1, 'ECONNRESET');
    const waitReady = vi.fn(() => Promise.resolve());
    const done = retryWrite(attempt, options({ waitReady }));
    await vi.runAllTimersAsync();
    await done;
    expect(waitReady).toHaveBeenCalledTimes(1);
  });
});
