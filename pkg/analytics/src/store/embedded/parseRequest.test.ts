import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRequest, RefusedRequest } from './parseRequest';
import { sqlLiteral } from './sqlQuote';

function parse(query: Record<string, string>, body = '') {
  return parseRequest(new URLSearchParams(query), body, 'eljefe');
}

describe('embedded store: a request of the HTTP protocol', () => {
  it('joins the statement of the url and the rows of the body', () => {
    expect(parse({ query: 'INSERT INTO t FORMAT TSV' }, '1\t2\n').sql).toBe('INSERT INTO t FORMAT TSV\n1\t2\n');
  });

  it('sets settings and parameters, and leaves the protocol keys out', () => {
    const { prelude } = parse({
      query: 'SELECT 1',
      max_threads: '2',
      param_x: "it's",
      query_id: 'q',
      wait_end_of_query: '1',
    });
    expect(prelude).toEqual(['USE eljefe', "SET max_threads = '2', param_x = 'it\\'s'"]);
  });

  it.each(['a b', 'a;b', "a'b", 'a=1,b'])('refuses the setting name %j', (name) => {
    expect(() => parse({ query: 'SELECT 1', [name]: '1' })).toThrow(RefusedRequest);
  });

  it('refuses a database name that could leave its place', () => {
    expect(() => parse({ query: 'SELECT 1', database: 'a; DROP TABLE b' })).toThrow(RefusedRequest);
  });

  it('refuses an empty statement', () => {
    expect(() => parse({}, ' \n')).toThrow(/empty query/);
  });

  it.each([
    'SELECT 1',
    ' with 1 as a select a',
    '/* x */ SELECT 1',
    '-- x\nSELECT 1',
    '(SELECT 1)',
    'EXPLAIN SELECT 1',
  ])('%j only reads', (sql) => {
    expect(parse({}, sql).isRead).toBe(true);
  });

  it.each(['INSERT INTO t SELECT 1', 'DROP TABLE t', 'SET a = 1', 'SELECTED'])('%j is not a read', (sql) => {
    expect(parse({}, sql).isRead).toBe(false);
  });

  it('streams row formats, not bounded results nor formats with a frame', () => {
    expect(parse({}, 'SELECT 1\nFORMAT JSONEachRow')).toMatchObject({
      streams: true,
      format: 'JSONEachRow',
      sql: 'SELECT 1',
    });
    expect(parse({ max_result_bytes: '1000' }, 'SELECT 1 FORMAT JSONEachRow').streams).toBe(false);
    expect(parse({}, 'SELECT 1 FORMAT JSON').streams).toBe(false);
  });

  it('quotes any text so that reading the literal gives it back', () => {
    const unquote = (literal: string): string =>
      literal.slice(1, -1).replace(/\\([^])/g, (_, c: string) => (c === '0' ? '\0' : c));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => unquote(sqlLiteral(text)) === text));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => !/(?<!\\)(?:\\\\)*'/.test(sqlLiteral(text).slice(1, -1)))
    );
  });
});
