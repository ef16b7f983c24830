import { expect, test } from 'vitest';
import { unknownVariables } from './unknownVariables';

test('V1: a variable of a kind that the workbench does not know is named', () => {
  const list = [
    { type: 'custom', name: 'known' },
    { type: 'groupby', name: 'grouping' },
  ];
  expect(unknownVariables({ templating: { list } })).toEqual(['grouping']);
  expect(unknownVariables({})).toEqual([]);
});
