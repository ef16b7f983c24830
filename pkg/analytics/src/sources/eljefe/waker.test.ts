import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { Waker } from './waker';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const watch = (sleep: Promise<void>): { done: () => boolean } => {
  let ended = false;
  void sleep.then(() => {
    ended = true;
  });
  return { done: () => ended };
};

describe('sleeps that others cut short', () => {
  test('sleeps its time when nobody wakes it', async () => {
    const sleep = watch(new Waker(new AbortController().signal).sleep(100));
    await vi.advanceTimersByTimeAsync(99);
    expect(sleep.done()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(sleep.done()).toBe(true);
  });
  test('woken, it ends, but not before its least time', async () => {
    const waker = new Waker(new AbortController().signal);
    const sleep = watch(waker.sleep(1_000, 250));
    waker.wake();
    await vi.advanceTimersByTimeAsync(249);
    expect(sleep.done()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(sleep.done()).toBe(true);
  });
  test('a wake-up while nobody sleeps cuts the next sleep short, and only that', async () => {
    const waker = new Waker(new AbortController().signal);
    waker.wake();
    const first = watch(waker.sleep(1_000));
    await vi.advanceTimersByTimeAsync(0);
    expect(first.done()).toBe(true);
    const second = watch(waker.sleep(1_000));
    await vi.advanceTimersByTimeAsync(999);
    expect(second.done()).toBe(false);
  });
  test('when the loop is to stop, every sleep ends at once', async () => {
    const controller = new AbortController();
    const waker = new Waker(controller.signal);
    const sleep = watch(waker.sleep(1_000, 500));
    controller.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(sleep.done()).toBe(true);
    const next = watch(waker.sleep(1_000, 500));
    await vi.advanceTimersByTimeAsync(0);
    expect(next.done()).toBe(true);
  });
});
