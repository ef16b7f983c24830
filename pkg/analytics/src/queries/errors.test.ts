import { Problem, parse } from '@eljefe/contract';
import { expect, test } from 'vitest';

import { BadRequest } from './errors';
import { readWindow } from './window';

test('I4: a question that cannot be answered carries its problem: 400, the field, the value and the remedy', () => {
  const error = new BadRequest('from', 0, 'ask for at most five years');
  expect(parse(Problem, error.problem)).toMatchObject({
    ok: true,
    value: { status: 400, problems: [{ field: 'from', value: '0', remedy: 'ask for at most five years' }] },
  });
});

test('a window of more than five years is such a question', () => {
  expect(() => readWindow({ from: 0, to: 1_800_000_000_000 })).toThrow(BadRequest);
});
