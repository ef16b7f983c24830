import { expect, test } from 'vitest';
import { roleAllows } from './role';

test.each([
  ['Viewer', '', true],
  ['Viewer', 'Viewer', true],
  ['Viewer', 'Editor', false],
  ['Editor', 'Admin', false],
  ['Admin', 'Editor', true],
  ['Admin', 'Owner', false],
] as const)('T1: role %s, asked for %s: %s', (role, required, allowed) => {
  expect(roleAllows(role, required)).toBe(allowed);
});
