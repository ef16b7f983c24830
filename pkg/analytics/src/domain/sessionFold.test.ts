import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { retold, sessionNews } from './folds.fixtures';
import { emptySessionFold, foldSession, teachesSession, type SessionFold, type SessionNews } from './sessionFold';
import { viewSession } from './sessionView';

const foldAll = (
  news: readonly SessionNews[],
  start: SessionFold = emptySessionFold('el-jefe', 's1', 0)
): SessionFold => {
  const fold = structuredClone(start);
  news.forEach((item) => foldSession(fold, item));
  return fold;
};

const said = (given: Partial<SessionNews>): SessionNews => ({
  stamp: 0,
  status: null,
  fields: {},
  phase: null,
  humanAction: false,
  ...given,
});

describe('D1: a session is the join of all that is told of it', () => {
  test('the same news in any order, any of it repeated, gives the same session', () => {
    const cases = fc.array(sessionNews, { maxLength: 8 }).chain((news) => fc.tuple(fc.constant(news), retold(news)));
    fc.assert(
      fc.property(cases, ([news, again]) => {
        const [first, second] = [foldAll(news), foldAll(again)];
        expect(second).toEqual(first);
        expect(viewSession(second, [])).toEqual(viewSession(first, []));
      })
    );
  });
  test('a restart between any two pieces of news changes nothing', () => {
    fc.assert(
      fc.property(fc.array(sessionNews, { maxLength: 8 }), fc.nat(8), (news, at) => {
        const before: SessionFold = JSON.parse(JSON.stringify(foldAll(news.slice(0, at))));
        expect(viewSession(foldAll(news.slice(at), before), [])).toEqual(viewSession(foldAll(news), []));
      })
    );
  });
  test('news teaches something exactly when it changes the fold', () => {
    fc.assert(
      fc.property(fc.array(sessionNews, { maxLength: 6 }), sessionNews, (news, more) => {
        const fold = foldAll(news);
        const changed = JSON.stringify(foldAll([more], fold)) !== JSON.stringify(fold);
        expect(teachesSession(fold, more)).toBe(changed);
        expect(teachesSession(foldAll([more], fold), more)).toBe(false);
      })
    );
  });
  test('an ended session stays ended', () => {
    const fold = foldAll([said({ stamp: 5, status: 'completed' }), said({ stamp: 9, status: 'running' })]);
    expect(fold.status?.status).toBe('completed');
  });
  test('a human action told twice counts once', () => {
    const paused = said({ stamp: 5, status: 'paused', humanAction: true });
    expect(viewSession(foldAll([paused, paused, { ...paused, stamp: 6 }]), []).human_actions).toBe(2);
  });
});
