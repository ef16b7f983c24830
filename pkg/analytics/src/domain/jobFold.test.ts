import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { jobNews, retold } from './folds.fixtures';
import { emptyJobFold, foldJob, statusOfFold, teaches, type JobFold, type JobNews } from './jobFold';
import { viewJob } from './jobView';

const SOURCE = 'el-jefe';

const foldAll = (news: readonly JobNews[], start: JobFold = emptyJobFold(SOURCE, 'j1', 0)): JobFold => {
  const fold = structuredClone(start);
  news.forEach((item) => foldJob(fold, item));
  return fold;
};

/** What a restart does: the fold goes through the store as JSON. */
const restarted = (fold: JobFold): JobFold => JSON.parse(JSON.stringify(fold));

const said = (given: Partial<JobNews>): JobNews => ({ stamp: 0, fields: {}, status: null, labels: {}, ...given });

const seen = (fold: JobFold) => viewJob(fold, () => null);

describe('D2: a job is the join of all that is told of it', () => {
  test('the same news in any order, any of it repeated, gives the same job', () => {
    const cases = fc.array(jobNews, { maxLength: 8 }).chain((news) => fc.tuple(fc.constant(news), retold(news)));
    fc.assert(
      fc.property(cases, ([news, again]) => {
        expect(foldAll(again)).toEqual(foldAll(news));
      })
    );
  });
  test('a restart between any two pieces of news changes nothing', () => {
    fc.assert(
      fc.property(fc.array(jobNews, { maxLength: 8 }), fc.nat(8), (news, at) => {
        const before = restarted(foldAll(news.slice(0, at)));
        expect(seen(foldAll(news.slice(at), before))).toEqual(seen(foldAll(news)));
      })
    );
  });
  test('one record split into several of the same instant gives the same job; status and times go together', () => {
    fc.assert(
      fc.property(fc.array(jobNews, { maxLength: 5 }), (news) => {
        const split = news.flatMap(({ stamp, status, fields, labels }) => {
          const { started_at, completed_at, ...rest } = fields;
          const times = {
            ...(started_at === undefined ? {} : { started_at }),
            ...(completed_at === undefined ? {} : { completed_at }),
          };
          const single = Object.entries(rest).map(([key, value]) => said({ stamp, fields: { [key]: value } }));
          return [said({ stamp, labels }), said({ stamp, status, fields: times }), ...single];
        });
        expect(foldAll(split)).toEqual(foldAll(news));
      })
    );
  });
  test('news teaches something exactly when it changes the fold', () => {
    fc.assert(
      fc.property(fc.array(jobNews, { maxLength: 6 }), jobNews, (news, more) => {
        const fold = foldAll(news);
        const changed = JSON.stringify(foldAll([more], fold)) !== JSON.stringify(fold);
        expect(teaches(fold, more)).toBe(changed);
        expect(teaches(foldAll([more], fold), more)).toBe(false);
      })
    );
  });
  test('a label called __proto__ is a label', () => {
    const labels: Record<string, string> = JSON.parse('{"__proto__": "x"}');
    expect(Object.entries(seen(foldAll([said({ labels })])).labels)).toEqual([['__proto__', 'x']]);
  });
});

describe('which status stands', () => {
  const running = (startedAt: number, stamp: number) =>
    said({ status: 'running', stamp, fields: { started_at: startedAt } });
  const ended = (status: string, at: number, stamp: number) => said({ status, stamp, fields: { completed_at: at } });
  const statusAfter = (...news: JobNews[]) => statusOfFold(foldAll(news));

  test('an end stands against a late word of the same run', () => {
    expect(statusAfter(ended('completed', 20, 20), running(10, 25))).toBe('completed');
  });
  test('a new run after the end stands', () => {
    expect(statusAfter(ended('failed', 20, 20), running(30, 30))).toBe('running');
  });
  test('the end of the new run stands', () => {
    expect(statusAfter(running(30, 30), ended('completed', 40, 40), ended('failed', 20, 20))).toBe('completed');
  });
  test('clocks two hours off: an end that seems to lie before the start is still the end', () => {
    const twoHours = 7_200_000;
    expect(statusAfter(running(twoHours + 10, 11), ended('completed', 60, 61))).toBe('completed');
  });
  test('an end that tells no time at all is the last word', () => {
    expect(statusAfter(said({ status: 'failed' }), running(1e12, 1e12))).toBe('failed');
  });
  test('a heartbeat without a start time comes after queued and before the end', () => {
    const queued = said({ status: 'queued', stamp: 5 });
    const beat = said({ status: 'running', stamp: 9 });
    expect(statusAfter(queued, beat)).toBe('running');
    expect(statusAfter(ended('completed', 8, 8), beat)).toBe('completed');
  });
  test('D1: a word nobody knows is kept as it is and shown as unknown', () => {
    expect(seen(foldAll([said({ status: 'meditating', stamp: 1 })]))).toMatchObject({
      status: 'unknown',
      raw_status: 'meditating',
    });
  });
  test('nothing told: unknown, and no raw word', () => {
    expect(seen(foldAll([]))).toMatchObject({ status: 'unknown', raw_status: null });
  });
});
