import { type JobNews } from './domain/jobFold';
import { type SessionNews } from './domain/sessionFold';
import { entityKey, type Entities } from './ingest/entities';
import { restoreJobs, restoreSessions, type StoredFold } from './ingest/folds';
import { type KnownIds } from './ingest/knownIds';
import { type News } from './ingest/news';
import { type Recorder } from './ingest/recorder';
import { type EndedCounts } from './observe/DomainMetrics';
import { type Store } from './store';

interface StoredFact {
  kind: string;
  source: string;
  subject: string;
  attributes: string;
  received_ms: number;
}

export interface RecoveryDeps {
  store: Pick<Store, 'query' | 'stream'>;
  entities: Entities;
  recorder: Pick<Recorder, 'replay'>;
  now(): number;
  recentMs: number;
  /** Failed jobs come back from as far. */
  failedMs: number;
  maxJobs: number;
  maxSessions: number;
}

type KnownSets = Record<'jobs' | 'sessions', KnownIds>;

const OPEN = `status NOT IN ('completed', 'failed', 'interrupted', 'cancelled')`;
/** Facts are folded again from a little before the checkpoint: clocks of two runs may differ. */
const OVERLAP_MS = 5_000;
const REPLAY_BATCH = 1_000;

/** Ids in one answer row: a row each would cost far more to send and to read. */
const IDS_PER_ROW = 10_000;
/** Rows whose ids one question gathers: the engine holds them all until it answers. */
const ROWS_AT_ONCE = 500_000;

type Ids = { sources: string[]; ids: string[] };

/** Edges of pieces of a table with about as many rows each, epoch ms; the first and the last piece have no end. */
const edgesOf = async (
  store: Pick<Store, 'query'>,
  table: 'jobs' | 'sessions',
  rowsAtOnce: number
): Promise<number[]> => {
  const [row] = await store.query<{ rows: number }>(`SELECT count() AS rows FROM ${table}`);
  const pieces = Math.ceil(Number(row?.rows ?? 0) / rowsAtOnce);
  if (pieces <= 1) {
    return [];
  }
  const levels = Array.from({ length: pieces - 1 }, (_, index) => ((index + 1) / pieces).toFixed(6));
  const [edges] = await store.query<{ at: number[] }>(
    `SELECT arrayMap(x -> toInt64(x), quantiles(${levels.join(', ')})(toUnixTimestamp64Milli(at))) AS at FROM ${table}`,
    { maxMs: 300_000 }
  );
  return [...new Set((edges?.at ?? []).map(Number))];
};

/** Ids of everything stored, so that "new" is decided without asking the store. */
export const loadKnownIds = async (
  store: Pick<Store, 'query' | 'stream'>,
  known: KnownSets,
  rowsAtOnce = ROWS_AT_ONCE
): Promise<void> => {
  for (const table of ['jobs', 'sessions'] as const) {
    const edges = await edgesOf(store, table, rowsAtOnce);
    for (const [index, from] of [null, ...edges].entries()) {
      const to = edges[index] ?? null;
      const within = [
        ...(from === null ? [] : [`at >= fromUnixTimestamp64Milli(toInt64(${from}), 'UTC')`]),
        ...(to === null ? [] : [`at < fromUnixTimestamp64Milli(toInt64(${to}), 'UTC')`]),
      ];
      const rows = store.stream<Ids>(
        `SELECT groupArray(source) AS sources, groupArray(id) AS ids FROM ${table} ${within.length === 0 ? '' : `WHERE ${within.join(' AND ')}`}
         GROUP BY intDiv(rowNumberInAllBlocks(), ${IDS_PER_ROW})`,
        { maxMs: 300_000 }
      );
      for await (const { sources, ids } of rows) {
        ids.forEach((id, at) => known[table].add(entityKey(sources[at] ?? '', id)));
      }
    }
  }
};

export const countStored = async (store: Pick<Store, 'query'>): Promise<{ jobs: number; sessions: number }> => {
  const [row] = await store.query<{ jobs: number; sessions: number }>(
    'SELECT (SELECT count() FROM jobs) AS jobs, (SELECT count() FROM sessions) AS sessions'
  );
  return { jobs: Number(row?.jobs ?? 0), sessions: Number(row?.sessions ?? 0) };
};

