import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type SqlMeasure, type Statistic } from '../../measures/measure';
import { MEASURES } from '../../measures/registry';
import { NO_SETTINGS, settingParams } from '../../measures/settings';
import { renderRows } from '../../store/rowText';
import { openTemporaryStore, rowOf, type TemporaryStore } from '../../store/testing';
import { BucketMemory } from '../buckets/BucketMemory';
import { HOUR_MS, TouchedHours } from '../buckets/TouchedHours';
import { type Sql } from '../where';
import { type Point } from './ask';
import { readPair, readPoints, remember, type Remembered } from './remembered';
import { seriesSql, type SeriesAsk } from './seriesSql';

const DAY_MS = 24 * HOUR_MS;
const START = 1_760_000_000_000;
const SETTINGS = settingParams({ ...NO_SETTINGS, values: [{ agentType: '*', minutesSaved: 10, hourlyRateUsd: 60 }] });
const RETENTION = { retentionDays: { jobs: null, sessions: null } };

let temporary: TemporaryStore;
let reads = 0;
const read = <T>(sql: Sql): Promise<T[]> => {
  reads += 1;
  return temporary.store.query<T>(sql.text, { params: sql.params });
};

/** Numbers that look random and are the same in every run. */
const random = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
};

const next = random(7);
const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(next() * items.length)] ?? items[0];
const maybe = (value: number): number | null => (next() < 0.3 ? null : value);

const job = (number: number, version: number) =>
  rowOf('jobs', {
    id: `job-${number}`,
    source: 'main',
    at: START + Math.floor(next() * 4 * DAY_MS),
    status: pick(['completed', 'completed', 'failed', 'interrupted', 'running']),
    agent_type: pick(['writer', 'coder']),
    model: pick(['', 'gpt-5']),
    step: pick(['', 'draft']),
    error_category: pick(['', 'timeout']),
    duration_s: maybe(next() * 60),
    queue_wait_s: maybe(next() * 5),
    processing_s: maybe(next() * 50),
    tokens_total: maybe(Math.floor(next() * 9_000)),
    output_tokens: maybe(Math.floor(next() * 900)),
    words: maybe(Math.floor(next() * 700)),
    token_cost_usd: maybe(next()),
    total_cost_usd: maybe(next() * 2),
    quality_score: maybe(next()),
    version,
  });

const session = (number: number) =>
  rowOf('sessions', {
    id: `session-${number}`,
    source: 'main',
    at: START + Math.floor(next() * 4 * DAY_MS),
    status: pick(['completed', 'failed']),
    agents: '["writer"]',
    detail: '{}',
    duration_s: maybe(next() * 600),
    human_actions: maybe(Math.floor(next() * 3)),
    version: 1,
  });

const touched = { jobs: new TouchedHours(), sessions: new TouchedHours() };
const fresh = (): Remembered => remember(touched);

let batch = 0;
const write = async (count: number): Promise<void> => {
  batch += 1;
  const jobs = renderRows(
    'jobs',
    Array.from({ length: count }, (_, index) => job(batch * 10_000 + index, batch))
  );
  const sessions = renderRows(
    'sessions',
    Array.from({ length: count }, (_, index) => session(batch * 10_000 + index))
  );
  const dedupToken = `batch-${batch}`;
  await touched.jobs.during(jobs.chunks, () => temporary.store.insert('jobs', jobs, { dedupToken }));
  await touched.sessions.during(sessions.chunks, () => temporary.store.insert('sessions', sessions, { dedupToken }));
};

beforeAll(async () => {
  temporary = await openTemporaryStore(RETENTION);
  await write(1_500);
});
afterAll(() => temporary.dispose());

const measures = MEASURES.filter(
  (measure): measure is SqlMeasure => measure.kind === 'sql' && (measure.rows === 'jobs' || measure.rows === 'sessions')
);
const asksOf = (measure: SqlMeasure, from: number, to: number): SeriesAsk[] =>
  (['value', 'mean', 'p50', 'p95', 'max'] as const).flatMap((statistic: Statistic) =>
    measure.value[statistic] === undefined
      ? []
      : [null, 6 * HOUR_MS].flatMap((stepMs) =>
          (measure.rows === 'jobs' ? [[], ['agent_type', 'model']] : [[]]).map((by) => ({
            measure,
            statistic,
            by,
            filters: [],
            window: { from, to },
            stepMs,
            settings: SETTINGS,
          }))
        )
  );

const rounded = (points: readonly Point[]) =>
  points
    .map(({ t, g, value, n }) => ({
      t: Number(t),
      g,
      value: value === null ? null : Number(Number(value).toPrecision(9)),
      n: Number(n),
    }))
    .sort((a, b) => (JSON.stringify([a.g, a.t]) < JSON.stringify([b.g, b.t]) ? -1 : 1));

