import { setTimeout } from 'node:timers/promises';

import { parse, FeedEvent, type Notice, type Orchestrator } from '@eljefe/contract';
import { type Registry } from 'prom-client';

import { type ApiPlugin } from '../api/buildApi';
import { type Config } from '../config/schema';
import { type PriceJob } from '../domain/jobView';
import { type LiveState } from '../live/liveState';
import { findMeasure } from '../measures/registry';
import { settingParams, type MeasureSettings } from '../measures/settings';
import { addAnalysisMetrics } from '../observe/AnalysisMetrics';
import { computeFunctions } from '../queries/computed/computeFunctions';
import { predictionRoutes } from '../predict/predictionRoutes';
import { PredictionService } from '../predict/PredictionService';
import { QueryService, type Analysis } from '../queries/queryService';
import { isOverdue } from '../queries/series/overdue';
import { keepBuckets, recallBuckets, type KeptBuckets } from '../queries/series/keptBuckets';
import { remember, type Touched } from '../queries/series/remembered';
import { seriesSql } from '../queries/series/seriesSql';
import { warm } from '../queries/series/warm';
import { type Settings } from '../settings/Settings';
import { type Store } from '../store';
import { Books } from './Books';
import { inLane } from './inLane';
import { type Read } from './compare';
import { InsightService } from './InsightService';
import { readIntegrity, type AckLedger } from './integrity';
import { readHealth } from './readHealth';
import { insightRoutes } from './route';
import { ServiceSampler } from './ServiceSampler';

export interface AnalysisDeps {
  config: Config;
  /** What people edit while the service runs. */
  edited: Pick<Settings, 'slos' | 'budgets' | 'values'>;
  store: Store;
  live: LiveState;
  price: PriceJob;
  writer: { write(table: 'series', rows: Awaited<ReturnType<ServiceSampler['sample']>>): Promise<void> };
  orchestrators(): Orchestrator[];
  /** Rows on their way to the store, and whether it takes them. */
  writes(): { heldRows: number; blockedForMs: number | null };
  security: {
    counts(): Readonly<Record<'success' | 'failure' | 'forbidden' | 'limited', number>>;
    notices(): Notice[];
  };
  /** Registry of the service's own metrics: read for samples, extended by what is computed. */
  registry: Registry;
  ledger: AckLedger;
  /** Did the audit hold when it was last checked? Null while it is empty or unchecked. */
  auditHolds(): boolean | null;
  /** Hours written to; null where others may write the same rows. */
  touched: Touched | null;
  now(): number;
}

/** Everything that makes answers out of rows: wired once. */
export interface BuiltAnalysis {
  queries: QueryService;
  plugin: ApiPlugin;
  /** Brings objectives, budgets and stuck sessions up to date. */
  refresh(): Promise<void>;
  /** Takes and stores one sample of the service itself. */
  sample(): Promise<void>;
  /** Reads ahead what long windows will ask; ends by itself. */
  warm(isStopping: () => boolean): Promise<void>;
  /** What is remembered of long windows, to be kept when nothing is written any more; null where nothing is. */
  keep(program: string): Promise<KeptBuckets | null>;
  /** Remembers what was kept, if the rows are still those it was made of. */
  recall(kept: KeptBuckets, program: string): Promise<boolean>;
}

const HEALTH_WINDOW_MS = 300_000;
const DAY_MS = 86_400_000;
/** Reads made for objectives, budgets and insights at once: dozens, which dashboards would wait for. */
const MOST_BEHIND = 2;

export const settingsOf = (config: Config, edited: Pick<Settings, 'values'>): MeasureSettings => ({
  jobTimeoutSeconds: config.timeouts.jobSeconds,
  get values() {
    return edited.values;
  },
  prices: config.prices,
  capacity: config.capacity,
  policies: config.policies,
});

const alertsSql = (now: number) => ({
  text: `SELECT attributes FROM facts FINAL WHERE kind = 'event' AND JSONExtractString(attributes, 'kind') = 'alert'
  AND time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({to:Int64}, 'UTC') ORDER BY time, received LIMIT 10000`,
  params: { from: now - DAY_MS, to: now + 1 },
});

const readRoi = async (read: Read, settings: MeasureSettings, now: number): Promise<Map<string, number>> => {
  const measure = findMeasure('roi');
  if (measure?.kind !== 'sql' || settings.values.length === 0) {
    return new Map();
  }
  const rows = await read<{ g: string[]; value: number | null }>(
    seriesSql({
      measure,
      statistic: 'value',
      by: ['agent_type'],
      filters: [],
      window: { from: now - DAY_MS, to: now },
      stepMs: null,
      settings: settingParams(settings),
    })
  );
  return new Map(rows.flatMap(({ g, value }) => (value === null ? [] : [[g[0] ?? '', Number(value)]])));
};

const share = (each: readonly boolean[]): number | null =>
  each.length === 0 ? null : each.filter(Boolean).length / each.length;

const lowest = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.min(...values));

