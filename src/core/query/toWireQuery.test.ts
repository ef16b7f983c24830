import { parse, Query } from '@eljefe/contract';

import { defaultQuery } from './defaultQuery';
import { ASKABLE_KINDS, type AskableKind, type ElJefeQuery } from './query.types';
import { toWireQuery } from './toWireQuery';

const query = (kind: AskableKind, given: Partial<ElJefeQuery> = {}): ElJefeQuery => ({
  refId: 'A',
  ...defaultQuery(kind),
  ...given,
});

const CONTEXT = { filters: [], intervalMs: 15_000 };

describe('I1: queries as the service takes them', () => {
  it.each(ASKABLE_KINDS)('a fresh query of kind %s keeps to the contract', (kind) => {
    expect(parse(Query, toWireQuery(query(kind), CONTEXT))).toMatchObject({ ok: true });
  });

  it('takes the step from the panel, or the query own one; a total has none', () => {
    expect(toWireQuery(query('series'), CONTEXT).stepSeconds).toBe(15);
    expect(toWireQuery(query('series', { stepSeconds: 60 }), CONTEXT).stepSeconds).toBe(60);
    expect(toWireQuery(query('series'), { ...CONTEXT, intervalMs: 10 }).stepSeconds).toBe(1);
    expect(toWireQuery(query('series', { shape: 'total' }), CONTEXT)).not.toHaveProperty('stepSeconds');
  });

  it('joins own and dashboard filters', () => {
    const own = { key: 'a', op: '=' as const, values: ['1'] };
    const added = { key: 'b', op: '=' as const, values: ['2'] };
    expect(toWireQuery(query('jobs', { filters: [own] }), { ...CONTEXT, filters: [added] }).filters).toEqual([
      own,
      added,
    ]);
  });

  it('keeps the limit within what the service takes', () => {
    expect(toWireQuery(query('jobs', { limit: 1e9 }), CONTEXT).limit).toBe(10_000);
    expect(toWireQuery(query('jobs', { limit: 0.2 }), CONTEXT).limit).toBe(1);
  });

  it('leaves fields of other kinds out', () => {
    expect(toWireQuery(query('jobs', { measure: 'x', dimension: 'y' }), CONTEXT)).toEqual({
      refId: 'A',
      kind: 'jobs',
      limit: 200,
    });
  });
});
