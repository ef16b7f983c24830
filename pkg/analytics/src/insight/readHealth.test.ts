import { afterAll, beforeAll, expect, test } from 'vitest';

import { NO_SETTINGS } from '../measures/settings';
import { HOUR_MS, TouchedHours } from '../queries/buckets/TouchedHours';
import { remember, type Read } from '../queries/series/remembered';
import { renderRows } from '../store/rowText';
import { openTemporaryStore, rowOf, type TemporaryStore } from '../store/testing';
import { readHealth } from './readHealth';

const NOW = Date.UTC(2026, 4, 20, 10, 17, 33, 250);
const STATUS = ['completed', 'completed', 'failed', 'interrupted', 'running'];

let temporary: TemporaryStore;
const touched = { jobs: new TouchedHours(), sessions: new TouchedHours() };
const read: Read = ({ text, params }) => temporary.store.query(text, { params });

/** A job every ten minutes, back from now. */
const write = async (name: string, count: number): Promise<void> => {
  const rows = Array.from({ length: count }, (_, index) => {
    const number = index + name.length;
    return rowOf('jobs', {
      id: `${name}-${number}`,
      source: 'main',
      at: NOW - number * 600_000,
      status: STATUS[number % STATUS.length] ?? 'completed',
      agent_type: number % 2 === 0 ? 'coder' : 'writer',
      error_category: number % 9 === 0 ? 'timeout' : '',
      duration_s: number % 7 === 0 ? null : (number * 13) % 80,
      version: 1,
    });
  });
  const text = renderRows('jobs', rows);
  await touched.jobs.during(text.chunks, () => temporary.store.insert('jobs', text, { dedupToken: name }));
};

beforeAll(async () => {
  temporary = await openTemporaryStore({ retentionDays: { jobs: null } });
  await write('job', 400);
});
afterAll(() => temporary.dispose());

test('S3: health of a long window is the same out of remembered hours as out of the rows, after late jobs too', async () => {
  const remembered = remember(touched);
  const inputs = { read, settings: NO_SETTINGS, orchestrators: [], storeReady: true };
  const window = { from: NOW - 60 * HOUR_MS, to: NOW };
  const same = async (): Promise<string> => {
    for (const filters of [[{ key: 'agent_type', op: '=' as const, values: ['coder'] }], []]) {
      const plain = await readHealth({ window, filters }, { ...inputs, remembered: null });
      expect(plain.parts.filter(({ attainment }) => attainment !== null)).toHaveLength(4);
      expect(await readHealth({ window, filters }, { ...inputs, remembered })).toEqual(plain);
    }
    return (await readHealth({ window, filters: [] }, { ...inputs, remembered })).parts[0]?.text ?? '';
  };
  const before = await same();
  await write('late', 100);
  expect(await same()).not.toBe(before);
});
