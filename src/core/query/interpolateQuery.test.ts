import fc from 'fast-check';

import { defaultQuery } from './defaultQuery';
import { interpolateQuery, type VariableReader } from './interpolateQuery';
import { type ElJefeQuery, type QueryFilter } from './query.types';

const reader = (values: Record<string, string[] | 'all'>): VariableReader => ({
  text: (text) => {
    const held = values[text];
    return held === undefined ? text : held === 'all' ? 'All' : held.join(',');
  },
  expand: (text) => {
    const held = values[text];
    return held === 'all' ? { values: ['a', 'b'], all: true } : { values: held ?? [text], all: false };
  },
});

const filled = (filter: QueryFilter, variables: VariableReader): QueryFilter[] | undefined => {
  const query: ElJefeQuery = { refId: 'A', ...defaultQuery('jobs'), filters: [filter] };
  return interpolateQuery(query, variables).filters;
};

describe('I1: variables in queries', () => {
  it('makes several values a one-of filter, never one joined text', () => {
    expect(filled({ key: 'agent', op: '=', values: ['$a'] }, reader({ $a: ['x', 'y,z'] }))).toEqual([
      { key: 'agent', op: '=|', values: ['x', 'y,z'] },
    ]);
    expect(filled({ key: 'agent', op: '!=', values: ['$a'] }, reader({ $a: ['x', 'y'] }))).toEqual([
      { key: 'agent', op: '!=|', values: ['x', 'y'] },
    ]);
  });

  it('leaves the filter out for All and for a variable that holds nothing', () => {
    expect(filled({ key: 'agent', op: '=', values: ['$a'] }, reader({ $a: 'all' }))).toEqual([]);
    expect(filled({ key: 'agent', op: '=', values: ['$a'] }, reader({ $a: [''] }))).toEqual([]);
  });

  it('fills in measure, search, sort, dimension and splits', () => {
    const query: ElJefeQuery = {
      refId: 'A',
      ...defaultQuery('series'),
      measure: '$m',
      search: '$s',
      by: ['$by', 'model'],
    };
    const variables = reader({ $m: ['jobs'], $s: ['error'], $by: ['agent', 'step'] });
    expect(interpolateQuery(query, variables)).toMatchObject({
      measure: 'jobs',
      search: 'error',
      by: ['agent', 'step', 'model'],
    });
  });

  it('changes nothing in a query without variables', () => {
    const query: ElJefeQuery = {
      refId: 'A',
      ...defaultQuery('jobs'),
      filters: [{ key: 'agent', op: '=', values: ['x'] }],
    };
    expect(JSON.stringify(interpolateQuery(query, reader({})))).toBe(JSON.stringify(query));
  });

  it('keeps every value exactly once, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (values) => {
        const [filter] = filled({ key: 'k', op: '=', values: ['$a'] }, reader({ $a: values })) ?? [];
        expect(filter?.values).toEqual([...new Set(values)]);
      })
    );
  });

  it('searches for one value; several and All narrow nothing, since no text holds them all', () => {
    const searched = (held: string[] | 'all') =>
      interpolateQuery({ refId: 'A', ...defaultQuery('events'), search: '$a' }, reader({ $a: held })).search;
    expect(searched(['Anton'])).toBe('Anton');
    expect(searched(['Anton', 'Berta'])).toBeUndefined();
    expect(searched('all')).toBeUndefined();
  });

  it('asks for one session: the first of several, none for All', () => {
    const asked = (held: string[] | 'all') =>
      interpolateQuery({ refId: 'A', ...defaultQuery('trace'), id: '$a' }, reader({ $a: held })).id;
    expect(asked(['s1', 's2'])).toBe('s1');
    expect(asked('all')).toBe('');
  });
});
