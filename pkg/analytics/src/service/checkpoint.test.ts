import { describe, expect, test } from 'vitest';

import { jobItem, makeIngest, MemoryTables } from '../ingest/ingest.fixtures';
import { type RowReader } from '../ingest/ports';
import { StoreUnavailable } from '../store/errors';

import { Checkpoint, readCheckpoint } from './checkpoint';

const makeCheckpoint = ({ process = 'a:1', gone = [] as string[], tables = new MemoryTables() } = {}) => {
  const inside = makeIngest(tables);
  const { recorder, derived, clock } = inside;
  const checkpoint = new Checkpoint({ recorder, derived, writer: tables, process, gone, now: () => clock.now });
  const values = () => (tables.written['meta'] ?? []).map(({ value }) => Number(String(value).replace('ended ', '')));
  return { ...inside, checkpoint, values };
};

/** The store as `readCheckpoint` asks it. */
const reading = (tables: MemoryTables): RowReader => ({
  query: <T>() => Promise.resolve(JSON.parse(JSON.stringify(tables.final('meta'))) as T[]),
});

describe('how far the rows are behind the facts', () => {
  test('the first flush says it; then only when there is something new, and not at every flush', async () => {
    const { checkpoint, values, recorder, clock } = makeCheckpoint();
    const start = clock.now;
    await checkpoint.flush();
    clock.now += 10_000;
    await checkpoint.flush();
    await recorder.record([jobItem({ task: 'x' })]);
    await checkpoint.flush();
    clock.now += 1_000;
    await recorder.record([jobItem({ task: 'y', stamp: 2 })]);
    await checkpoint.flush();
    expect(values()).toEqual([start, start + 10_000]);
  });
  test('it never passes what is still on its way to the store', async () => {
    const { checkpoint, values, recorder, tables, clock } = makeCheckpoint();
    const start = clock.now;
    tables.beforeWrite = async (table) => {
      if (table === 'facts') {
        tables.beforeWrite = () => Promise.resolve();
        clock.now += 60_000;
        await checkpoint.flush();
      }
    };
    await recorder.record([jobItem({ task: 'x' })]);
    expect(values()).toEqual([start]);
  });
  test('rows that could not be written hold it back', async () => {
    const { checkpoint, values, recorder, tables, clock } = makeCheckpoint();
    await recorder.record([jobItem({ task: 'x' })]);
    tables.failures.jobs = [new StoreUnavailable('down')];
    await expect(checkpoint.flush()).rejects.toThrow('down');
    expect(values()).toEqual([]);
    clock.now += 7;
    await checkpoint.flush();
    expect([values(), tables.final('jobs').length]).toEqual([[clock.now], 1]);
  });
  test('a graceful end leaves nothing to fold again', async () => {
    const { checkpoint, values, recorder, tables, clock } = makeCheckpoint();
    await recorder.record([jobItem({ task: 'x' })]);
    await checkpoint.close();
    expect([values(), tables.final('jobs').length]).toEqual([[clock.now], 1]);
  });

  test('without news it says now and then that its process lives', async () => {
    const { checkpoint, values, clock } = makeCheckpoint();
    const start = clock.now;
    await checkpoint.flush();
    clock.now += 29_000;
    await checkpoint.flush();
    clock.now += 1_000;
    await checkpoint.flush();
    expect(values()).toEqual([start, start + 30_000]);
  });
});

describe('several processes write to one store', () => {
  const read = (tables: MemoryTables, now: number, alone = false) => readCheckpoint(reading(tables), { now, alone });

  test('a store that was never written to is folded from its beginning', async () => {
    expect(await read(new MemoryTables(), 5)).toEqual({ from: 0, gone: [] });
  });
  test('the one that is farthest behind counts, whoever wrote last', async () => {
    const tables = new MemoryTables();
    const [slow, fast] = [makeCheckpoint({ process: 'a:1', tables }), makeCheckpoint({ process: 'b:1', tables })];
    await slow.checkpoint.flush();
    fast.clock.now += 50_000;
    await fast.checkpoint.flush();
    expect(await read(tables, fast.clock.now)).toEqual({ from: slow.clock.now, gone: [] });
  });
  test('one that ended in good order holds nobody back', async () => {
    const tables = new MemoryTables();
    const [ended, other] = [makeCheckpoint({ process: 'a:1', tables }), makeCheckpoint({ process: 'b:1', tables })];
    await ended.checkpoint.close();
    expect((await read(tables, ended.clock.now)).from).toBe(ended.clock.now);
    other.clock.now += 70_000;
    await other.checkpoint.flush();
    expect((await read(tables, other.clock.now)).from).toBe(other.clock.now);
  });
  test('one that was killed counts until another has folded and written what it left; then it is dropped', async () => {
    const tables = new MemoryTables();
    const killed = makeCheckpoint({ process: 'a:1', tables });
    await killed.checkpoint.flush();
    const found = await read(tables, killed.clock.now + 121_000);
    expect(found).toEqual({ from: killed.clock.now, gone: ['derived_rows_received:a:1'] });
    const next = makeCheckpoint({ process: 'b:1', gone: found.gone, tables });
    next.clock.now += 122_000;
    await next.checkpoint.flush();
    expect(await read(tables, next.clock.now)).toEqual({ from: next.clock.now, gone: [] });
  });
  test('with the store to itself a process knows all others gone at once; its own former checkpoint is its own', async () => {
    const tables = new MemoryTables();
    const before = makeCheckpoint({ process: 'a:1', tables });
    await before.checkpoint.flush();
    const { gone } = await read(tables, before.clock.now + 1, true);
    expect(gone).toEqual(['derived_rows_received:a:1']);
    const again = makeCheckpoint({ process: 'a:1', gone, tables });
    again.clock.now += 9;
    await again.checkpoint.flush();
    expect((await read(tables, again.clock.now)).from).toBe(again.clock.now);
  });
});
