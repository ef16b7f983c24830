import { parseZoneOffset, type State } from '@eljefe/contract';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Logger } from 'pino';

import { buildApi, type ApiPlugin } from './api/buildApi';
import { auditRoutes } from './audit/auditRoutes';
import { type AuditTrail } from './audit/AuditTrail';
import { buildAudit } from './audit/buildAudit';
import { buildAuth } from './auth/buildAuth';
import { type Config, type OrchestratorConfig } from './config/schema';
import { orchestratorEvent } from './domain/feedEvents';
import { hookRoutes } from './hooks/hookRoutes';
import { costRoutes } from './costs/costRoutes';
import { type PriceJob } from './domain/jobView';
import { type Entities } from './ingest/entities';
import { JobIngest } from './ingest/jobIngest';
import { buildAnalysis } from './insight/buildAnalysis';
import { AckLedger } from './insight/integrity';
import { givenUp } from './live/silence';
import { type Recorder } from './ingest/recorder';
import { redactNews } from './ingest/redactNews';
import { type DomainMetrics } from './observe/DomainMetrics';
import { openMetricsText } from './observe/openMetricsText';
import { ServiceMetrics } from './observe/ServiceMetrics';
import { type ServiceParts } from './parts';
import { createPricer } from './pricing';
import { TouchedHours } from './queries/buckets/TouchedHours';
import { type Touched } from './queries/series/remembered';
import { createRedactor } from './redaction';
import { buildMemory, type Memory } from './service/buildMemory';
import { Checkpoint } from './service/checkpoint';
import { every } from './service/every';
import { exportMetrics } from './service/exportMetrics';
import { followSources, type Sources } from './service/followSources';
import { takeKept, writeKept } from './service/keptFile';
import { notices, readiness } from './service/health';
import { listen } from './service/listen';
import { OrchestratorSampler } from './service/OrchestratorSampler';
import { openConfiguredStore } from './service/openConfiguredStore';
import { SourceWatch } from './sources/SourceWatch';
import { ElJefeAdapter } from './sources/eljefe/adapter';
import { startOpenTelemetry } from './sources/otlp';
import { Settings } from './settings/Settings';
import { settingsRoutes } from './settings/settingsRoutes';
import { MetaRows } from './store/metaRows';
import { SavedViews } from './views/SavedViews';
import { viewRoutes } from './views/viewRoutes';
import { Batcher, migrate, type ChildEntry, type Store } from './store';

/** Live changes are sent at most ten times a second. */
const LIVE_TICK_MS = 100;
/** Rows that follow from facts are this much behind them; each writing costs the engine a part of each table. */
const DERIVED_FLUSH_MS = 2_000;
const EVICT_EVERY_MS = 5_000;
const ANALYSIS_EVERY_MS = 10_000;
const SAMPLE_EVERY_MS = 15_000;
const AUDIT_FLUSH_MS = 2_000;
const AUDIT_CHECK_MS = 60 * 60_000;
const REQUEST_TIMEOUT_MS = 5_000;
const ORCHESTRATOR_MAX_BYTES = 32 * 1024 * 1024;
const MAX_SESSIONS = 5_000;

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

const adapterOptions = (config: OrchestratorConfig) => ({
  name: config.name,
  url: config.url,
  token: config.token,
  stateFile: config.stateFile,
  zoneMinutes: parseZoneOffset(config.zone) ?? 0,
  pollMs: config.pollSeconds * 1_000,
  staleAfterMs: config.staleAfterSeconds * 1_000,
  requestTimeoutMs: REQUEST_TIMEOUT_MS,
  maxBytes: ORCHESTRATOR_MAX_BYTES,
});

const makeAdapter = (
  options: OrchestratorConfig,
  { entities, folds, recorder }: Memory,
  { now, random, logger }: ServiceDeps
): ElJefeAdapter =>
  new ElJefeAdapter(adapterOptions(options), {
    entities,
    ensure: async (jobs, sessions) => {
      await folds.ensureJobs(jobs);
      await folds.ensureSessions(sessions);
    },
    record: (items) => recorder.record(items),
    now,
    random,
    log: logger,
    onStatus: (view) => {
      const event = orchestratorEvent(view, now());
      recorder
        .record([{ kind: 'event', source: view.name, subject: view.name, news: event }])
        .catch((error: unknown) => logger.warn({ error: String(error) }, 'orchestrator event not stored'));
    },
  });

/**
 * Wires and starts the service: store, memory from the store, sources, API.
 * @throws when the store cannot be opened or the address is taken; the message says what to do
 */
