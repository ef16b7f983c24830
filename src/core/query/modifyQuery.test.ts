import { defaultQuery } from './defaultQuery';
import { addFilter, hasFilter, toggleFilter } from './modifyQuery';
import { type ElJefeQuery, type QueryFilter } from './query.types';

const query = (...filters: QueryFilter[]): ElJefeQuery => ({ refId: 'A', ...defaultQuery('events'), filters });
const WRITER = { key: 'agent_type', value: 'writer', way: 'for' } as const;

describe('I1: filters from Explore and from labels of log lines', () => {
  it('adds a value once, however often it is asked', () => {
    const once = addFilter(query(), WRITER);
    expect(once.filters).toEqual([{ key: 'agent_type', op: '=', values: ['writer'] }]);
    expect(addFilter(once, WRITER).filters).toEqual(once.filters);
  });

  it('takes the contrary away: what is wanted is no longer left out', () => {
    const out = query({ key: 'agent_type', op: '!=|', values: ['writer', 'coder'] });
    expect(addFilter(out, WRITER).filters).toEqual([
      { key: 'agent_type', op: '!=|', values: ['coder'] },
      { key: 'agent_type', op: '=', values: ['writer'] },
    ]);
  });

  it('leaves a value out', () => {
    expect(addFilter(query(), { ...WRITER, way: 'out' }).filters).toEqual([
      { key: 'agent_type', op: '!=', values: ['writer'] },
    ]);
  });

  it('toggles: twice is nothing, and other values of the filter stay', () => {
    expect(toggleFilter(toggleFilter(query(), WRITER), WRITER).filters).toEqual([]);
    const two = query({ key: 'agent_type', op: '=|', values: ['writer', 'coder'] });
    expect(toggleFilter(two, WRITER).filters).toEqual([{ key: 'agent_type', op: '=|', values: ['coder'] }]);
  });

  it('knows which values are wanted; one that is left out is not', () => {
    expect(hasFilter(addFilter(query(), WRITER), 'agent_type', 'writer')).toBe(true);
    expect(hasFilter(addFilter(query(), { ...WRITER, way: 'out' }), 'agent_type', 'writer')).toBe(false);
    expect(hasFilter(query(), 'agent_type', 'writer')).toBe(false);
  });
});