/** Counters go on where the store says they were. */
export const loadEndedCounts = (store: Pick<Store, 'query'>): Promise<EndedCounts[]> =>
  store.query<EndedCounts>(
    `SELECT source, agent_type, model, status, count() AS jobs, sum(tokens_total) AS tokens, sum(total_cost_usd) AS cost
     FROM jobs FINAL WHERE NOT (${OPEN}) GROUP BY source, agent_type, model, status`,
    { maxMs: 120_000 }
  );

/**
 * Builds memory from the store: open and recent entities, then the facts that their rows may not yet hold.
 * Folding is idempotent, so a fact that a row already holds changes nothing.
 */
export const recover = async (
  deps: RecoveryDeps,
  checkpoint: number
): Promise<{ jobs: number; sessions: number; facts: number }> => {
  const since = deps.now() - deps.recentMs;
  await loadJobs(deps, since);
  await loadSessions(deps, since);
  const facts = await replayFacts(deps, checkpoint - OVERLAP_MS);
  return { jobs: deps.entities.jobs.size, sessions: deps.entities.sessions.size, facts };
};

const FOLD = 'stamps, toUnixTimestamp64Milli(at) AS at_ms, version';
const OPEN_OR_RECENT = `(${OPEN} OR at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC'))`;
const LOAD_LIMITS = { maxBytes: 1024 * 1024 * 1024, maxMs: 120_000 };

/** Folds of the rows with these keys: the keys are found first, so that the wide column is read for them alone. */
const foldsOf = (table: 'jobs' | 'sessions', keys: string): string =>
  `SELECT ${FOLD} FROM ${table} FINAL WHERE (at, source, id) IN (SELECT at, source, id ${keys}) ORDER BY last_news, version`;

/** The sessions that come into memory: a session is there with all its jobs, however old, or not at all. */
const SESSIONS = `FROM sessions FINAL WHERE ${OPEN_OR_RECENT} ORDER BY last_news DESC LIMIT {sessions:UInt32}`;
const JOBS_OF_SESSIONS = `FROM jobs WHERE (source, session_id) IN (SELECT source, id ${SESSIONS})`;
const JUST_FAILED = `(status = 'failed' AND last_news >= fromUnixTimestamp64Milli({failedSince:Int64}, 'UTC'))`;
const JOBS = `FROM jobs FINAL WHERE ${OPEN_OR_RECENT} OR ${JUST_FAILED} ORDER BY last_news DESC LIMIT {jobs:UInt32}`;

const loadSessions = async ({ store, entities, maxSessions }: RecoveryDeps, since: number): Promise<void> => {
  const params = { since, sessions: maxSessions };
  restoreSessions(entities, await store.query<StoredFold>(foldsOf('sessions', SESSIONS), { params, ...LOAD_LIMITS }));
};

const loadJobs = async (deps: RecoveryDeps, since: number): Promise<void> => {
  const { store, entities, maxJobs, maxSessions, failedMs } = deps;
  const params = { since, failedSince: deps.now() - failedMs, sessions: maxSessions, jobs: maxJobs };
  for (const keys of [JOBS_OF_SESSIONS, JOBS]) {
    restoreJobs(entities, await store.query<StoredFold>(foldsOf('jobs', keys), { params, ...LOAD_LIMITS }));
  }
};

const replayFacts = async ({ store, recorder }: RecoveryDeps, from: number): Promise<number> => {
  let count = 0;
  let batch: Array<{ news: News; received: number }> = [];
  // Without FINAL: a fact read twice is folded twice to the same.
  const rows = store.stream<StoredFact>(
    `SELECT kind, source, subject, attributes, toUnixTimestamp64Milli(received) AS received_ms FROM facts
     WHERE received >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND kind IN ('job', 'session')
     ORDER BY facts.received`,
    { params: { from }, maxMs: 300_000, maxBytes: 4_000_000_000 }
  );
  for await (const row of rows) {
    const received = Number(row.received_ms);
    if (batch.length >= REPLAY_BATCH && batch.at(-1)?.received !== received) {
      await recorder.replay(batch);
      batch = [];
    }
    batch.push({ news: newsOfFact(row), received });
    count += 1;
  }
  await recorder.replay(batch);
  return count;
};

/** A stored fact as the news it was. */
const newsOfFact = ({ kind, source, subject, attributes }: StoredFact): News => {
  if (kind === 'job') {
    const { observed = false, ...news }: JobNews & { observed?: boolean } = JSON.parse(attributes);
    return { kind: 'job', source, subject, news, observed };
  }
  const news: SessionNews = JSON.parse(attributes);
  return { kind: 'session', source, subject, news };
};
