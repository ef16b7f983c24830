import { adhocFilters } from './adhocFilters';

describe('I1: ad-hoc filters', () => {
  it('takes one and several values', () => {
    expect(
      adhocFilters([
        { key: 'agent', operator: '=', value: 'a' },
        { key: 'model', operator: '=|', value: 'm', values: ['m', 'n'] },
      ])
    ).toEqual({
      filters: [
        { key: 'agent', op: '=', values: ['a'] },
        { key: 'model', op: '=|', values: ['m', 'n'] },
      ],
      refused: [],
    });
  });

  it('names filters that compare sizes instead of dropping them', () => {
    expect(adhocFilters([{ key: 'cost', operator: '>', value: '3' }])).toEqual({ filters: [], refused: ['cost > 3'] });
  });

  it('passes over filters that are not filled in yet', () => {
    expect(
      adhocFilters([
        { key: '', operator: '=', value: '' },
        { key: 'agent', operator: '=', value: '' },
      ])
    ).toEqual({
      filters: [],
      refused: [],
    });
    expect(adhocFilters(undefined)).toEqual({ filters: [], refused: [] });
  });
});
