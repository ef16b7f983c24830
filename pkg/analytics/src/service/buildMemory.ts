import { isEnded } from '@eljefe/contract';
import { type Logger } from 'pino';

import { type PriceJob } from '../domain/jobView';
import { DerivedRows } from '../ingest/derivedRows';
import { Entities } from '../ingest/entities';
import { Folds } from '../ingest/folds';
import { KnownIds } from '../ingest/knownIds';
import { type News } from '../ingest/news';
import { type RowWriter } from '../ingest/ports';
import { Recorder, type Change } from '../ingest/recorder';
import { LiveState, type LiveDeps } from '../live/liveState';
import { DomainMetrics, type DomainSources } from '../observe/DomainMetrics';
import { countStored, loadEndedCounts, loadKnownIds, recover } from '../recovery';
import { type Store } from '../store';

import { readCheckpoint } from './checkpoint';

export interface MemoryOptions {
  recentJobsSeconds: number;
  failedJobsSeconds: number;
  /** Jobs and sessions in the live state; five times as many jobs are held for late news. */
  maxAgents: number;
  maxSessions: number;
  jobSilentSeconds: number;
}

export interface MemoryDeps extends Pick<LiveDeps, 'orchestrators' | 'notices' | 'now'> {
  store: Store;
  writer: RowWriter;
  price: PriceJob;
  redact(item: News): News;
  logger: Logger;
  options: MemoryOptions;
}

/** What the service knows, in memory: each part fed by the recorder's changes. */
export interface Memory {
  entities: Entities;
  folds: Folds;
  recorder: Recorder;
  derived: DerivedRows;
  live: LiveState;
  metrics: DomainMetrics;
  /** Checkpoints of processes that are gone: what they had not written yet is folded, and to be written. */
  gone: readonly string[];
  /** Lets go of what is old and safely stored. */
  evict(): void;
  /** Reads anew what another process stored of a source that this one is to follow from now on. */
  takeOver(source: string): Promise<void>;
}

const HELD_PER_LIVE = 5;
/** Longer than a process may hold a lease, and fail to write its rows, before it is given up. */
const TAKE_OVER_MS = 2 * 60_000;

/** Ids the filters are sized for: twice what is stored, at least two million. */
const knownIdsFor = (stored: number): KnownIds => new KnownIds(Math.max(2_000_000, stored * 2));

const metricsOf = (live: LiveState, { orchestrators, now, options }: MemoryDeps): DomainMetrics => {
  const sources: DomainSources = {
    jobs: () => live.allJobs(),
    sessions: () => live.allSessions(),
    orchestrators,
    now,
    silentAfterSeconds: options.jobSilentSeconds,
  };
  return new DomainMetrics(sources);
};

const spread = (change: Change, { derived, metrics, live }: Pick<Memory, 'derived' | 'metrics' | 'live'>): void => {
  derived.take(change);
  metrics.changed(change);
  change.jobs.forEach(({ key, entry }) => live.putJob(key, entry));
  for (const { key, before, after, entry } of change.sessions) {
    live.putSession(key, entry);
    if (after !== null && isEnded(after) && (before === null || !isEnded(before))) {
      metrics.sessionEnded(entry.view);
    }
  }
};

/** Builds memory and fills it from the store: everything open and recent, and the facts that no row holds yet. */
export const buildMemory = async (deps: MemoryDeps): Promise<Memory> => {
  const { store, writer, price, logger, options, now } = deps;
  const startedAt = now();
  const stored = await countStored(store);
  const known = { jobs: knownIdsFor(stored.jobs), sessions: knownIdsFor(stored.sessions) };
  await loadKnownIds(store, known);
  const entities = new Entities(price);
  const folds = new Folds(entities, known, store);
  const {
    recentJobsSeconds: recentSeconds,
    failedJobsSeconds: failedSeconds,
    maxAgents: maxJobs,
    maxSessions,
  } = options;
  const limits = { recentSeconds, failedSeconds, maxJobs, maxSessions, staleAfterSeconds: options.jobSilentSeconds };
  const live = new LiveState({ limits, now, orchestrators: deps.orchestrators, notices: deps.notices });
  const onRefused = (reason: string): void => logger.error({ reason }, 'a row does not fit the store and is left out');
  const derived = new DerivedRows({ entities, writer, now, onRefused });
  const metrics = metricsOf(live, deps);
  const onChange = (change: Change): void => spread(change, { derived, metrics, live });
  const recorder = new Recorder({ entities, folds, known, writer, now, onChange, redact: deps.redact });

  const bounds = { maxJobs: maxJobs * HELD_PER_LIVE, maxSessions };
  const recovery = {
    store,
    entities,
    recorder,
    now,
    recentMs: recentSeconds * 1_000,
    failedMs: failedSeconds * 1_000,
    ...bounds,
  };
  const checkpoint = () => readCheckpoint(store, { now: now(), alone: store.kind === 'embedded' });
  const { from: foldedUpTo, gone } = await checkpoint();
  const recovered = await recover(recovery, foldedUpTo);
  entities.jobs.forEach((entry, key) => live.putJob(key, entry));
  entities.sessions.forEach((entry, key) => live.putSession(key, entry));
  metrics.restore(await loadEndedCounts(store));
  logger.info({ ...recovered, ms: now() - startedAt }, 'memory rebuilt from the store');

  const pinned = (key: string): boolean => recorder.isPinned(key) || derived.isDirty(key);
  const takeOver = async (source: string): Promise<void> => {
    await loadKnownIds(store, known);
    entities.forgetSource(source, pinned);
    // Its rows are written behind its facts: those of the last minutes are folded again, whoever wrote the checkpoint.
    const from = Math.min((await checkpoint()).from, now() - TAKE_OVER_MS);
    const taken = await recover(recovery, from);
    entities.jobs.forEach((entry, key) => live.putJob(key, entry));
    entities.sessions.forEach((entry, key) => live.putSession(key, entry));
    logger.info({ source, ...taken }, 'taken over from another process');
  };
  const evict = (): void => {
    entities.evictSessions(bounds, pinned);
    entities.evictJobs(bounds.maxJobs, pinned);
  };
  return { entities, folds, recorder, derived, live, metrics, gone, evict, takeOver };
};
