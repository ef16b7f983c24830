import { type MeasureInfo } from '@eljefe/contract';

import { filterKeys, knownValues } from './filterKeys';

const measure = (dimensions: string[]): MeasureInfo => ({
  id: 'A1.1',
  name: 'm',
  title: 'M',
  unit: 'ratio',
  definition: '',
  dimensions,
  statistics: ['value'],
  target: null,
  better: 'higher',
  prometheus: null,
  absent_hint: '',
});

describe('I1: what a query can be filtered by', () => {
  it('a measure by its own dimensions; the pattern for labels is no key', () => {
    expect(filterKeys({ kind: 'series' }, measure(['source', 'label.<name>']))).toEqual(['source']);
    expect(filterKeys({ kind: 'series' })).toContain('agent_type');
  });
  it('events and marks by what they have', () => {
    expect(filterKeys({ kind: 'alerts' })).toContain('severity');
    expect(filterKeys({ kind: 'marks' })).toEqual(['kind', 'source']);
  });
  it('traces by what spans have, predictions by what they are about', () => {
    expect(filterKeys({ kind: 'traces' })).toEqual(expect.arrayContaining(['service', 'model', 'status']));
    expect(filterKeys({ kind: 'predictions' })).toEqual(expect.arrayContaining(['kind', 'agent_type', 'workflow']));
    expect(filterKeys({ kind: 'predictions' })).not.toContain('model');
  });
  it('a graph of one session by nothing', () => {
    expect(filterKeys({ kind: 'session_graph' })).toEqual([]);
  });
  it('words of the product are known without asking', () => {
    expect(knownValues({ kind: 'events' }, 'severity')).toContain('critical');
    expect(knownValues({ kind: 'marks' }, 'kind')).toContain('deployment');
    expect(knownValues({ kind: 'events' }, 'kind')).toContain('alert');
    expect(knownValues({ kind: 'predictions' }, 'kind')).toEqual(expect.arrayContaining(['failure', 'budget']));
    expect(knownValues({ kind: 'jobs' }, 'agent_type')).toBeNull();
  });
});
