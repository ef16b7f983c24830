import { describe, expect, test } from 'vitest';

import { SourceLease, type ClaimStore } from './SourceLease';

/** A store as ClickHouse gives it: the highest version of a key stands. */
const sharedStore = (): ClaimStore & { rows: Map<string, { value: string; version: number }> } => {
  const rows = new Map<string, { value: string; version: number }>();
  return {
    rows,
    read: async (key) => rows.get(key) ?? null,
    write: async ({ key, value, version }) => {
      if (version >= (rows.get(key)?.version ?? -1)) {
        rows.set(key, { value, version });
      }
    },
  };
};

const world = () => {
  let now = 1_000_000;
  return { now: () => now, pass: (ms: number) => (now += ms) };
};

const leaseOf = (owner: string, store: ClaimStore, clock: { now(): number }, pause = async () => undefined as void) =>
  new SourceLease({ source: 'main', owner, ttlMs: 15_000, settleMs: 500 }, { store, now: clock.now, pause });

describe('source leases (one source, one process)', () => {
  test('given a free source, the first to claim holds it and the second does not', async () => {
    const [store, clock] = [sharedStore(), world()];
    const [a, b] = [leaseOf('a', store, clock), leaseOf('b', store, clock)];
    expect(await a.renew()).toBe(true);
    expect(await b.renew()).toBe(false);
    expect([a.isHeld(), b.isHeld()]).toEqual([true, false]);
  });

  test('given two claims at the same moment, exactly one holds it', async () => {
    const [store, clock] = [sharedStore(), world()];
    // Both have read "free" before either looks again: the pause lets the other's claim come in between.
    const waiting: Array<() => void> = [];
    const pause = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
    const leases = [leaseOf('a', store, clock, pause), leaseOf('b', store, clock, pause)];
    const claims = Promise.all(leases.map((lease) => lease.renew()));
    await new Promise((resolve) => setTimeout(resolve, 5));
    waiting.forEach((resolve) => resolve());
    expect((await claims).filter(Boolean)).toHaveLength(1);
  });

  test('given a holder that renews, it keeps the source beyond the time to live', async () => {
    const [store, clock] = [sharedStore(), world()];
    const [a, b] = [leaseOf('a', store, clock), leaseOf('b', store, clock)];
    await a.renew();
    for (let round = 0; round < 10; round += 1) {
      clock.pass(5_000);
      expect(await a.renew()).toBe(true);
      expect(await b.renew()).toBe(false);
    }
  });

  test('given a holder that died, another takes over after the time to live and not before', async () => {
    const [store, clock] = [sharedStore(), world()];
    const [a, b] = [leaseOf('a', store, clock), leaseOf('b', store, clock)];
    await a.renew();
    clock.pass(14_999);
    expect(await b.renew()).toBe(false);
    clock.pass(2);
    expect(await b.renew()).toBe(true);
    expect(await a.renew()).toBe(false);
  });

  test('given a release, another takes over at once', async () => {
    const [store, clock] = [sharedStore(), world()];
    const [a, b] = [leaseOf('a', store, clock), leaseOf('b', store, clock)];
    await a.renew();
    await a.release();
    clock.pass(1);
    expect(await b.renew()).toBe(true);
  });

  test('given a claim nobody can read, the source counts as free', async () => {
    const [store, clock] = [sharedStore(), world()];
    store.rows.set('lease:main', { value: '{"owner": 7}', version: 1 });
    expect(await leaseOf('a', store, clock).renew()).toBe(true);
  });
});
