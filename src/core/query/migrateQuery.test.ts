import { ASKABLE_KINDS, QUERY_SCHEMA_VERSION } from './query.types';
import { defaultQuery } from './defaultQuery';
import { migrateQuery } from './migrateQuery';

/** Shapes that were saved once: each stays here for ever. */
const SAMPLES = [
  {
    what: 'a query without version',
    saved: { refId: 'A', kind: 'jobs', limit: 5 },
    expected: { refId: 'A', schemaVersion: 1, kind: 'jobs', limit: 5 },
  },
  {
    what: 'filters in the short form',
    saved: { refId: 'A', kind: 'jobs', filters: { agent_type: 'writer', status: ['failed', 'waiting'], odd: 3 } },
    expected: {
      refId: 'A',
      schemaVersion: 1,
      kind: 'jobs',
      limit: 200,
      filters: [
        { key: 'agent_type', op: '=', values: ['writer'] },
        { key: 'status', op: '=|', values: ['failed', 'waiting'] },
      ],
    },
  },
  {
    what: 'a kind named as queryType',
    saved: { refId: 'A', queryType: 'marks' },
    expected: { refId: 'A', schemaVersion: 1, kind: 'marks', queryType: 'marks', limit: 500 },
  },
  {
    what: 'a query of another data source',
    saved: { refId: 'A', expr: 'up', kind: 'promql', filters: 'x' },
    expected: { refId: 'A', schemaVersion: 1, kind: 'state', format: 'agents', expr: 'up' },
  },
];

describe('I1: saved queries of every shape', () => {
  it.each(SAMPLES)('brings $what to the present shape', ({ saved, expected }) => {
    expect(migrateQuery(saved)).toEqual(expected);
  });

  it('drops filters of another shape', () => {
    const filters = [{ key: 'a', op: '=', values: ['x'] }, { key: 'a', op: '<', values: ['x'] }, null, { key: 1 }];
    expect(migrateQuery({ refId: 'A', kind: 'jobs', filters } as never).filters).toEqual([
      { key: 'a', op: '=', values: ['x'] },
    ]);
  });

  it.each(ASKABLE_KINDS)('leaves a present query of kind %s as it is, also when asked twice', (kind) => {
    const query = { refId: 'A', ...defaultQuery(kind) };
    expect(migrateQuery(query)).toBe(query);
    expect(migrateQuery(migrateQuery(query))).toBe(query);
  });

  it('leaves a query of a newer bundle as it is', () => {
    const newer = { refId: 'A', kind: 'state', schemaVersion: QUERY_SCHEMA_VERSION + 1, more: 1 };
    expect(migrateQuery(newer)).toBe(newer);
  });
});
