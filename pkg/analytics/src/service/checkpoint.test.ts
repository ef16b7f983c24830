import { describe, expect, test } from 'vitest';

import { jobItem, makeIngest } from '../ingest/ingest.fixtures';
import { StoreUnavailable } from '../store/errors';

import { Checkpoint } from './checkpoint';

const makeCheckpoint = () => {
  const inside = makeIngest();
  const { recorder, derived, tables, clock } = inside;
  const checkpoint = new Checkpoint({ recorder, derived, writer: tables, now: () => clock.now });
  const values = () => (tables.written['meta'] ?? []).map(({ value }) => Number(value));
  return { ...inside, checkpoint, values };
};

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
});
