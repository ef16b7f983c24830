import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { interpolateText, interpolateValue } from './interpolate';

const env = { HOST: 'example', PORT: '4319' };

test.each([
  ['$HOST', 'example'],
  ['http://${HOST}:$PORT/x', 'http://example:4319/x'],
  ['$__env{HOST}', 'example'],
  ['pa$$word', 'pa$word'],
  ['$$HOST', '$HOST'],
  ['a$UNSET b${UNSET}c', 'a bc'],
  ['${HOST:-default}', ''],
  ['5 $', '5 $'],
])('D1: provisioning text %s reads as %s', (text, expected) => {
  expect(interpolateText(text, env)).toBe(expected);
});

test('D1: $__file{} reads the file without its last line break', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'workbench-')), 'token');
  writeFileSync(file, 'secret\n');
  expect(interpolateText(`$__file{${file}}`, env)).toBe('secret');
});

test('D1: strings deep inside are interpolated, keys and other values stay', () => {
  const value = { $HOST: [{ url: '$HOST' }], port: 1, on: true, none: null };
  expect(interpolateValue(value, env)).toEqual({ $HOST: [{ url: 'example' }], port: 1, on: true, none: null });
});
