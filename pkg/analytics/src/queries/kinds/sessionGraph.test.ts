import { describe, expect, test } from 'vitest';

import { job } from '../../domain/jobs.fixtures';
import { emptySessionFold, foldSession } from '../../domain/sessionFold';
import { viewSession } from '../../domain/sessionView';
import { formerRunsOf, formerRunsSql } from '../formerRuns';
import { answerSessionGraph } from './sessionGraph';

const session = () => {
  const fold = emptySessionFold('el-jefe', 's1', 0);
  foldSession(fold, { stamp: 1, status: 'running', fields: {}, phase: null, humanAction: false });
  return viewSession(fold, [
    job({ id: 'a', step: 'plan', status: 'completed', started_at: 1_000, completed_at: 3_000 }),
    job({ id: 'b', step: 'write', status: 'running', started_at: 3_000 }),
  ]);
};

const former = new Map([['plan', { runs: 12, median: 2, p95: 9 }]]);
const answer = () => answerSessionGraph({ session: session(), spans: new Map(), former, now: 10_000 });

const column = (name: string): unknown[] =>
  answer().frames[0]?.fields.find((field) => field.name === name)?.values ?? [];

describe('W1.3: a session as graph', () => {
  test('each step carries what its former runs took; a step nobody ran before has none, not 0', () => {
    const steps = column('title');
    const of = (name: string) => Object.fromEntries(steps.map((step, row) => [String(step), column(name)[row]]));
    expect(of('median_seconds')).toEqual({ plan: 2, write: null });
    expect(of('p95_seconds')).toEqual({ plan: 9, write: null });
    expect(of('former_runs')).toEqual({ plan: 12, write: 0 });
  });
  test('what is told of the session stands in the frame’s meta itself, in one way for every kind', () => {
    expect(answer().frames[0]?.meta).toMatchObject({ session_id: 's1', source: 'el-jefe', status: 'running' });
    expect(answer().frames[0]?.meta).not.toHaveProperty('custom');
  });
});

describe('W1.3: former runs', () => {
  test('of the same workflow and orchestrator, without the session itself', () => {
    const sql = formerRunsSql({ source: 'el-jefe', session_id: 's1', workflow_id: 'report' }, 8 * 86_400_000);
    expect(sql.params).toEqual({
      from: 86_400_000,
      to: 8 * 86_400_000,
      source: 'el-jefe',
      workflow: 'report',
      session: 's1',
    });
  });
  test('numbers that the store sends as text are numbers', () => {
    const rows = [{ step: 'plan', runs: '12', median: 2, p95: 9 }];
    expect(formerRunsOf(rows as never)).toEqual(former);
  });
});
