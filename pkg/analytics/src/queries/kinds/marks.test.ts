import { describe, expect, test } from 'vitest';

import { eventsSql } from './events';
import { marksSql } from './marks';

const ASK = { window: { from: 1, to: 2 }, limit: 5 };

describe('D6: marks for annotations', () => {
  test('without filters all of the window, limited', () => {
    const sql = marksSql({ ...ASK, filters: [] });
    expect(sql.text).toContain('AND 1\nORDER BY time LIMIT');
    expect(sql.params).toEqual({ from: 1, to: 2, limit: 5 });
  });
  test('a mark that names no orchestrator concerns every one of them', () => {
    const sql = marksSql({ ...ASK, filters: [{ key: 'source', op: '=|', values: ['a', 'b'] }] });
    expect(sql.text).toContain("(source = '' OR source IN {m0:Array(String)})");
    expect(sql.params).toMatchObject({ m0: ['a', 'b'] });
  });
  test('one kind alone, or all but one; a filter that a mark knows nothing of is left out', () => {
    const filters = [
      { key: 'agent_type', op: '=' as const, values: ['writer'] },
      { key: 'kind', op: '!=' as const, values: ['maintenance'] },
    ];
    const sql = marksSql({ ...ASK, filters });
    expect(sql.text).toContain('AND kind NOT IN {m1:Array(String)}');
    expect(sql.text).not.toContain('m0');
  });
});

describe('I1: events on both sides of a line', () => {
  const ask = { ...ASK, filters: [], search: null };
  test('newest first, or oldest first for what came right after', () => {
    expect(eventsSql({ ...ask, oldestFirst: false }).text).toContain('ORDER BY time DESC, source DESC, id DESC');
    expect(eventsSql({ ...ask, oldestFirst: true }).text).toContain('ORDER BY time ASC, source ASC, id ASC');
  });
});
