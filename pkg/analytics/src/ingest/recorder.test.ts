import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { jobNews } from '../domain/folds.fixtures';
import { StoreUnavailable } from '../store/errors';

import { entityKey } from './entities';
import { jobItem, makeIngest, sessionItem } from './ingest.fixtures';
import { type News } from './news';

const KEY = entityKey('el-jefe', 'j1');

describe('durable before folded', () => {
  test('a write that fails folds nothing, and the same news can come again', async () => {
    const { tables, recorder, entities, changes } = makeIngest();
    tables.failures.facts = [new StoreUnavailable('down')];
    await expect(recorder.record([jobItem({ task: 'x' })])).rejects.toThrow('down');
    expect([entities.jobs.size, changes.length]).toEqual([0, 0]);
    expect(await recorder.record([jobItem({ task: 'x' })])).toEqual(['stored']);
    expect(entities.jobs.get(KEY)?.view.task).toBe('x');
  });
  test('a fact the store refuses is not folded; its neighbours are', async () => {
    const { tables, recorder, entities } = makeIngest();
    tables.refuses = (row) => row['subject'] === 'bad';
    const outcomes = await recorder.record([jobItem({ id: 'bad', task: 'x' }), jobItem({ id: 'good', task: 'x' })]);
    expect(outcomes).toEqual(['refused', 'stored']);
    expect([...entities.jobs.keys()]).toEqual([entityKey('el-jefe', 'good')]);
  });
  test('news is pinned, and told as in flight, until it is folded', async () => {
    const { tables, recorder, clock } = makeIngest();
    const during: unknown[] = [];
    tables.beforeWrite = async () => {
      during.push(recorder.isPinned(KEY), recorder.isPinned(entityKey('el-jefe', 's1')), recorder.oldestInFlight());
    };
    await recorder.record([jobItem({ session_id: 's1' })]);
    expect(during).toEqual([true, true, clock.now]);
    expect([recorder.isPinned(KEY), recorder.oldestInFlight()]).toEqual([false, null]);
  });
});

describe('each fact once', () => {
  test('what teaches nothing is a duplicate and is not stored', async () => {
    const { tables, recorder } = makeIngest();
    const item = jobItem({ task: 'x', status: 'running' });
    expect(await recorder.record([item, item])).toEqual(['stored', 'duplicate']);
    expect(await recorder.record([item])).toEqual(['duplicate']);
    expect(tables.final('facts')).toHaveLength(1);
  });
  test('two batches with the same news at once are one fact and one job', async () => {
    const { tables, recorder } = makeIngest();
    const item = jobItem({ task: 'x' });
    await Promise.all([recorder.record([item]), recorder.record([item])]);
    expect(tables.final('facts')).toHaveLength(1);
  });
  test('an event is stored once, under its own id', async () => {
    const { tables, recorder, derived } = makeIngest();
    const news = { id: 'e1', time: 5, severity: 'info', kind: 'system', source: 'x', title: 't', text: '' } as const;
    const event = { ...news, subject_kind: null, subject: null, needs_human: false };
    await recorder.record([{ kind: 'event', source: 'x', subject: 'x', news: event }]);
    await derived.flush();
    expect(tables.written['facts']?.map(({ id }) => id)).toEqual(['e1']);
  });
});

describe('sessions and their jobs', () => {
  test('a job brings a session nobody announced', async () => {
    const { recorder, entities } = makeIngest();
    await recorder.record([jobItem({ session_id: 's1', status: 'running' })]);
    expect(entities.sessions.get(entityKey('el-jefe', 's1'))?.view).toMatchObject({
      status: 'running',
      steps: [{ job_ids: ['j1'] }],
    });
  });
  test('a job that changes its session leaves the first', async () => {
    const { recorder, entities } = makeIngest();
    await recorder.record([jobItem({ session_id: 's1', stamp: 1 })]);
    await recorder.record([jobItem({ session_id: 's2', stamp: 2 })]);
    const steps = ['s1', 's2'].map((id) => entities.sessions.get(entityKey('el-jefe', id))?.view.steps.length);
    expect(steps).toEqual([0, 1]);
  });
  test('late news of a session that left memory meets all its jobs', async () => {
    const first = makeIngest();
    await first.recorder.record([
      sessionItem({ status: 'completed' }),
      jobItem({ id: 'a', session_id: 's1', status: 'completed', tokens_used: 5 }),
      jobItem({ id: 'b', session_id: 's1', status: 'completed', tokens_used: 7 }),
    ]);
    await first.derived.flush();
    const second = makeIngest(first.tables);
    await second.recorder.record([jobItem({ id: 'b', user_satisfaction: 4, stamp: 9 })]);
    expect(second.entities.sessions.get(entityKey('el-jefe', 's1'))?.view).toMatchObject({
      status: 'completed',
      tokens_used: 12,
    });
  });
});

describe('D2: over any restart the job is the same', () => {
  test('news folded by several lives of the service, each knowing only the stored rows, gives the same job', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(jobNews, fc.boolean()), { maxLength: 8 }), async (told) => {
        const asItem = (news: (typeof told)[number][0]): News => ({ ...jobItem({}), news }) as News;
        const whole = makeIngest();
        for (const [news] of told) {
          await whole.recorder.record([asItem(news)]);
        }
        let life = makeIngest();
        for (const [news, restart] of told) {
          await life.recorder.record([asItem(news)]);
          if (restart) {
            await life.derived.flush();
            life = makeIngest(life.tables);
          }
        }
        await life.derived.flush();
        await whole.derived.flush();
        const stripped = (rows: ReturnType<typeof life.tables.final>) => rows.map(({ version: _, ...row }) => row);
        expect(stripped(life.tables.final('jobs'))).toEqual(stripped(whole.tables.final('jobs')));
      }),
      { numRuns: 60 }
    );
  });
});
