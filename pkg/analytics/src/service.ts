import { isEnded, parseZoneOffset, type Notice, type State } from '@eljefe/contract';
import { type FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type Logger } from 'pino';

import { buildApi, type ApiPlugin } from './api/buildApi';
import { buildAuth } from './auth/buildAuth';
import { type Config, type OrchestratorConfig } from './config/schema';
import { orchestratorEvent } from './domain/feedEvents';
import { hookRoutes } from './hooks/hookRoutes';
import { DerivedRows } from './ingest/derivedRows';
import { Entities } from './ingest/entities';
import { Folds } from './ingest/folds';
import { JobIngest } from './ingest/jobIngest';
import { KnownIds } from './ingest/knownIds';
import { Recorder, type Change } from './ingest/recorder';
import { LiveState } from './live/liveState';
import { DomainMetrics } from './observe/DomainMetrics';
import { openMetricsText } from './observe/openMetricsText';
import { ServiceMetrics } from './observe/ServiceMetrics';
import { type PartState, type ServiceParts } from './parts';
import { createPricer } from './pricing';
import { QueryService } from './queries/queryService';
import { countStored, loadEndedCounts, loadKnownIds, recover } from './recovery';
import { ElJefeAdapter } from './sources/eljefe/adapter';
import { Batcher, migrate, openStore, type ChildEntry, type Store } from './store';

/** Live changes are sent at most ten times a second. */
const LIVE_TICK_MS = 100;
const DERIVED_FLUSH_MS = 500;
const EVICT_EVERY_MS = 5_000;
const WATERMARK = 'derived_rows_received';
const ORCHESTRATOR_MAX_BYTES = 16 * 1024 * 1024;
const MAX_EVENTS_HELD_SESSIONS = 5_000;

export interface ServiceDeps {
  config: Config;
  logger: Logger;
  version: string;
  now(): number;
  random(): number;
  entry?: ChildEntry;
  plugins?: (service: ServiceInside) => readonly ApiPlugin[];
}

/** What further sources (OpenTelemetry …) are wired to. */
export interface ServiceInside {
  recorder: Recorder;
  batcher: Batcher;
  store: Store;
  entities: Entities;
  metrics: DomainMetrics;
}

/** The running service: address, and its graceful end. */
export interface Service {
  address: string;
  port: number;
  state(): State;
  stop(): Promise<void>;
}

const storeTarget = (config: Config) =>
  config.store.url === null
    ? {
        kind: 'embedded' as const,
        dataDirectory: path.join(config.dataDir, 'store'),
        memoryBytes: config.store.memoryBytes,
      }
    : {
        kind: 'server' as const,
        url: config.store.url,
        username: config.store.username,
        password: config.store.password,
        ...(config.store.cluster === null ? {} : { cluster: config.store.cluster }),
      };

const openConfiguredStore = (deps: ServiceDeps): Promise<Store> => {
  const { config, logger } = deps;
  return openStore(
    {
      target: storeTarget(config),
      database: config.store.database,
      retentionDays: config.store.retentionDays,
      limits: {
        maxMs: config.limits.queryMaxSeconds * 1_000,
        maxMemoryBytes: config.limits.queryMemoryBytes,
      },
    },
    {
      now: () => performance.now(),
      random: deps.random,
      log: (message, detail) => logger.info(detail ?? {}, message),
      ...(deps.entry ? { entry: deps.entry } : {}),
    }
  );
};

/** Ids the filters are sized for: twice what is stored, at least two million. */
const knownIdsFor = (stored: number): KnownIds => new KnownIds(Math.max(2_000_000, stored * 2));

const adapterOptions = (config: OrchestratorConfig) => ({
  name: config.name,
  url: config.url,
  token: config.token,
  stateFile: config.stateFile,
  zoneMinutes: parseZoneOffset(config.zone) ?? 0,
  pollMs: config.pollSeconds * 1_000,
  staleAfterMs: config.staleAfterSeconds * 1_000,
  requestTimeoutMs: 5_000,
  maxBytes: ORCHESTRATOR_MAX_BYTES,
});

/** A timer whose runs never overlap and whose failures are logged, not thrown. */
const every = (ms: number, run: () => Promise<void> | void, onError: (error: unknown) => void): (() => void) => {
  let running = false;
  const timer = setInterval(() => {
    if (running) {
      return;
    }
    running = true;
    Promise.resolve()
      .then(run)
      .catch(onError)
      .finally(() => {
        running = false;
      });
  }, ms);
  return () => clearInterval(timer);
};

