import { describe, expect, test } from 'vitest';

import { spansSql, traceOfSession } from './trace';

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
