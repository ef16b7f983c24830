import { logContext } from './logContext';

const AT = 1_760_000_000_000;

describe('I1: what stands around a log line', () => {
  it('before it: the newest lines that are older, of the same orchestrator', () => {
    const { query, range } = logContext({ at: AT, direction: 'before', source: 'main', limit: 10 });
    expect(query).toMatchObject({ kind: 'events', format: 'logs', limit: 10 });
    expect(query).not.toHaveProperty('sort');
    expect(query.filters).toEqual([{ key: 'source', op: '=', values: ['main'] }]);
    expect(range.to).toBe(AT);
    expect(range.from).toBeLessThan(AT);
  });

  it('after it: the oldest lines that are newer, the line itself not among them', () => {
    const { query, range } = logContext({ at: AT, direction: 'after', source: null, limit: null });
    expect(query).toMatchObject({ sort: 'time', limit: 50 });
    expect(query).not.toHaveProperty('filters');
    expect(range.from).toBe(AT + 1);
  });
});
