import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { Entities, entityKey } from './ingest/entities';
import { DerivedRows } from './ingest/derivedRows';
import { Folds } from './ingest/folds';
import { jobItem, sessionItem } from './ingest/ingest.fixtures';
import { KnownIds } from './ingest/knownIds';
import { Recorder, type Change } from './ingest/recorder';
import { countStored, loadEndedCounts, loadKnownIds, recover } from './recovery';
import { Batcher, renderRows, type Store } from './store';
import { openTemporaryStore, rowOf, type TemporaryStore } from './store/testing';

let temporary: TemporaryStore;
beforeEach(async () => {
  temporary = await openTemporaryStore();
});
afterEach(() => temporary.dispose());

/** A real one: older rows would be past their retention. */
const NOW = Date.now();
const OLD = { status: 'completed', started_at: NOW - 900_000, completed_at: NOW - 800_000, stamp: NOW - 800_000 };

/** One life of the service on the same store. */
const life = async ({ checkpoint = 0, now = NOW } = {}) => {
  const { store } = temporary;
  const known = { jobs: new KnownIds(1_000), sessions: new KnownIds(1_000) };
  await loadKnownIds(store, known);
  const entities = new Entities(() => null);
  let token = 0;
  const batcher = new Batcher({
    insert: (table, rows, options) => store.insert(table, rows, options),
    now: () => performance.now(),
    newToken: () => `${now}-${(token += 1)}-${Math.random()}`,
  });
  const changes: Change[] = [];
  const derived = new DerivedRows({ entities, writer: batcher, now: () => now, onRefused: () => undefined });
  const recorder = new Recorder({
    entities,
    known,
    folds: new Folds(entities, known, store),
    writer: batcher,
    redact: (item) => item,
    now: () => now,
    onChange: (change) => {
      changes.push(change);
      derived.take(change);
    },
  });
  const deps = {
    store,
    entities,
    recorder,
    now: () => now,
    recentMs: 60_000,
    failedMs: 600_000,
    maxJobs: 1_000,
    maxSessions: 100,
  };
  const recovered = await recover(deps, checkpoint);
  const job = (id: string) => entities.jobs.get(entityKey('el-jefe', id))?.view;
  return { entities, recorder, derived, changes, recovered, job, store };
};

/** A life that dies with one fact of `running` and one of `new` durable, and no row of either. */
const diedInTheMiddle = async (): Promise<void> => {
  const { recorder, derived } = await life();
  await recorder.record([
    sessionItem({ id: 'open', status: 'running' }),
    jobItem({ id: 'of-open', session_id: 'open', ...OLD }),
    jobItem({ id: 'old', ...OLD }),
    jobItem({ id: 'running', status: 'running', started_at: NOW - 700_000, stamp: NOW - 700_000 }),
  ]);
  await derived.flush();
  await recorder.record([
    jobItem({ id: 'running', progress: 0.5, stamp: NOW }),
    jobItem({ id: 'new', task: 'x', stamp: NOW }),
  ]);
};

const idsIn = ({ jobs }: Entities): string[] => [...jobs.values()].map(({ fold }) => fold.id).sort();

describe('memory rebuilt from the store', () => {
  test('open work and whole sessions are there; old ended work stays in the store', async () => {
    await diedInTheMiddle();
    const { entities, recovered } = await life({ checkpoint: NOW + 10_000 });
    expect(idsIn(entities)).toEqual(['of-open', 'running']);
    expect(entities.sessions.get(entityKey('el-jefe', 'open'))?.view.steps).toHaveLength(1);
    expect(recovered.facts).toBe(0);
  });
  test('V3: a job that failed a while ago is there, longer than one that went well', async () => {
    const { recorder, derived } = await life();
    const ended = { started_at: NOW - 400_000, completed_at: NOW - 300_000, stamp: NOW - 300_000 };
    await recorder.record([
      jobItem({ id: 'well', ...OLD, ...ended }),
      jobItem({ id: 'failed', ...ended, status: 'failed' }),
    ]);
    await derived.flush();
    const { entities } = await life({ checkpoint: NOW + 10_000 });
    expect(idsIn(entities)).toEqual(['failed']);
  });
  test('facts that no row holds yet are folded again, and their rows written, each job once', async () => {
    await diedInTheMiddle();
    const { job, derived, store } = await life({ checkpoint: NOW });
    expect(job('running')).toMatchObject({ progress: 0.5, status: 'running' });
    expect(job('new')).toMatchObject({ task: 'x', first_seen_at: NOW });
    await derived.flush();
    const rows = await store.query<{ id: string; n: number }>('SELECT id, count() AS n FROM jobs FINAL GROUP BY id');
    expect(Object.fromEntries(rows.map(({ id, n }) => [id, Number(n)]))).toEqual({
      new: 1,
      'of-open': 1,
      old: 1,
      running: 1,
    });
  });
  test('news told before the restart is a duplicate after it', async () => {
    await diedInTheMiddle();
    const { recorder } = await life({ checkpoint: NOW });
    const again = [jobItem({ id: 'new', task: 'x', stamp: NOW }), jobItem({ id: 'old', ...OLD })];
    expect(await recorder.record(again)).toEqual(['duplicate', 'duplicate']);
  });
  test('D2: every stored id is known, in however many pieces a large store is read', async () => {
    const { store } = temporary;
    const ids = Array.from({ length: 23 }, (_, index) => `job-${index}`);
    // Many at one instant: no edge between pieces can part them.
    const rows = ids.map((id, index) =>
      rowOf('jobs', { id, source: 'main', at: NOW - Math.max(0, index - 9) * 60_000 })
    );
    await store.insert('jobs', renderRows('jobs', rows), { dedupToken: 'ids' });
    const asked: string[] = [];
    const watched: Pick<Store, 'query' | 'stream'> = {
      query: (sql, options) => store.query(sql, options),
      stream: (sql, options) => {
        asked.push(sql);
        return store.stream(sql, options);
      },
    };
    const known = { jobs: new KnownIds(1_000), sessions: new KnownIds(1_000) };
    await loadKnownIds(watched, known, 5);
    expect(asked.filter((sql) => sql.includes('FROM jobs')).length).toBeGreaterThan(2);
    expect(ids.filter((id) => !known.jobs.maybeHas(entityKey('main', id)))).toEqual([]);
  });
  test('what has ended is counted once, where counters go on', async () => {
    await diedInTheMiddle();
    const { store } = temporary;
    expect(await countStored(store)).toEqual({ jobs: 3, sessions: 1 });
    const counts = await loadEndedCounts(store);
    expect(counts.map(({ status, jobs }) => [status, Number(jobs)])).toEqual([['completed', 2]]);
  });
});
