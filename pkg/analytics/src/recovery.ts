import { isEnded } from '@eljefe/contract';

import { type JobFold, type JobNews } from './domain/jobFold';
import { type SessionFold, type SessionNews } from './domain/sessionFold';
import { entityKey, type Entities } from './ingest/entities';
import { type KnownIds } from './ingest/knownIds';
import { type News } from './ingest/news';
import { type Recorder } from './ingest/recorder';
import { type EndedCounts } from './observe/DomainMetrics';
import { type Store } from './store';

interface FoldRow {
  stamps: string;
  at_ms: number;
}

interface FactRow {
  kind: string;
  source: string;
  subject: string;
  attributes: string;
  received_ms: number;
}

export interface RecoveryDeps {
  store: Store;
  entities: Entities;
  known: { jobs: KnownIds; sessions: KnownIds };
  recorder: Recorder;
  now(): number;
  recentMs: number;
  maxJobs: number;
}

const OPEN = `status NOT IN ('completed', 'failed', 'interrupted', 'cancelled')`;
/** Facts are folded again from a little before the watermark: clocks of two runs may differ. */
const OVERLAP_MS = 5_000;
const REPLAY_BATCH = 1_000;

/** Ids of everything stored, so that "new" is decided without asking the store. */
export const loadKnownIds = async (store: Store, known: RecoveryDeps['known']): Promise<void> => {
  for (const table of ['jobs', 'sessions'] as const) {
    const rows = store.stream<{ source: string; id: string }>(`SELECT DISTINCT source, id FROM ${table}`, {
      maxMs: 300_000,
    });
    for await (const { source, id } of rows) {
      known[table].add(entityKey(source, id));
    }
  }
};

export const countStored = async (store: Store): Promise<{ jobs: number; sessions: number }> => {
  const [row] = await store.query<{ jobs: number; sessions: number }>(
    'SELECT (SELECT count() FROM jobs) AS jobs, (SELECT count() FROM sessions) AS sessions'
  );
  return { jobs: Number(row?.jobs ?? 0), sessions: Number(row?.sessions ?? 0) };
};

/** Counters go on where the store says they were. */
export const loadEndedCounts = (store: Store): Promise<EndedCounts[]> =>
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
  watermark: number
): Promise<{ jobs: number; sessions: number; facts: number }> => {
  const since = deps.now() - deps.recentMs;
  await loadSessions(deps, since);
  await loadJobs(deps, since);
  const facts = await replayFacts(deps, watermark - OVERLAP_MS);
  return { jobs: deps.entities.jobs.size, sessions: deps.entities.sessions.size, facts };
};

const loadSessions = async ({ store, entities }: RecoveryDeps, since: number): Promise<void> => {
  const rows = await store.query<FoldRow>(
    `SELECT stamps, toUnixTimestamp64Milli(at) AS at_ms FROM sessions FINAL
     WHERE ${OPEN} OR at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC') ORDER BY last_news DESC LIMIT 20000`,
    { params: { since } }
  );
  for (const { stamps, at_ms } of rows) {
    const fold: SessionFold = JSON.parse(stamps);
    entities.putSession(fold, Number(at_ms));
  }
};

const loadJobs = async ({ store, entities, maxJobs }: RecoveryDeps, since: number): Promise<void> => {
  const sessions = [...entities.sessions.values()]
    .filter(({ fold }) => !isEnded(fold.status?.status ?? 'unknown'))
    .map(({ fold }) => fold.id);
  const rows = await store.query<FoldRow>(
    `SELECT stamps, toUnixTimestamp64Milli(at) AS at_ms FROM jobs FINAL
     WHERE ${OPEN} OR at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC') OR session_id IN {sessions:Array(String)}
     ORDER BY last_news DESC LIMIT {limit:UInt32}`,
    { params: { since, sessions, limit: maxJobs }, maxBytes: 512 * 1024 * 1024, maxMs: 120_000 }
  );
  for (const { stamps, at_ms } of rows.reverse()) {
    const fold: JobFold = JSON.parse(stamps);
    entities.putJob(fold, Number(at_ms));
  }
};

const replayFacts = async ({ store, recorder }: RecoveryDeps, from: number): Promise<number> => {
  let count = 0;
  let batch: News[] = [];
  let received = from;
  const rows = store.stream<FactRow>(
    `SELECT kind, source, subject, attributes, toUnixTimestamp64Milli(received) AS received_ms FROM facts FINAL
     WHERE received >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND kind IN ('job', 'session')
     ORDER BY received SETTINGS max_execution_time = 300`,
    { params: { from }, maxMs: 300_000, maxBytes: 4_000_000_000 }
  );
  for await (const row of rows) {
    batch.push(newsOfFact(row));
    received = Number(row.received_ms);
    count += 1;
    if (batch.length >= REPLAY_BATCH) {
      await recorder.replay(batch, received);
      batch = [];
    }
  }
  await recorder.replay(batch, received);
  return count;
};

/** A stored fact as the news it was. */
const newsOfFact = ({ kind, source, subject, attributes }: FactRow): News => {
  if (kind === 'job') {
    const { observed, ...news }: JobNews & { observed: boolean } = JSON.parse(attributes);
    return { kind: 'job', source, subject, news, observed };
  }
  const news: SessionNews = JSON.parse(attributes);
  return { kind: 'session', source, subject, news };
};
