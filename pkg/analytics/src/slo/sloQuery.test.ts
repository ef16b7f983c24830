import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type SloConfig } from '@eljefe/contract';

import { HOUR_MS, TouchedHours } from '../queries/buckets/TouchedHours';
import { remember, type Read } from '../queries/series/remembered';
import { type RowOf } from '../store';
import { renderRows } from '../store/rowText';
import { openTemporaryStore, rowOf, type TemporaryStore } from '../store/testing';
import { BURN_WINDOWS, type Tally } from './burnRate';
import { readTallies } from './sloQuery';

const DAY_MS = 24 * HOUR_MS;
const NOW = Date.UTC(2026, 4, 20, 10, 17, 33, 250);
const SLO: SloConfig = {
  name: 's',
  measure: 'success_rate',
  target: 0.95,
  windowDays: 30,
  thresholdSeconds: null,
  agentType: null,
  workflow: null,
};
const SLOS: SloConfig[] = [
  SLO,
  { ...SLO, agentType: 'coder' },
  { ...SLO, measure: 'response_time', thresholdSeconds: 20, windowDays: 7 },
  { ...SLO, measure: 'workflow_time', thresholdSeconds: 300, workflow: 'w1' },
];

type JobRow = RowOf<'jobs'>;
type SessionRow = RowOf<'sessions'>;

let temporary: TemporaryStore;
let readRows = 0;
const read: Read = async <T>({ text, params }: { text: string; params: Record<string, unknown> }): Promise<T[]> => {
  const rows = await temporary.store.query<T>(text, { params });
  readRows += rows.length;
  return rows;
};
const touched = { jobs: new TouchedHours(), sessions: new TouchedHours() };
const jobs = new Map<string, JobRow>();
const sessions = new Map<string, SessionRow>();

const STATUS = ['completed', 'completed', 'failed', 'interrupted', 'running'];

/** Row `number` of many: over 31 days, most of them in the last hours. */
const ageOf = (number: number): number => (number % 3 === 0 ? number * 7_919_000 : number * 61_007) % (31 * DAY_MS);

const jobRow = (number: number, version: number): JobRow =>
  rowOf('jobs', {
    id: `job-${number}`,
    source: 'main',
    at: NOW - ageOf(number),
    status: STATUS[(number + version) % STATUS.length] ?? 'completed',
    agent_type: number % 2 === 0 ? 'coder' : 'writer',
    duration_s: number % 7 === 0 ? null : (number * 13) % 40,
    version,
  });

const sessionRow = (number: number): SessionRow =>
  rowOf('sessions', {
    id: `session-${number}`,
    source: 'main',
    at: NOW - ageOf(number),
    status: 'completed',
    workflow: number % 2 === 0 ? 'w1' : 'w2',
    agents: '[]',
    detail: '{}',
    duration_s: (number * 31) % 600,
    version: 1,
  });

let batch = 0;
const write = async (rows: JobRow[], others: SessionRow[] = []): Promise<void> => {
  batch += 1;
  const texts = { jobs: renderRows('jobs', rows), sessions: renderRows('sessions', others) };
  for (const table of ['jobs', 'sessions'] as const) {
    const text = texts[table];
    const insert = () => temporary.store.insert(table, text, { dedupToken: `batch-${batch}` });
    await touched[table].during(text.chunks, insert);
  }
  rows.forEach((row) => jobs.set(row.id, row));
  others.forEach((row) => sessions.set(row.id, row));
};

const within = (value: number | null, limit: number | null): boolean => value !== null && value <= (limit ?? 0);

/** Counted row by row. */
const counted = (slo: SloConfig, seconds: number): Tally => {
  const isRecent = ({ at }: { at: number }): boolean => at >= NOW - seconds * 1_000 && at < NOW;
  const some = [...jobs.values()]
    .filter(isRecent)
    .filter(({ agent_type }) => slo.agentType === null || agent_type === slo.agentType);
  const tally = <T>(events: readonly T[], good: (event: T) => boolean): Tally => ({
    total: events.length,
    bad: events.filter((event) => !good(event)).length,
  });
  switch (slo.measure) {
    case 'success_rate':
      return tally(
        some.filter(({ status }) => status === 'completed' || status === 'failed'),
        ({ status }) => status === 'completed'
      );
    case 'response_time':
      return tally(
        some.filter(({ status, duration_s }) => status !== 'running' && duration_s !== null),
        ({ duration_s }) => within(duration_s, slo.thresholdSeconds)
      );
    default:
      return tally(
        [...sessions.values()].filter(isRecent).filter(({ workflow }) => workflow === slo.workflow),
        ({ duration_s }) => within(duration_s, slo.thresholdSeconds)
      );
  }
};

beforeAll(async () => {
  temporary = await openTemporaryStore({ retentionDays: { jobs: null, sessions: null } });
  await write(
    Array.from({ length: 1_500 }, (_, number) => jobRow(number, 1)),
    Array.from({ length: 300 }, (_, number) => sessionRow(number))
  );
});
afterAll(() => temporary.dispose());

describe('S3: events of an objective in each look-back', () => {
  test('are what counting the rows gives, remembered or not, and again after late and corrected rows', async () => {
    const remembered = remember(touched);
    const same = async (): Promise<void> => {
      for (const slo of SLOS) {
        const windows = [...BURN_WINDOWS, slo.windowDays * 86_400];
        for (const known of [remembered, null]) {
          const at = await readTallies(slo, NOW, { read, remembered: known });
          expect(windows.map(at)).toEqual(windows.map((seconds) => counted(slo, seconds)));
        }
      }
    };
    await same();
    // New jobs that ended days ago, and other outcomes of jobs that were counted.
    await write([...Array.from({ length: 40 }, (_, index) => jobRow(1_500 + index, 1)), jobRow(3, 2), jobRow(600, 3)]);
    await same();
  }, 30_000);

  test('an objective asked again reads the edges of its window, not its days', async () => {
    const remembered = remember(touched);
    await readTallies(SLO, NOW, { read, remembered });
    readRows = 0;
    await readTallies(SLO, NOW, { read, remembered });
    // One row of short look-backs; for each of two long ones its first hour and its last.
    expect(readRows).toBeLessThanOrEqual(5);
  });
});