export const startService = async (deps: ServiceDeps): Promise<Service> => {
  const { config, logger, now } = deps;
  const startedAt = now();
  const store = await openConfiguredStore(deps);
  await migrate(store, now());
  const ledger = new AckLedger();
  const touched: Touched = { jobs: new TouchedHours(), sessions: new TouchedHours() };
  const batcher = new Batcher({
    insert: async (table, rows, options) => {
      const write = () => store.insert(table, rows, options);
      await (table === 'jobs' || table === 'sessions' ? touched[table].during(rows.chunks, write) : write());
      ledger.stored(table, rows);
    },
    now: () => performance.now(),
    newToken: randomUUID,
  });
  const rows = new MetaRows(store, batcher);
  const settings = new Settings({
    configured: {
      prices: config.prices.overrides,
      budgets: config.budgets,
      slos: config.slos,
      values: config.values,
    },
    rows,
    tell: async (news) => {
      await recorder.record([{ kind: 'event', source: news.source, subject: news.subject ?? '', news }]);
    },
    onRefused: (problem) => logger.error({ problem }, 'an edited setting is left out'),
    now,
  });
  await settings.load();
  const views = new SavedViews({ rows, newId: randomUUID, now });
  const price: PriceJob = (usage) => createPricer(settings.prices)(usage);
  const redact = createRedactor(config.redaction);
  const sources: Sources[] = [];
  const adapters = (): ElJefeAdapter[] => sources.flatMap((one) => one.adapters);
  const health = { store, batcher, adapters, startedAt, now };
  const sourceWatch = new SourceWatch(now);
  const audits: AuditTrail[] = [];
  const allNotices = () => [
    ...notices(health),
    ...sourceWatch.notices(),
    ...audits.flatMap((audit) => audit.notices()),
  ];
  const memory = await buildMemory({
    store,
    writer: batcher,
    price,
    redact: (item) => redactNews(item, redact),
    logger,
    now,
    orchestrators: () => adapters().map((adapter) => adapter.view()),
    notices: allNotices,
    options: {
      recentJobsSeconds: config.live.recentJobsSeconds,
      failedJobsSeconds: config.live.failedJobsSeconds,
      maxAgents: config.live.maxAgents,
      maxSessions: MAX_SESSIONS,
      jobSilentSeconds: config.thresholds.jobSilentSeconds,
    },
  });
  const { recorder, derived, live, metrics, entities } = memory;
  // A sequence of a former run must never look like one of this run.
  live.startAt(Math.floor(now() / LIVE_TICK_MS));
  const followed = followSources({
    orchestrators: config.orchestrators,
    make: (options) => makeAdapter(options, memory, deps),
    takeOver: (source) => memory.takeOver(source),
    store,
    writer: batcher,
    logger,
    now,
  });
  sources.push(followed);

  const serviceMetrics = new ServiceMetrics();
  sourceWatch.addMetrics(serviceMetrics.registry);
  const auth = buildAuth(config, { now, fetch });
  auth.watch.onEvent((event) => serviceMetrics.securityEvent(event));
  const audit = buildAudit(config, { store, writer: batcher, record: (items) => recorder.record(items), now });
  audits.push(audit);
  const analysis = buildAnalysis({
    config,
    edited: settings,
    store,
    live,
    price,
    writer: batcher,
    orchestrators: () => adapters().map((adapter) => adapter.view()),
    writes: () => batcher.stats(),
    security: auth.watch,
    registry: serviceMetrics.registry,
    ledger,
    auditHolds: audit.holds,
    // The embedded engine is locked by this process: nobody else writes.
    touched: store.kind === 'embedded' ? touched : null,
    now,
  });
  const { queries } = analysis;
  const zones = new Map(config.orchestrators.map(({ name, zone }) => [name, parseZoneOffset(zone) ?? 0]));
  const ingest = new JobIngest({
    recorder,
    writer: batcher,
    now,
    zoneOf: (source) => zones.get(source) ?? 0,
    sourcesOf: async (jobId) => [...new Set((await queries.job(jobId)).map(({ source }) => source))],
    onCounted: (counts) => {
      metrics.counted(counts);
      sourceWatch.heard(counts.source);
    },
  });
  const parts: ServiceParts = {
    ingest,
    live,
    queries,
    readiness: () => readiness(health),
    notices: allNotices,
    metrics: async (format) => {
      const text = `${await metrics.registry.metrics()}\n${await serviceMetrics.registry.metrics()}`;
      return format === 'openmetrics' ? openMetricsText(text) : text;
    },
    now,
  };
  const openTelemetry = await startOpenTelemetry({
    store,
    writer: batcher,
    record: (items) => recorder.record(items),
    entities,
    registry: serviceMetrics.registry,
    onHeard: (source) => sourceWatch.heard(source),
    redaction: config.redaction,
    overrides: () => settings.prices,
    scales: config.evaluations,
    sampling: config.sampling,
    now,
  });
  const app = buildApi(parts, config, {
    auth,
    logger,
    metrics: serviceMetrics,
    version: deps.version,
    onAccess: audit.note,
    plugins: [
      hookRoutes({ record: (items) => recorder.record(items), now }),
      openTelemetry.plugin,
      openTelemetry.agentSdk,
      analysis.plugin,
      costRoutes({ store, jobs: (id, source) => queries.job(id, source), liveJobs: () => live.allJobs() }),
      settingsRoutes(settings),
      viewRoutes(views),
      auditRoutes({ trail: audit, read: (sql) => store.query(sql.text, { params: sql.params }) }),
      ...(deps.plugins?.({ recorder, batcher, store, entities, metrics }) ?? []),
    ],
  });

  const complain = (what: string) => (error: unknown) => logger.warn({ error: String(error) }, what);
  const processName = config.port === 0 ? randomUUID() : `${hostname()}:${config.port}`;
  const checkpoint = new Checkpoint({
    recorder,
    derived,
    writer: batcher,
    process: processName,
    gone: memory.gone,
    now,
  });
  const orchestratorSampler = new OrchestratorSampler();
  const sampleOrchestrators = async (): Promise<void> => {
    const counts = adapters().map((adapter) => adapter.counts());
    await batcher.write('series', orchestratorSampler.sample(counts, now()));
  };
  const giveUp = async (): Promise<void> => {
    const isShown = (kind: 'job' | 'session', source: string, id: string): boolean =>
      adapters().some((adapter) => adapter.name === source && adapter.shows(kind, id));
    await recorder.record(givenUp({ entities, limitSeconds: config.timeouts.silentSeconds, isShown, now }));
  };
  const checkAudit = async (): Promise<void> => {
    await audit.check();
  };
  const timers = [
    every(LIVE_TICK_MS, () => live.tick(), complain('live tick failed')),
    every(EVICT_EVERY_MS, () => openTelemetry.tick(), complain('traces not settled; trying again')),
    every(DERIVED_FLUSH_MS, () => checkpoint.flush(), complain('rows not written; trying again')),
    every(AUDIT_FLUSH_MS, () => audit.flush(), complain('audit not written; trying again')),
    every(AUDIT_CHECK_MS, () => checkAudit(), complain('audit not checked; trying again')),
    every(EVICT_EVERY_MS, giveUp, complain('silent work not given up; trying again')),
    every(EVICT_EVERY_MS, () => memory.evict(), complain('eviction failed')),
    every(ANALYSIS_EVERY_MS, () => analysis.refresh(), complain('objectives and budgets not refreshed')),
    every(ANALYSIS_EVERY_MS, () => settings.load(), complain('edited settings not read; trying again')),
    every(SAMPLE_EVERY_MS, sampleOrchestrators, complain('sample of the orchestrators not stored')),
    every(SAMPLE_EVERY_MS, () => analysis.sample(), complain('own sample not stored')),
  ];
  const exporting = exportMetrics({
    otlp: config.export.otlp,
    version: deps.version,
    registries: [metrics.registry, serviceMetrics.registry],
    counted: serviceMetrics.registry,
    logger,
    now,
  });
  const kept = await takeKept(config.dataDir);
  const recalled = kept === null ? false : await analysis.recall(kept, deps.version);
  logger.debug({ recalled }, 'long windows remembered from the last stop');
  const address = await listen(app, config);
  followed.start();
  let stopping = false;
  const isStopping = (): boolean => stopping;
  analysis.warm(isStopping).catch((error: unknown) => stopping || complain('long windows not read ahead')(error));
  checkAudit().catch(complain('audit not checked'));

  const keepRemembered = async (): Promise<void> => {
    const remembered = await analysis.keep(deps.version);
    await (remembered && writeKept(config.dataDir, remembered));
  };
  const stop = async (): Promise<void> => {
    logger.info({}, 'stopping');
    stopping = true;
    await followed.stop();
    await app.close();
    timers.forEach((clear) => clear());
    await exporting?.stop();
    await audit.close().catch(complain('the last entries of the audit are not written'));
    await checkpoint.close().catch(complain('last rows not written; they are made again at the next start'));
    await batcher.close();
    await keepRemembered().catch(complain('long windows not kept; they are read again after the next start'));
    await store.close();
    logger.info({}, 'stopped');
  };
  return { address, port: Number(new URL(address).port), state: () => live.state(), stop };
};
