import { describe, expect, test } from 'vitest';

import { AnswerCache, type CachedAnswer } from './AnswerCache';
import { cacheKey, maxAgeMs, roundedWindow } from './cacheKey';

const answer = (text: string, rows = 1): CachedAnswer => ({
  frames: [{ name: text, fields: [{ name: 'a', type: 'number', values: Array.from({ length: rows }, () => 1) }] }],
  notices: [],
  next_cursor: null,
});

const clocked = (maxBytes = 1e6) => {
  const clock = { now: 0 };
  return { clock, cache: new AnswerCache({ maxBytes, now: () => clock.now }) };
};

describe('answers in memory (B1)', () => {
  test('a second asker gets what is held, with its age; a too old one is made anew', async () => {
    const { clock, cache } = clocked();
    let made = 0;
    const make = async () => answer(`made ${(made += 1)}`);
    expect(await cache.get('k', 10_000, make)).toMatchObject({ ageSeconds: 0 });
    clock.now = 4_000;
    expect(await cache.get('k', 10_000, make)).toMatchObject({ ageSeconds: 4, frames: [{ name: 'made 1' }] });
    expect(made).toBe(1);
    clock.now = 20_001;
    expect(await cache.get('k', 10_000, make)).toMatchObject({ ageSeconds: 0, frames: [{ name: 'made 2' }] });
    expect(cache.counts()).toEqual({ hits: 1, misses: 2 });
  });

  test('past half its time it still answers, and a fresh one is made behind it', async () => {
    const { clock, cache } = clocked();
    let made = 0;
    const make = async () => answer(`made ${(made += 1)}`);
    await cache.get('k', 10_000, make);
    clock.now = 6_000;
    expect(await cache.get('k', 10_000, make)).toMatchObject({ ageSeconds: 6, frames: [{ name: 'made 1' }] });
    await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect(await cache.get('k', 10_000, make)).toMatchObject({ ageSeconds: 0, frames: [{ name: 'made 2' }] });
  });

  test('askers at one time share one making; a failure is not held', async () => {
    const { cache } = clocked();
    let made = 0;
    const failing = async (): Promise<CachedAnswer> => {
      made += 1;
      throw new Error('the store is away');
    };
    const both = await Promise.allSettled([cache.get('k', 1_000, failing), cache.get('k', 1_000, failing)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(made).toBe(1);
    expect(await cache.get('k', 1_000, async () => answer('well'))).toMatchObject({ frames: [{ name: 'well' }] });
  });

  test('memory is bounded: the least recently used goes first', async () => {
    const { cache } = clocked(25_000);
    for (const key of ['a', 'b']) {
      await cache.get(key, 1_000, async () => answer(key, 1_000));
    }
    await cache.get('a', 1_000, async () => answer('never'));
    await cache.get('c', 1_000, async () => answer('c', 1_000));
    const before = cache.counts().misses;
    await cache.get('a', 1_000, async () => answer('never'));
    await cache.get('b', 1_000, async () => answer('again', 1_000));
    expect(cache.counts().misses - before).toBe(1);
  });
});

describe('which questions share an answer', () => {
  const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
  const query = { refId: 'A', kind: 'series' as const, measure: 'success_rate', shape: 'total' as const };

  test('refreshes of a live window within a 600th of it ask the same; a past window stays as it is', () => {
    const live = (shift: number) => roundedWindow({ from: NOW - 3_600_000 + shift, to: NOW + shift }, NOW + shift);
    expect(live(0)).toEqual(live(200));
    const { from, to } = live(0);
    expect(to).toBeGreaterThanOrEqual(NOW);
    expect(to - NOW).toBeLessThanOrEqual(6_000);
    expect(from).toBeLessThanOrEqual(NOW - 3_600_000);
    const past = { from: 1, to: NOW - 61_000 };
    expect(roundedWindow(past, NOW)).toEqual(past);
  });

  test('the refId does not count, measure and filters do; what runs now is never remembered', () => {
    const window = { from: 0, to: 1_000 };
    const key = cacheKey(query, window, 100);
    expect(cacheKey({ ...query, refId: 'B' }, window, 100)).toBe(key);
    expect(cacheKey({ ...query, measure: 'error_rate' }, window, 100)).not.toBe(key);
    expect(cacheKey({ ...query, filters: [{ key: 'source', op: '=', values: ['a'] }] }, window, 100)).not.toBe(key);
    expect(cacheKey({ ...query, measure: 'agents_active' }, window, 100)).toBeNull();
    expect(cacheKey({ refId: 'A', kind: 'state' }, window, 100)).toBeNull();
  });

  test('an answer is at most a minute old', () => {
    expect(maxAgeMs({ from: 0, to: 30 * 86_400_000 })).toBe(60_000);
    expect(maxAgeMs({ from: 0, to: 3_600_000 })).toBe(6_000);
    expect(maxAgeMs({ from: 0, to: 60_000 })).toBe(1_000);
  });

  test('P5: insights are of now, so windows of one length share them, for five seconds at least', () => {
    const insights = { refId: 'A', kind: 'insights' as const };
    const key = cacheKey(insights, { from: 0, to: 300_000 }, 100);
    expect(cacheKey(insights, { from: 7_000, to: 307_000 }, 50)).toBe(key);
    expect(cacheKey(insights, { from: 0, to: 600_000 }, 100)).not.toBe(key);
    expect(cacheKey({ ...insights, window: '5m' }, { from: 0, to: 600_000 }, 100)).not.toBe(key);
    expect(maxAgeMs({ from: 0, to: 300_000 }, 'insights')).toBe(5_000);
  });
});