/**
 * Wires and starts the service: store, memory from the store, sources, API.
 * @throws when the store cannot be opened or the address is taken; the message says what to do
 */
export const startService = async (deps: ServiceDeps): Promise<Service> => {
  const { config, logger, now } = deps;
  const startedAt = now();
  const store = await openConfiguredStore(deps);
  await migrate(store, now());

  const stored = await countStored(store);
  const known = { jobs: knownIdsFor(stored.jobs), sessions: knownIdsFor(stored.sessions) };
  await loadKnownIds(store, known);

  const price = createPricer([]);
  const entities = new Entities(price);
  const batcher = new Batcher({
    insert: (table, rows, options) => store.insert(table, rows, options),
    now: () => performance.now(),
    newToken: randomUUID,
  });
  const folds = new Folds(entities, known, store);
  const adapters: ElJefeAdapter[] = [];
  const live = new LiveState({
    limits: {
      recentSeconds: config.live.recentJobsSeconds,
      maxJobs: config.live.maxAgents,
      maxSessions: MAX_EVENTS_HELD_SESSIONS,
      staleAfterSeconds: config.thresholds.jobSilentSeconds,
    },
    now,
    orchestrators: () => adapters.map((adapter) => adapter.view()),
    notices: () => notices(),
  });
  const derived = new DerivedRows(entities, batcher, now);
  const metrics = new DomainMetrics({
    jobs: () => live.allJobs(),
    sessions: () => live.allSessions(),
    orchestrators: () => adapters.map((adapter) => adapter.view()),
    now,
    silentAfterSeconds: config.thresholds.jobSilentSeconds,
  });

  const onChange = (change: Change): void => {
    derived.take(change);
    metrics.changed(change);
    change.jobs.forEach(({ view }) => live.putJob(view));
    for (const key of new Set(change.sessions)) {
      const entry = entities.sessions.get(key);
      if (entry) {
        const before = live.sessionStatus(key);
        const view = entities.viewSession(entry);
        live.putSession(view);
        if (isEnded(view.status) && before !== null && !isEnded(before)) {
          metrics.sessionEnded(view);
        }
      }
    }
  };
  const recorder = new Recorder({ entities, folds, known, writer: batcher, now, onChange });

  const notices = (): Notice[] => {
    const { blockedForMs, blockedBy } = batcher.stats();
    const storeDown: Notice[] =
      blockedForMs === null
        ? []
        : [
            {
              severity: 'error',
              text: `The store takes no data for ${Math.round(blockedForMs / 1_000)} s`,
              hint: `${blockedBy ?? 'unknown reason'}. What is shown is the last known state; nothing that was acknowledged is lost.`,
            },
          ];
    return [...storeDown, ...adapters.flatMap((adapter) => adapter.notices())];
  };

  const watermark = await readWatermark(store);
  const recovered = await recover(
    {
      store,
      entities,
      known,
      recorder,
      now,
      recentMs: config.live.recentJobsSeconds * 1_000,
      maxJobs: config.live.maxAgents * 5,
    },
    watermark
  );
  for (const { view } of entities.jobs.values()) {
    live.putJob(view);
  }
  for (const entry of entities.sessions.values()) {
    live.putSession(entities.viewSession(entry));
  }
  metrics.restore(await loadEndedCounts(store));
  // A sequence of a former run must never look like one of this run.
  live.startAt(Math.floor(now() / LIVE_TICK_MS));
  logger.info({ ...recovered, ms: now() - startedAt }, 'memory rebuilt from the store');

  for (const options of config.orchestrators) {
    adapters.push(
      new ElJefeAdapter(adapterOptions(options), {
        entities,
        ensure: async (jobs, sessions) => {
          await folds.ensureJobs(jobs);
          await folds.ensureSessions(sessions);
        },
        record: (items) => recorder.record(items),
        now,
        random: deps.random,
        log: logger,
        onStatus: (view) => {
          const event = orchestratorEvent(view, now());
          recorder
            .record([{ kind: 'event', source: view.name, subject: view.name, news: event }])
            .catch((error: unknown) => {
              logger.warn({ error: String(error) }, 'orchestrator event not stored');
            });
        },
      })
    );
  }

  const ingest = new JobIngest({
    recorder,
    writer: batcher,
    now,
    zoneOf: (source) => parseZoneOffset(config.orchestrators.find(({ name }) => name === source)?.zone ?? 'UTC') ?? 0,
    sourcesOf: async (jobId) => [...new Set((await queries.job(jobId)).map(({ source }) => source))],
    onCounted: (counts) => metrics.counted(counts),
  });
  const queries = new QueryService({ store, live, price, now });
  const serviceMetrics = new ServiceMetrics();
  const parts: ServiceParts = {
    ingest,
    live,
    queries,
    readiness: () => readiness({ store, batcher, adapters, startedAt, now }),
    notices,
    metrics: async (format) => {
      const text = `${await metrics.registry.metrics()}\n${await serviceMetrics.registry.metrics()}`;
      return format === 'openmetrics' ? openMetricsText(text) : text;
    },
    now,
  };
  const auth = buildAuth(config, { now, fetch });
  auth.watch.onEvent((event) => serviceMetrics.securityEvent(event));
  const app = buildApi(parts, config, {
    auth,
    logger,
    metrics: serviceMetrics,
    version: deps.version,
    onAccess: () => undefined,
    plugins: [
      hookRoutes({ record: (items) => recorder.record(items), now }),
      ...(deps.plugins?.({ recorder, batcher, store, entities, metrics }) ?? []),
    ],
  });

  const complain = (what: string) => (error: unknown) => logger.warn({ error: String(error) }, what);
  const saveWatermark = async (): Promise<void> => {
    const safe = Math.min(now(), recorder.oldestInFlight() ?? Infinity);
    await derived.flush();
    if (derived.isIdle()) {
      await writeWatermark(batcher, safe, now());
    }
  };
  const timers = [
    every(LIVE_TICK_MS, () => live.tick(), complain('live tick failed')),
    every(DERIVED_FLUSH_MS, saveWatermark, complain('rows not written; trying again')),
    every(
      EVICT_EVERY_MS,
      () => {
        const pinned = (key: string): boolean => recorder.isPinned(key) || derived.isDirty(key);
        entities.evictJobs(config.live.maxAgents * 5, pinned);
        entities.evictSessions(MAX_EVENTS_HELD_SESSIONS, pinned);
      },
      complain('eviction failed')
    ),
  ];
  const address = await listen(app, config);
  adapters.forEach((adapter) => adapter.start());

  const stop = async (): Promise<void> => {
    logger.info({}, 'stopping');
    await Promise.all(adapters.map((adapter) => adapter.stop()));
    await app.close();
    timers.forEach((clear) => clear());
    await derived.flush().catch(complain('last rows not written; they are made again at the next start'));
    await batcher.close();
    await store.close();
    logger.info({}, 'stopped');
  };
  return { address, port: Number(new URL(address).port), state: () => live.state(), stop };
};

