import { frameOfRows } from '../testing/fakeService';
import { readSessions } from './readSessions';
import { filtersOf, labelFilter, sessionsQuery } from './sessionFilters';
import { traceIdOf } from './traceIdOf';

describe('T3: filters of the sessions', () => {
  it('come from the address, several values of one as one filter', () => {
    const search = new URLSearchParams('status=failed&status=waiting&workflow=&q=battery&span=x');
    expect(filtersOf(search)).toEqual([{ key: 'status', op: '=', values: ['failed', 'waiting'] }]);
    expect(sessionsQuery(search)).toMatchObject({ kind: 'sessions', search: 'battery' });
  });

  it.each([
    ['team=search', { key: 'label.team', op: '=', values: ['search'] }],
    [' a b = c=d ', { key: 'label.a b', op: '=', values: ['c=d'] }],
    ['team', null],
    ['team=', null],
    ['=x', null],
    ['', null],
  ])('reads the label %p', (text, filter) => {
    expect(labelFilter(text)).toEqual(filter);
  });
});

describe('V8: sessions of the list', () => {
  it('wait for a person when the orchestrator says so though they run', () => {
    const [row] = readSessions(
      frameOfRows('sessions', [
        { source: 's', session_id: '1', status: 'running', waiting_on_human: true, agents_used: '["a","b"]', goal: '' },
      ])
    );
    expect(row).toMatchObject({ condition: 'waiting', agents: ['a', 'b'], goal: null, costUsd: null });
  });

  it('made of a trace have their spans under the trace’s own id', () => {
    const trace = '0af7651916cd43dd8448eb211c80319c';
    expect(traceIdOf(`${trace}-b7ad6b7169203331`)).toBe(trace);
    expect(traceIdOf('workflow_1')).toBe('workflow_1');
  });
});
