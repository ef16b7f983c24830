import { describe, expect, it } from 'vitest';
import { Batcher, type BatcherOptions } from './batcher';
import { BadRows, RowsRefused, StoreBusy, StoreUnavailable } from './errors';
import type { Store } from './storeTypes';
import { rowOf } from './testing';

interface Insert {
  lines: string[];
  token: string;
  succeed: () => void;
  fail: (error: Error) => void;
  retrying: (error: StoreUnavailable) => void;
}

/** A store whose inserts the test answers itself. */
function manualStore(): { insert: Store['insert']; inserts: Insert[] } {
  const inserts: Insert[] = [];
  const insert: Store['insert'] = (_table, rows, options) =>
    new Promise((resolve, reject) => {
      const lines = Buffer.concat(rows.chunks.slice()).toString().split('\n').slice(0, -1);
      const retrying = (error: StoreUnavailable): void => options.onRetry?.(error);
      inserts.push({ lines, token: options.dedupToken, succeed: resolve, fail: reject, retrying });
    });
  return { insert, inserts };
}

function setUp(options: Partial<BatcherOptions> = {}) {
  const clock = { ms: 0 };
  const store = manualStore();
  let tokens = 0;
  const deps = { insert: store.insert, now: () => clock.ms, newToken: () => `t${(tokens += 1)}` };
  const batcher = new Batcher(deps, { intervalMs: 0, inFlight: 1, ...options });
  return { batcher, clock, inserts: store.inserts };
}

