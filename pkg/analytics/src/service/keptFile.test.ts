import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { type KeptBuckets } from '../queries/series/keptBuckets';
import { takeKept, writeKept } from './keptFile';

const KEPT: KeptBuckets = {
  program: 'v1',
  newest: { jobs: '17', sessions: '0' },
  points: [],
  sums: [{ key: '["jobs"]', grainMs: 3_600_000, buckets: [[0, [{ t: 0, g: ['main'], n: 2, top: 1, bottom: null }]]] }],
};

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'eljefe-kept-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('B1: what was kept is taken once, and is nobody else’s to read', async () => {
  await writeKept(directory, KEPT);
  const [name = ''] = readdirSync(directory);
  expect(statSync(path.join(directory, name)).mode & 0o777).toBe(0o600);
  expect(await takeKept(directory)).toEqual(KEPT);
  expect(await takeKept(directory)).toBeNull();
});

test('B1: a file that is something else is left out and gone', async () => {
  await writeKept(directory, KEPT);
  const [name = ''] = readdirSync(directory);
  for (const text of ['{', '{"program":"v1"}']) {
    writeFileSync(path.join(directory, name), text);
    expect(await takeKept(directory)).toBeNull();
    expect(readdirSync(directory)).toEqual([]);
  }
});
