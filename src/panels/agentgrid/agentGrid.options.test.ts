import { DEFAULT_OPTIONS, readOptions } from './agentGrid.options';

describe('saved options of the agent grid', () => {
  it('are completed by the defaults', () => {
    expect(readOptions({})).toEqual(DEFAULT_OPTIONS);
    expect(readOptions({ layout: 'table', agentUrl: '/d/x' })).toEqual({
      ...DEFAULT_OPTIONS,
      layout: 'table',
      agentUrl: '/d/x',
    });
  });

  it('of a hand-written dashboard never break the panel', () => {
    const saved = JSON.parse(
      '{"layout":"mosaic","density":3,"groupBy":"team","sortBy":null,"columns":["cost","price"],"staleAfterSeconds":"-5","agentUrl":7}'
    );
    expect(readOptions(saved)).toEqual({ ...DEFAULT_OPTIONS, columns: ['cost'] });
  });

  it('keep the order of columns, whatever order they were chosen in', () => {
    expect(readOptions({ columns: ['age', 'type'] }).columns).toEqual(['type', 'age']);
  });
});