function fact(id: string, time = 1_800_000_000_000) {
  return rowOf('facts', { id, time });
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

const idsOf = (insert: Insert | undefined): string[] => (insert?.lines ?? []).map((line) => line.split('\t')[0] ?? '');

describe('write buffer: group commit', () => {
  it('acknowledges a write only when its insert has succeeded', async () => {
    const { batcher, inserts } = setUp();
    let isDone = false;
    const write = batcher.write('facts', [fact('a')]).then(() => (isDone = true));
    await turn();
    expect(isDone).toBe(false);
    inserts[0]?.succeed();
    await write;
    expect(batcher.stats()).toMatchObject({ heldRows: 0, heldBytes: 0, storedRows: 1 });
  });

  it('puts what is written together, or while an insert is under way, into one insert', async () => {
    const { batcher, inserts } = setUp();
    const first = [batcher.write('facts', [fact('a')]), batcher.write('facts', [fact('b')])];
    await turn();
    expect(idsOf(inserts[0])).toEqual(['a', 'b']);
    const next = [batcher.write('facts', [fact('c')]), batcher.write('facts', [fact('d')])];
    await turn();
    expect(inserts).toHaveLength(1);
    inserts[0]?.succeed();
    await Promise.all(first);
    await turn();
    expect(idsOf(inserts[1])).toEqual(['c', 'd']);
    inserts[1]?.succeed();
    await Promise.all(next);
  });

  it('starts small inserts no closer than the interval, large ones at once', async () => {
    const { batcher, inserts } = setUp({ intervalMs: 3_600_000, eagerRows: 3 });
    const first = batcher.write('facts', [fact('a')]);
    await turn();
    inserts[0]?.succeed();
    await first;
    const small = batcher.write('facts', [fact('b')]);
    await turn();
    expect(inserts).toHaveLength(1);
    const large = batcher.write('facts', [fact('c'), fact('d')]);
    await turn();
    expect(idsOf(inserts[1])).toEqual(['b', 'c', 'd']);
    inserts[1]?.succeed();
    await Promise.all([small, large]);
  });

  it('keeps an insert within its rows', async () => {
    const { batcher, inserts } = setUp({ maxBatchRows: 2 });
    const writes = ['a', 'b', 'c'].map((id) => batcher.write('facts', [fact(id)]));
    await turn();
    inserts[0]?.succeed();
    await turn();
    await turn();
    inserts[1]?.succeed();
    await Promise.all(writes);
    expect(inserts.map((insert) => idsOf(insert))).toEqual([['a', 'b'], ['c']]);
  });

  it('splits rows over more partitions than one insert may touch', async () => {
    const { batcher, inserts } = setUp({ maxBatchPartitions: 3, inFlight: 9 });
    const rows = Array.from({ length: 10 }, (_, month) => fact(String(month), Date.UTC(2026, month, 5)));
    const write = batcher.write('facts', rows);
    await turn();
    inserts.forEach((insert) => insert.succeed());
    await write;
    expect(inserts.map((insert) => insert.lines.length)).toEqual([3, 3, 3, 1]);
    expect(new Set(inserts.map((insert) => insert.token)).size).toBe(4);
  });
});

describe('write buffer: bad rows', () => {
  it('a value that does not fit is refused with its reason, the others are stored', async () => {
    const { batcher, inserts } = setUp();
    const write = batcher.write('facts', [fact('a'), fact('b', 1.5), fact('c')]);
    await turn();
    inserts[0]?.succeed();
    await expect(write).rejects.toMatchObject({ refused: [{ index: 1, reason: expect.stringContaining('time') }] });
    expect(idsOf(inserts[0])).toEqual(['a', 'c']);
    expect(batcher.stats()).toMatchObject({ storedRows: 2, refusedRows: 1, heldRows: 0 });
  });

  it('a batch the engine refuses is halved until only the bad row is refused, with a token of its own each', async () => {
    const stored: string[] = [];
    const tokens: string[] = [];
    const insert: Store['insert'] = async (_table, rows, { dedupToken }) => {
      const lines = Buffer.concat(rows.chunks.slice()).toString().trim().split('\n');
      tokens.push(dedupToken);
      if (lines.some((line) => line.startsWith('bad'))) {
        throw new BadRows('constraint violated', { code: '469' });
      }
      stored.push(...lines.map((line) => line.split('\t')[0] ?? ''));
    };
    const batcher = new Batcher({ insert, now: () => 0, newToken: () => 't' }, { intervalMs: 0 });
    const good = batcher.write('facts', [fact('a'), fact('b'), fact('c')]);
    const mixed = batcher.write('facts', [fact('d'), fact('bad'), fact('e')]);
    await good;
    await expect(mixed).rejects.toBeInstanceOf(RowsRefused);
    await expect(mixed).rejects.toMatchObject({ refused: [{ index: 1, reason: 'constraint violated' }] });
    expect(stored.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(batcher.stats()).toMatchObject({ storedRows: 5, refusedRows: 1, heldRows: 0 });
  });
});

describe('write buffer: back-pressure', () => {
  it('refuses a write beyond the bound and takes it again once there is room', async () => {
    const { batcher, inserts } = setUp({ maxHeldRows: 3 });
    const first = batcher.write('facts', [fact('a'), fact('b')]);
    await expect(batcher.write('facts', [fact('c'), fact('d')])).rejects.toBeInstanceOf(StoreBusy);
    await turn();
    inserts[0]?.succeed();
    await first;
    const later = batcher.write('facts', [fact('c'), fact('d')]);
    await turn();
    await turn();
    inserts[1]?.succeed();
    await later;
    expect(batcher.stats()).toMatchObject({ storedRows: 4, busyWrites: 1 });
  });

  it('bounds bytes as well as rows', async () => {
    const { batcher, inserts } = setUp({ maxHeldBytes: 500 });
    const first = batcher.write('facts', [fact('a')]);
    await expect(batcher.write('facts', [fact('x'.repeat(600))])).rejects.toBeInstanceOf(StoreBusy);
    await turn();
    inserts[0]?.succeed();
    await first;
  });

  it('refuses at once when the store has been down longer than the bound, and says for how long to wait', async () => {
    const { batcher, clock, inserts } = setUp({ downBoundMs: 1000 });
    const held = batcher.write('facts', [fact('a')]);
    await turn();
    inserts[0]?.retrying(new StoreUnavailable('restarting'));
    clock.ms = 500;
    const stillTaken = batcher.write('facts', [fact('b')]);
    clock.ms = 1500;
    await expect(batcher.write('facts', [fact('c')])).rejects.toMatchObject({ retryAfterMs: expect.any(Number) });
    expect(batcher.stats()).toMatchObject({ blockedForMs: 1500, blockedBy: 'restarting', heldRows: 2 });
    inserts[0]?.succeed();
    await held;
    await turn();
    inserts[1]?.succeed();
    await stillTaken;
    expect(batcher.stats()).toMatchObject({ blockedForMs: null, heldRows: 0 });
  });

  it('rejects the writes of an insert that was given up, and tries again with the next', async () => {
    const { batcher, clock, inserts } = setUp({ downBoundMs: 1000 });
    const lost = batcher.write('facts', [fact('a')]);
    await turn();
    inserts[0]?.fail(new StoreUnavailable('gone'));
    await expect(lost).rejects.toBeInstanceOf(StoreUnavailable);
    clock.ms = 5000;
    const probe = batcher.write('facts', [fact('b')]);
    await turn();
    inserts[1]?.succeed();
    await probe;
    expect(batcher.stats().blockedForMs).toBeNull();
  });

  it('at the end: takes nothing more, and says of what is left that it was not stored', async () => {
    const { batcher, inserts } = setUp();
    const flying = batcher.write('facts', [fact('a')]);
    await turn();
    const waiting = batcher.write('facts', [fact('b')]);
    const outcome = expect(waiting).rejects.toBeInstanceOf(StoreUnavailable);
    await batcher.close(0);
    await outcome;
    await expect(batcher.write('facts', [fact('c')])).rejects.toBeInstanceOf(StoreUnavailable);
    inserts[0]?.succeed();
    await flying;
  });
});
