import { expect, test } from 'vitest';

import { findMeasure } from '../../measures/registry';
import { NO_SETTINGS, settingParams } from '../../measures/settings';
import { TouchedHours } from '../buckets/TouchedHours';
import { type Sql } from '../where';
import { readPoints, remember } from './remembered';
import { warm } from './warm';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 4, 20, 10, 17);

const setUp = () => {
  const asked: Sql[] = [];
  const read = async <T>(sql: Sql): Promise<T[]> => {
    asked.push(sql);
    return [];
  };
  const remembered = remember({ jobs: new TouchedHours(), sessions: new TouchedHours() });
  const pause = () => Promise.resolve();
  return { asked, read, remembered, settings: NO_SETTINGS, now: () => NOW, pause };
};

test('B1: after the warming a month of a measure that adds up is read at its edges alone', async () => {
  const deps = setUp();
  await warm({ ...deps, isStopping: () => false });
  const measure = findMeasure('success_rate');
  if (measure?.kind !== 'sql') {
    throw new Error('the registry has no success_rate');
  }
  deps.asked.length = 0;
  const window = { from: NOW - 30 * DAY_MS + 60_000, to: NOW };
  const settings = settingParams(NO_SETTINGS);
  const ask = { measure, statistic: 'value' as const, by: [], filters: [], window, stepMs: null, settings };
  await readPoints(ask, deps.read, deps.remembered);
  const { from0, to0, from1, to1 } = deps.asked[0]?.params ?? {};
  expect(deps.asked).toHaveLength(1);
  expect([Number(to0) - Number(from0), Number(to1) - Number(from1)].every((ms) => ms <= 3_600_000)).toBe(true);
});

test('B1: a service that stops asks nothing more', async () => {
  const deps = setUp();
  await warm({ ...deps, isStopping: () => deps.asked.length >= 3 });
  expect(deps.asked).toHaveLength(3);
});