const listen = async (app: FastifyInstance, { host, port }: Config): Promise<string> => {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Error(`${host}:${port} is taken by another program; stop it or choose another --port`);
    }
    throw error;
  }
};

interface ReadinessDeps {
  store: Store;
  batcher: Batcher;
  adapters: readonly ElJefeAdapter[];
  startedAt: number;
  now(): number;
}

const readiness = async ({ store, batcher, adapters, startedAt, now }: ReadinessDeps): Promise<PartState[]> => {
  const health = await store.health();
  const { blockedForMs, blockedBy, heldRows } = batcher.stats();
  return [
    {
      name: 'store',
      ready: health.ready,
      essential: true,
      detail: health.error ?? `ClickHouse ${health.version ?? ''} answers in ${Math.round(health.latencyMs ?? 0)} ms`,
      since: startedAt,
    },
    {
      name: 'writes',
      ready: blockedForMs === null,
      essential: true,
      detail: blockedForMs === null ? `${heldRows} rows on their way` : (blockedBy ?? 'the store takes no rows'),
      since: blockedForMs === null ? startedAt : now() - blockedForMs,
    },
    ...adapters.map((adapter): PartState => {
      const view = adapter.view();
      return {
        name: `orchestrator:${view.name}`,
        ready: view.status === 'up' || view.status === 'degraded',
        essential: false,
        detail: view.reason ?? (view.status === 'up' ? 'heard' : view.status),
        since: view.last_news_at ?? startedAt,
      };
    }),
  ];
};

/** Everything received before it is in the derived rows. */
const readWatermark = async (store: Store): Promise<number> => {
  const [row] = await store.query<{ value: string }>('SELECT value FROM meta FINAL WHERE key = {key:String}', {
    params: { key: WATERMARK },
  });
  return Number(row?.value ?? 0);
};

const writeWatermark = async (batcher: Batcher, value: number, version: number): Promise<void> => {
  await batcher.write('meta', [{ key: WATERMARK, value: String(value), version, is_deleted: 0 }]);
};
