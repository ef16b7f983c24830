import { parse } from '@eljefe/contract';
import { describe, expect, test } from 'vitest';

import { findMeasure } from '../../measures/registry';
import { NO_SETTINGS, settingParams } from '../../measures/settings';
import { renderRows } from '../../store/rowText';
import { rowOf } from '../../store/testing';
import { HOUR_MS, TouchedHours } from '../buckets/TouchedHours';
import { type Sql } from '../where';
import { keepBuckets, KeptBuckets, recallBuckets } from './keptBuckets';
import { readPoints, remember, type Read, type Touched } from './remembered';
import { type SeriesAsk } from './seriesSql';

const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2026, 4, 4);
const WINDOW = { from: START + 1_000, to: START + 3 * DAY_MS + 1_000 };

const newTouched = (): Touched => ({ jobs: new TouchedHours(), sessions: new TouchedHours() });

/** A store of three completed jobs an hour, whose newest row has this version. */
const storeOf = (version: string) => {
  const ranges: number[] = [];
  const read: Read = async <T>({ text, params }: Sql): Promise<T[]> => {
    if (text.includes('max(version)')) {
      return [{ jobs: version, sessions: '0' }] as T[];
    }
    const rows: object[] = [];
    for (let index = 0; params[`from${index}`] !== undefined; index += 1) {
      const [from, to] = [Number(params[`from${index}`]), Number(params[`to${index}`])];
      ranges.push(to - from);
      for (let t = Math.floor(from / HOUR_MS) * HOUR_MS; t < to; t += HOUR_MS) {
        rows.push({ t, g: [], top: 3, bottom: 3, n: 3 });
      }
    }
    return rows as T[];
  };
  return { read, ranges };
};

const ASK: Omit<SeriesAsk, 'measure'> = {
  statistic: 'value',
  by: [],
  filters: [],
  window: WINDOW,
  stepMs: null,
  settings: settingParams(NO_SETTINGS),
};
const successRate = (): SeriesAsk => {
  const measure = findMeasure('success_rate');
  if (measure?.kind !== 'sql') {
    throw new Error('the registry has no success_rate');
  }
  return { ...ASK, measure };
};

/** What a process keeps that answered the question once, through the form it has on disk. */
const keptBy = async (touched: Touched): Promise<KeptBuckets> => {
  const remembered = remember(touched);
  const { read } = storeOf('17');
  await readPoints(successRate(), read, remembered);
  const text = JSON.stringify(await keepBuckets(remembered, 'v1', read));
  const kept = parse(KeptBuckets, JSON.parse(text));
  if (!kept.ok) {
    throw new Error(JSON.stringify(kept.problems));
  }
  return kept.value;
};

const isEdge = (ms: number): boolean => ms < HOUR_MS;

describe('B1: what is remembered of long windows outlives a graceful stop', () => {
  test('the next process reads the edges of the window alone, with the same answer', async () => {
    const kept = await keptBy(newTouched());
    const remembered = remember(newTouched());
    const { read, ranges } = storeOf('17');
    expect(await recallBuckets(kept, remembered, { program: 'v1', read })).toBe(true);
    const fresh = await readPoints(successRate(), storeOf('17').read, remember(newTouched()));
    expect(await readPoints(successRate(), read, remembered)).toEqual(fresh);
    expect(ranges).toHaveLength(2);
    expect(ranges.every(isEdge)).toBe(true);
  });

  test('nothing is taken of another program, or of a store that was written to in between', async () => {
    const kept = await keptBy(newTouched());
    for (const [program, version] of [
      ['v2', '17'],
      ['v1', '18'],
    ] as const) {
      const { read, ranges } = storeOf(version);
      const remembered = remember(newTouched());
      expect(await recallBuckets(kept, remembered, { program, read })).toBe(false);
      await readPoints(successRate(), read, remembered);
      expect(ranges.every(isEdge)).toBe(false);
    }
  });

  test('an hour written to after the answer is not kept, one written to after the start is read again', async () => {
    const late = renderRows('jobs', [rowOf('jobs', { id: 'late', at: START + DAY_MS })]);
    const touched = newTouched();
    const remembered = remember(touched);
    const { read } = storeOf('17');
    await readPoints(successRate(), read, remembered);
    await touched.jobs.during(late.chunks, () => Promise.resolve());
    const kept = await keepBuckets(remembered, 'v1', read);
    const hours = (kept.sums[0]?.buckets ?? []).map(([from]) => from);
    expect(hours).not.toContain(START + DAY_MS);
    expect(hours).toContain(START + DAY_MS + HOUR_MS);

    const next = newTouched();
    const again = remember(next);
    const second = storeOf('17');
    await recallBuckets(await keptBy(newTouched()), again, { program: 'v1', read: second.read });
    await next.jobs.during(late.chunks, () => Promise.resolve());
    await readPoints(successRate(), second.read, again);
    expect(second.ranges).toContain(HOUR_MS);
  });
});