export const buildAnalysis = (deps: AnalysisDeps): BuiltAnalysis => {
  const { config, store, live, now } = deps;
  const settings = settingsOf(config, deps.edited);
  const startedAt = now();
  const read: Read = (sql) => store.query(sql.text, { params: sql.params });
  const behind = inLane(MOST_BEHIND, read);
  const remembered = deps.touched && remember(deps.touched);
  const books = new Books({
    edited: deps.edited,
    stall: config.stall,
    read: behind,
    remembered,
    jobs: () => live.allJobs(),
    sessions: () => live.allSessions(),
    now,
  });
  const health = () => ({
    read,
    remembered,
    settings,
    orchestrators: deps.orchestrators(),
    storeReady: deps.writes().blockedForMs === null,
  });
  const compute = computeFunctions({
    read,
    books,
    health,
    integrity: () => readIntegrity(read, { ledger: deps.ledger, since: startedAt, auditHolds: deps.auditHolds }),
    now,
  });
  const insights = new InsightService({
    read: behind,
    remembered,
    books,
    health,
    sessions: () => live.allSessions(),
    alerts: async () =>
      (await read<{ attributes: string }>(alertsSql(now()))).flatMap(({ attributes }) => {
        const event = parse(FeedEvent, JSON.parse(attributes));
        return event.ok ? [event.value] : [];
      }),
    settings,
    now,
  });
  const analysis: Analysis = {
    compute: (name) => Object.entries(compute).find(([known]) => known === name)?.[1] ?? null,
    insights: (windowMs) => insights.insights(windowMs),
    predictions: () => predictions.predictions(),
    budgets: () => books.budgets(),
    slos: () => books.sloStatuses(),
  };
  const queries = new QueryService({
    store,
    live,
    price: deps.price,
    now,
    settings,
    analysis: () => analysis,
    remembered,
    maxRows: config.limits.queryMaxRows,
  });
  const predictions = new PredictionService({
    read,
    jobs: () => live.allJobs(),
    sessions: () => live.allSessions(),
    endedSessions: async (limit) => {
      const filters = [{ key: 'status', op: '=|', values: ['completed', 'failed'] }];
      return (await queries.sessions({ limit, filters, signal: new AbortController().signal })).items;
    },
    budgets: () => books.budgets(),
    now,
  });

  let lastHealth: number | null = null;
  let lastRoi: ReadonlyMap<string, number> = new Map();
  const sampler = new ServiceSampler({
    registry: deps.registry,
    storeSeconds: async () => {
      const { latencyMs } = await store.health();
      return latencyMs === null ? null : latencyMs / 1_000;
    },
    cache: () => queries.cacheCounts(),
    queuedRows: () => deps.writes().heldRows,
    orchestrators: () => {
      const known = deps.orchestrators();
      return { up: known.filter(({ status }) => status === 'up' || status === 'degraded').length, all: known.length };
    },
    security: () => deps.security.counts(),
    bursts: () => deps.security.notices().length,
    stateText: () => JSON.stringify(live.state()),
    computed: async () => {
      const window = { from: now() - HEALTH_WINDOW_MS, to: now() };
      lastHealth = (await readHealth({ window, filters: [] }, health())).score;
      lastRoi = await readRoi(read, settings, now());
      const { deadlocks, stalls, openSessions } = books.watch.troubles();
      const stuck = new Set([...deadlocks, ...stalls].map(({ source, session_id }) => `${source}\u0000${session_id}`));
      const slos = books.lastSlos();
      return {
        system_health: lastHealth,
        deadlocks_and_stalls: openSessions === 0 ? null : stuck.size,
        slo_compliance: share(slos.flatMap(({ met }) => (met === null ? [] : [met]))),
        error_budget_remaining: lowest(slos.flatMap(({ budgetRemaining }) => budgetRemaining ?? [])),
      };
    },
    now,
    elapsed: () => performance.now(),
  });
  addAnalysisMetrics(deps.registry, {
    slos: books.lastSlos,
    budgets: books.lastBudgets,
    troubles: () => books.watch.troubles(),
    health: () => lastHealth,
    roi: () => lastRoi,
    overdueJobs: () => live.allJobs().filter((job) => isOverdue(job, now(), settings.jobTimeoutSeconds)).length,
    storeSeconds: sampler.storeSeconds,
    queuedRows: () => deps.writes().heldRows,
    cache: () => queries.cacheCounts(),
  });
  return {
    queries,
    plugin: async (scope, context) => {
      await insightRoutes(insights)(scope, context);
      await predictionRoutes(predictions)(scope, context);
    },
    refresh: () => books.refresh(),
    sample: async () => deps.writer.write('series', await sampler.sample()),
    keep: async (program) => remembered && keepBuckets(remembered, program, read),
    recall: async (kept, program) => remembered !== null && recallBuckets(kept, remembered, { program, read }),
    warm: async (isStopping) => {
      if (remembered) {
        const pause = (ms: number): Promise<void> => setTimeout(ms);
        await warm({ read: behind, remembered, settings, now, pause, isStopping });
      }
    },
  };
};
