import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { entityKey } from './entities';
import { idGroups } from './folds';
import { jobItem, makeIngest } from './ingest.fixtures';

const storedJob = async (fields: Parameters<typeof jobItem>[0]) => {
  const { recorder, derived, tables } = makeIngest();
  await recorder.record([jobItem(fields)]);
  await derived.flush();
  return tables;
};

describe('folds brought back from the store', () => {
  test('late news of a job that left memory meets what is known', async () => {
    const { recorder, entities } = makeIngest(await storedJob({ task: 'x', status: 'completed' }));
    expect(await recorder.record([jobItem({ task: 'x', status: 'completed' })])).toEqual(['duplicate']);
    expect(entities.jobs.get(entityKey('el-jefe', 'j1'))?.view.task).toBe('x');
  });
  test('the same id of another orchestrator is another job', async () => {
    const { recorder, entities } = makeIngest(await storedJob({ task: 'x' }));
    await recorder.record([jobItem({ source: 'other', progress: 0.5 })]);
    expect(entities.jobs.get(entityKey('other', 'j1'))?.view.task).toBeNull();
  });
  test('two rows of one job, left by a crash: the newer stands, and the next writing clears the other', async () => {
    const tables = await storedJob({ status: 'running', started_at: 100 });
    const [row] = tables.written['jobs'] ?? [];
    tables.written['jobs']?.push({ ...row, at: 500, version: Number(row?.['version']) + 1 });
    expect(tables.final('jobs')).toHaveLength(2);
    const { recorder, derived } = makeIngest(tables);
    await recorder.record([jobItem({ status: 'completed', completed_at: 900, stamp: 9 })]);
    await derived.flush();
    expect(tables.final('jobs').map(({ at }) => at)).toEqual([900]);
  });
  test('questions are cut so that each fits into a request’s first line', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 512 }), { maxLength: 300 }), (ids) => {
        const groups = idGroups(ids);
        expect(groups.flat()).toEqual([...new Set(ids)]);
        const lengths = groups.map((group) => encodeURIComponent(`['${group.join("','")}']`).length);
        expect(lengths.every((length) => length < 14_000)).toBe(true);
      }),
      { numRuns: 30 }
    );
  });
});
