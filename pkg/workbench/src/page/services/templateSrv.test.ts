import { expect, test, vi } from 'vitest';
import { createTemplateSrv } from './templateSrv';

const service = createTemplateSrv({ interpolate: (target) => target.replace('$a', 'A'), getVariables: () => [] });

test.each([
  ['$a', true],
  ['x ${a.b:csv} y', true],
  ['[[a:json]]', true],
  ['no $ here', false],
  ['', false],
  [undefined, false],
])('D1: containsTemplate(%j) is %s', (text, expected) => {
  expect(service.containsTemplate(text)).toBe(expected);
});

test('D1: replace passes scoped variables and format on, and leaves nothing as nothing', () => {
  const interpolate = vi.fn(() => 'done');
  const own = createTemplateSrv({ interpolate, getVariables: () => [] });
  expect(own.replace('$a', { a: { value: 1 } }, 'csv')).toBe('done');
  expect(own.replace(undefined)).toBe('');
  expect(own.replace('')).toBe('');
  expect(interpolate.mock.calls).toEqual([['$a', { a: { value: 1 } }, 'csv']]);
});