const WINDOWS = [
  [START + 1_234_567, START + 3 * DAY_MS + 7_654_321],
  [START + 5 * HOUR_MS + 1, START + 3 * DAY_MS + 8 * HOUR_MS],
] as const;

describe('B1: what is remembered of long windows gives the answers of the rows themselves', () => {
  test.each(measures.map((measure) => [measure.info.name, measure] as const))(
    '%s: total and over time, whole and split, again over a moved window and after late rows',
    async (_name, measure) => {
      const remembered = fresh();
      const same = async (from: number, to: number): Promise<void> => {
        for (const ask of asksOf(measure, from, to)) {
          expect(rounded(await readPoints(ask, read, remembered))).toEqual(rounded(await readPoints(ask, read, null)));
        }
      };
      await same(...WINDOWS[0]);
      await same(...WINDOWS[1]);
      await write(20);
      await same(...WINDOWS[0]);
    },
    30_000
  );

  test('a window asked again reads its edges alone, and what was written to since', async () => {
    const measure = measures.find(({ info }) => info.name === 'success_rate');
    const [ask] = measure ? asksOf(measure, ...WINDOWS[0]) : [];
    if (!ask) {
      throw new Error('the registry has no success_rate');
    }
    const asked: string[] = [];
    const watched = <T>(sql: Sql): Promise<T[]> => {
      asked.push(JSON.stringify(sql.params));
      return read<T>(sql);
    };
    const remembered = fresh();
    await readPoints(ask, watched, remembered);
    await readPoints(ask, watched, remembered);
    const whole = { from: START + 2 * HOUR_MS, to: START + 3 * DAY_MS };
    await readPoints(
      {
        ...ask,
        window: { from: Math.ceil(whole.from / HOUR_MS) * HOUR_MS, to: Math.floor(whole.to / HOUR_MS) * HOUR_MS },
      },
      watched,
      remembered
    );
    expect(asked).toHaveLength(2);
    expect(asked[0]).toContain('"from0"');
    expect(asked[0]).not.toContain('"from1"');
    expect(asked[1]).toContain('"from1"');
  });

  test('a row written while a question is read is in the next answer', async () => {
    const measure = measures.find(({ info }) => info.name === 'throughput');
    const [ask] = measure ? asksOf(measure, ...WINDOWS[0]) : [];
    if (!ask) {
      throw new Error('the registry has no throughput');
    }
    const remembered = fresh();
    const during = async <T>(sql: Sql): Promise<T[]> => {
      const rows = await read<T>(sql);
      await write(30);
      return rows;
    };
    await readPoints(ask, during, remembered);
    expect(rounded(await readPoints(ask, read, remembered))).toEqual(rounded(await readPoints(ask, read, null)));
  });

  test.each(measures.map((measure) => [measure.info.name, measure] as const))(
    '%s: a window with the one before it is what both are alone, long and short',
    async (_name, measure) => {
      const remembered = fresh();
      const middle = START + 2 * DAY_MS;
      for (const length of [DAY_MS + 1_234_567, 2 * HOUR_MS]) {
        for (const ask of asksOf(measure, middle, middle + length).filter(({ stepMs }) => stepMs === null)) {
          for (const known of [remembered, null]) {
            const pair = await readPair(ask, read, known);
            expect(rounded(pair.now)).toEqual(rounded(await read<Point>(seriesSql(ask))));
            const former = { ...ask, window: { from: middle - length, to: middle } };
            expect(rounded(pair.former)).toEqual(rounded(await read<Point>(seriesSql(former))));
          }
        }
      }
    },
    30_000
  );

  test('a short window is read as it is', async () => {
    const [measure] = measures;
    const [ask] = measure ? asksOf(measure, START, START + HOUR_MS) : [];
    const before = reads;
    const remembered = fresh();
    if (ask) {
      await readPoints(ask, read, remembered);
      await readPoints(ask, read, remembered);
    }
    expect(reads - before).toBe(2);
  });
});

describe('BucketMemory: bounded', () => {
  test('the question asked longest ago is forgotten first', async () => {
    const memory = new BucketMemory<{ t: number }>(60);
    let asked: string[] = [];
    const ask = (key: string) =>
      memory.get({
        key,
        grainMs: HOUR_MS,
        window: { from: 0, to: DAY_MS },
        touched: new TouchedHours(),
        read: (ranges) => {
          asked.push(key);
          return Promise.resolve(ranges.map(({ from }) => ({ t: from })));
        },
      });
    await ask('a');
    await ask('b');
    await ask('a');
    await ask('c');
    asked = [];
    await ask('a');
    await ask('b');
    expect(asked).toEqual(['b']);
  });
});
