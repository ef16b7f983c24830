import { describe, expect, test } from 'vitest';

import { StoreUnavailable } from '../store/errors';

import { entityKey } from './entities';
import { jobItem, makeIngest, sessionItem } from './ingest.fixtures';

const KEY = entityKey('el-jefe', 'j1');
const down = () => new StoreUnavailable('down');

describe('rows that follow from facts', () => {
  test('many changes of one job between two flushes are one row', async () => {
    const { recorder, derived, tables } = makeIngest();
    for (const progress of [0.1, 0.2, 0.3]) {
      await recorder.record([jobItem({ progress, stamp: progress * 10 })]);
    }
    await derived.flush();
    expect(tables.written['jobs']?.map((row) => row['progress'])).toEqual([0.3]);
  });
  test('a job whose sorting time moves is in the table once: a tombstone at the old place', async () => {
    const { recorder, derived, tables, clock } = makeIngest();
    await recorder.record([jobItem({ status: 'running', started_at: 100, stamp: 100 })]);
    await derived.flush();
    clock.now += 1_000;
    await recorder.record([jobItem({ status: 'completed', completed_at: 900, stamp: 900 })]);
    await derived.flush();
    expect(tables.written['jobs']?.map(({ at, is_deleted }) => [at, is_deleted])).toEqual([
      [100, 0],
      [100, 1],
      [900, 0],
    ]);
    expect(tables.final('jobs').map(({ at, status }) => [at, status])).toEqual([[900, 'completed']]);
  });
  test('a write that failed is written by the next flush, with the newest values', async () => {
    const { recorder, derived, tables } = makeIngest();
    await recorder.record([jobItem({ progress: 0.1, stamp: 1 }), sessionItem({ status: 'running' })]);
    tables.failures.jobs = [down()];
    await expect(derived.flush()).rejects.toThrow('down');
    expect(derived.isDirty(KEY)).toBe(true);
    expect(tables.final('sessions')).toHaveLength(1);
    await recorder.record([jobItem({ progress: 0.2, stamp: 2 })]);
    await derived.flush();
    expect(tables.final('jobs').map(({ progress }) => progress)).toEqual([0.2]);
    expect(derived.isDirty(KEY)).toBe(false);
  });
  test('a write of unknown outcome leaves no ghost, whether it was stored or not', async () => {
    for (const wasStored of [true, false]) {
      const { recorder, derived, tables } = makeIngest();
      await recorder.record([jobItem({ status: 'running', started_at: 100, stamp: 100 })]);
      await derived.flush();
      await recorder.record([jobItem({ started_at: 200, stamp: 200 })]);
      const write = tables.write.bind(tables);
      tables.write = async (table, rows) => {
        if (wasStored || table !== 'jobs') {
          await write(table, rows);
        }
        throw down();
      };
      await expect(derived.flush()).rejects.toThrow('down');
      tables.write = write;
      await recorder.record([jobItem({ status: 'completed', completed_at: 300, stamp: 300 })]);
      await derived.flush();
      expect(tables.final('jobs').map(({ at }) => at)).toEqual([300]);
    }
  });
  test('a job on its way is not evicted while the outcome of its last write is unknown', async () => {
    const { recorder, derived, tables, entities } = makeIngest();
    await recorder.record([jobItem({ status: 'completed', completed_at: 100, stamp: 100 })]);
    await derived.flush();
    await recorder.record([jobItem({ completed_at: 200, stamp: 200 })]);
    tables.failures.jobs = [down()];
    await expect(derived.flush()).rejects.toThrow('down');
    entities.evictJobs(0, () => false);
    expect(entities.jobs.has(KEY)).toBe(true);
    await derived.flush();
    entities.evictJobs(0, () => false);
    expect(entities.jobs.has(KEY)).toBe(false);
  });
  test('a row the store will never take is told and left out; it does not stop the others', async () => {
    const { recorder, derived, tables, refused } = makeIngest();
    tables.refuses = (row) => row['id'] === 'bad' && row['agent'] !== undefined;
    await recorder.record([jobItem({ id: 'bad', task: 'x' }), jobItem({ id: 'good', task: 'x' })]);
    await derived.flush();
    expect(tables.final('jobs').map(({ id }) => id)).toEqual(['good']);
    expect(refused).toEqual(['does not fit']);
  });
  test('an orchestrator whose clock runs ahead: the row lies at its last news, not in the future', async () => {
    const { recorder, derived, tables, clock } = makeIngest();
    await recorder.record([jobItem({ status: 'running', started_at: clock.now + 7_200_000 })]);
    await derived.flush();
    expect(tables.final('jobs').map(({ at }) => at)).toEqual([clock.now]);
  });
  test('D5: a host’s figures become one row each; what it does not tell has none', async () => {
    const { recorder, derived, tables } = makeIngest();
    const none = { cpu_cores: null, memory_used_bytes: null, memory_total_bytes: null };
    const disk = { disk_percent: null, disk_used_bytes: null, disk_total_bytes: null };
    const news = { at: 5, cpu_percent: 20, memory_percent: 30, ...none, ...disk };
    await recorder.record([{ kind: 'resource', source: 'el-jefe', subject: 'el-jefe', news }]);
    await derived.flush();
    expect(tables.final('series').map(({ metric, value }) => [metric, value])).toEqual([
      ['cpu_percent', 20],
      ['memory_percent', 30],
    ]);
  });
});
