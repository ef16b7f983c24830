import { COLUMNS } from './agentGrid.types';
import { fitColumns, gridMetrics } from './gridMetrics';

describe('layout by width', () => {
  it.each([
    [200, 1],
    [360, 1],
    [535, 1],
    [536, 2],
    [1_200, 4],
  ])('%p px hold %p comfortable cards side by side', (width, perLine) => {
    expect(gridMetrics({ layout: 'cards', density: 'comfortable', width }).perLine).toBe(perLine);
  });

  it.each([
    [559, 'cards'],
    [560, 'table'],
  ])('a table of %p px is drawn as %s', (width, layout) => {
    expect(gridMetrics({ layout: 'table', density: 'compact', width }).layout).toBe(layout);
  });

  it('gives up the least needed columns first, and never status, agent and age', () => {
    expect(fitColumns(COLUMNS, 2_000)).toHaveLength(10);
    expect(fitColumns(COLUMNS, 1_100)).not.toContain('model');
    expect(fitColumns(COLUMNS, 300)).toEqual(['status', 'agent', 'age']);
    expect(fitColumns(['cost'], 2_000)).toEqual(['status', 'agent', 'cost']);
  });
});
