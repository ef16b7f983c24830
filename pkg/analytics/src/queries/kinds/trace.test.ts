import { describe, expect, test } from 'vitest';

import { job } from '../../domain/jobs.fixtures';
import { emptySessionFold } from '../../domain/sessionFold';
import { viewSession } from '../../domain/sessionView';
import { spansOfSession, spansSql, traceOfSession } from './trace';

const TRACE = '0af7651916cd43dd8448eb211c80319c';

describe('whose spans are shown (T1, D3)', () => {
  test.each([
    ['a session named after the span of a workflow', `${TRACE}-b7ad6b7169203331`, TRACE],
    ['a trace', TRACE, TRACE],
    ['a session of an orchestrator', 'workflow_20261122_120000_000001', 'workflow_20261122_120000_000001'],
    ['an id that only looks alike', `${TRACE}-B7AD`, `${TRACE}-B7AD`],
  ])('given %s, the trace looked for is its own', (_, id, trace) => {
    expect(traceOfSession(id)).toBe(trace);
    expect(spansSql(id).params).toEqual({ id, trace });
  });
});

describe('a session nobody traced, from its steps (T1)', () => {
  test('told by its jobs alone and late, it begins with the first of them and lasts no negative time', () => {
    const heardAt = 900_000;
    const session = viewSession(emptySessionFold('el-jefe', 's1', heardAt), [
      job({ id: 'a', step: 'plan', status: 'completed', started_at: 1_000, completed_at: 3_000 }),
      job({ id: 'b', step: 'write', status: 'completed', started_at: 3_000, completed_at: 8_000 }),
    ]);
    const [root, ...steps] = spansOfSession(session, heardAt);
    expect(root?.startMs).toBe(1_000);
    expect(root?.durationMs).toBeGreaterThanOrEqual(7_000);
    expect(steps.map(({ startMs, durationMs }) => [startMs, durationMs])).toEqual([
      [1_000, 2_000],
      [3_000, 5_000],
    ]);
  });
});
