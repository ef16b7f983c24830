import { describe, expect, test } from 'vitest';

import { emptyJobFold, foldJob } from '../domain/jobFold';
import { emptySessionFold, foldSession } from '../domain/sessionFold';

import { Entities, entityKey } from './entities';

const key = (id: string): string => entityKey('s', id);

const withJobs = (...jobs: Array<{ id: string; status: string; session?: string }>): Entities => {
  const entities = new Entities(() => null);
  for (const { id, status, session } of jobs) {
    const fold = emptyJobFold('s', id, 0);
    const fields = session === undefined ? {} : { session_id: session };
    foldJob(fold, { stamp: 1, status, fields, labels: {} });
    entities.putJob(fold);
  }
  return entities;
};

const putSession = (entities: Entities, id: string, status: string | null): void => {
  const fold = emptySessionFold('s', id, 0);
  foldSession(fold, { stamp: 1, status, fields: {}, phase: null, humanAction: false });
  entities.putSession(fold);
};

const never = (): boolean => false;

describe('jobs and sessions in memory', () => {
  test('beyond the bound the longest unchanged ended jobs go; open ones stay', () => {
    const entities = withJobs(
      { id: 'open', status: 'running' },
      { id: 'old', status: 'completed' },
      { id: 'new', status: 'failed' }
    );
    entities.evictJobs(2, never);
    expect([...entities.jobs.keys()]).toEqual([key('open'), key('new')]);
    entities.evictJobs(0, never);
    expect([...entities.jobs.keys()]).toEqual([key('open')]);
  });
  test('what is pinned stays', () => {
    const entities = withJobs({ id: 'a', status: 'completed' }, { id: 'b', status: 'completed' });
    entities.evictJobs(0, (held) => held === key('a'));
    expect([...entities.jobs.keys()]).toEqual([key('a')]);
  });
  test('a job changed lately goes last', () => {
    const entities = withJobs({ id: 'a', status: 'completed' }, { id: 'b', status: 'completed' });
    const [first] = entities.jobs.values();
    entities.changedJob(first ?? expect.fail('no job'));
    entities.evictJobs(1, never);
    expect([...entities.jobs.keys()]).toEqual([key('a')]);
  });
  test('a session goes with all its jobs, or stays with all of them', () => {
    const jobs = ['a', 'b'].map((id) => ({ id, status: 'completed', session: 'done' }));
    const entities = withJobs(...jobs, { id: 'c', status: 'running', session: 'busy' });
    putSession(entities, 'done', 'completed');
    putSession(entities, 'busy', 'running');
    entities.evictJobs(0, never);
    expect(entities.jobs.size).toBe(3);
    entities.evictSessions({ maxSessions: 0, maxJobs: 0 }, (held) => held === key('b'));
    expect([...entities.sessions.keys()]).toEqual([key('done'), key('busy')]);
    entities.evictSessions({ maxSessions: 0, maxJobs: 0 }, never);
    expect([...entities.sessions.keys()]).toEqual([key('busy')]);
    expect([...entities.jobs.keys()]).toEqual([key('c')]);
  });
  test('a session that nobody announced goes when all its jobs have ended', () => {
    const entities = withJobs(
      { id: 'a', status: 'completed', session: 'x' },
      { id: 'b', status: 'running', session: 'y' }
    );
    putSession(entities, 'x', null);
    putSession(entities, 'y', null);
    entities.evictSessions({ maxSessions: 0, maxJobs: 0 }, never);
    expect([...entities.sessions.keys()]).toEqual([key('y')]);
  });
  test('within the bounds nothing goes', () => {
    const entities = withJobs({ id: 'a', status: 'completed', session: 'x' });
    putSession(entities, 'x', 'completed');
    entities.evictSessions({ maxSessions: 1, maxJobs: 1 }, never);
    expect([entities.jobs.size, entities.sessions.size]).toEqual([1, 1]);
  });
  test('a session announced after its jobs has them', () => {
    const entities = withJobs({ id: 'a', status: 'running', session: 'x' });
    putSession(entities, 'x', 'running');
    expect(entities.sessions.get(key('x'))?.view.steps).toHaveLength(1);
  });
});
