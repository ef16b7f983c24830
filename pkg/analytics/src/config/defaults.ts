import { DEFAULT_REDACTION } from '../redaction';
import { TABLES } from '../store/schema';
import { type Config, type OrchestratorConfig } from './schema';

const MIB = 1_048_576;

const retentionDays = (): Record<string, number | null> =>
  Object.fromEntries(
    Object.entries(TABLES).flatMap(([name, table]) =>
      'retention' in table && table.retention ? [[name, table.retention.days]] : []
    )
  );

/** What an orchestrator gets that names only its address. */
export const ORCHESTRATOR_DEFAULTS: Omit<OrchestratorConfig, 'name'> = {
  url: null,
  token: null,
  stateFile: null,
  zone: 'UTC',
  staleAfterSeconds: 30,
  pollSeconds: 2,
};

/** The configuration of a service that was told nothing: loopback, embedded store, nothing to watch. */
export const defaultConfig = (): Config => ({
  host: '127.0.0.1',
  port: 4319,
  dataDir: './.data/analytics',
  allowedHosts: [],
  store: {
    url: null,
    username: 'default',
    password: '',
    database: 'eljefe',
    cluster: null,
    memoryBytes: 2_048 * MIB,
    retentionDays: retentionDays(),
  },
  orchestrators: [],
  auth: {
    required: false,
    tokensFile: null,
    grafana: { url: null, issuer: null, audiences: ['org:1'], requireToken: false },
  },
  limits: {
    bodyBytes: 32 * MIB,
    batchRecords: 50_000,
    jsonDepth: 64,
    concurrentRequests: 256,
    requestSeconds: 60,
    streamClients: 200,
    streamBufferBytes: 8 * MIB,
    queryMaxSeconds: 30,
    queryMaxRows: 200_000_000,
    queryMemoryBytes: 1_024 * MIB,
  },
  export: { otlp: { url: null, headers: [], intervalSeconds: 60 } },
  log: { level: 'info', format: 'json' },
  live: { maxAgents: 10_000, recentJobsSeconds: 300, failedJobsSeconds: 3_600 },
  redaction: structuredClone(DEFAULT_REDACTION),
  timeouts: { jobSeconds: 3_600, silentSeconds: 86_400 },
  thresholds: { errorRate: 0.1, jobSilentSeconds: 300, orchestratorDownSeconds: 60, resourceRatio: 0.9 },
  prices: { cpuCoreHourUsd: null, memoryGibHourUsd: null, gpuHourUsd: null, overrides: [] },
  evaluations: [],
  sampling: [],
  values: [],
  capacity: [],
  slos: [
    {
      name: 'jobs succeed',
      measure: 'success_rate',
      target: 0.95,
      windowDays: 30,
      thresholdSeconds: null,
      agentType: null,
      workflow: null,
    },
  ],
  budgets: [],
  policies: { allowedModels: null, maxJobCostUsd: null },
  stall: { minSeconds: 60, unknownSeconds: 300 },
});
