import { BudgetConfig, Nullable, OneOf, PriceOverride, SloConfig, TaskValue } from '@eljefe/contract';
import { Type, type Static } from '@sinclair/typebox';

import { RedactionConfig } from '../redaction';
import { TABLES } from '../store/schema';

/** Tables whose rows age out. */
const AGEING = Object.entries(TABLES).flatMap(([name, table]) =>
  'retention' in table && table.retention ? [name] : []
);

const closed = { additionalProperties: false } as const;
const text = (description: string, more: object = {}) => Type.String({ description, maxLength: 4_000, ...more });
const whole = (description: string, bounds: { minimum: number; maximum?: number }) =>
  Type.Integer({ description, ...bounds });
const seconds = (description: string, minimum = 0.1) => Type.Number({ description, minimum, maximum: 31_536_000 });
const url = (description: string) => text(description, { pattern: '^https?://[^\\s]+$' });
const usd = (description: string) =>
  Nullable(Type.Number({ description: `${description}; absent: not counted`, minimum: 0, maximum: 1e6 }));

export const OrchestratorConfig = Type.Object(
  {
    name: text('name in every answer and label', {
      minLength: 1,
      maxLength: 100,
      pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$',
    }),
    url: Nullable(url('HTTP address of the orchestrator; its WebSocket address is made from it')),
    token: Nullable(text('bearer token the orchestrator asks for', { secret: true })),
    stateFile: Nullable(text('path of its monitoring_state.json, when it is on this computer')),
    zone: text('zone of its zoneless times: UTC or ±HH:MM', { pattern: '^([uU][tT][cC]|[zZ]|[+-]\\d{2}:?\\d{2})$' }),
    staleAfterSeconds: seconds('without news for longer, its state is shown as stale', 1),
    pollSeconds: seconds('how often its HTTP state is read'),
  },
  closed
);
export type OrchestratorConfig = Static<typeof OrchestratorConfig>;

const Store = Type.Object(
  {
    url: Nullable(url('ClickHouse address; none: the embedded engine under dataDir')),
    username: text('ClickHouse user'),
    password: text('ClickHouse password', { secret: true }),
    database: text('ClickHouse database', { pattern: '^[A-Za-z_][A-Za-z0-9_]{0,62}$' }),
    cluster: Nullable(text('ClickHouse cluster name: tables become replicated and distributed')),
    memoryBytes: whole('memory the embedded engine may use', { minimum: 268_435_456 }),
    retentionDays: Type.Object(
      Object.fromEntries(
        AGEING.map((name) => [
          name,
          Nullable(whole(`days rows of ${name} are kept; none: for ever`, { minimum: 1, maximum: 36_500 })),
        ])
      ),
      closed
    ),
  },
  closed
);

const Auth = Type.Object(
  {
    required: Type.Boolean({ description: 'also reading and sending data in need a token or a Grafana identity' }),
    tokensFile: Nullable(text('file of the API tokens (hashed); none: tokens.json under dataDir')),
    grafana: Type.Object(
      {
        url: Nullable(url('Grafana whose signed identities (X-Grafana-Id) are believed; its keys are read from there')),
        issuer: Nullable(text('required `iss` of an identity, Grafana’s root URL; none: not checked')),
        audiences: Type.Array(text('an accepted `aud`', { minLength: 1 }), {
          description: 'organisations let in: org:N, …',
          minItems: 1,
        }),
        requireToken: Type.Boolean({ description: 'a Grafana identity counts only beside an API token' }),
      },
      closed
    ),
  },
  closed
);

const Limits = Type.Object(
  {
    bodyBytes: whole('largest request body, unpacked', { minimum: 1_024, maximum: 1_073_741_824 }),
    batchRecords: whole('most records in one batch', { minimum: 1, maximum: 1_000_000 }),
    jsonDepth: whole('deepest nesting of a JSON body', { minimum: 4, maximum: 1_000 }),
    concurrentRequests: whole('requests worked on at once; more are asked to come back', {
      minimum: 1,
      maximum: 100_000,
    }),
    requestSeconds: seconds('longest time for a request to arrive whole', 1),
    streamClients: whole('live streams open at once', { minimum: 1, maximum: 100_000 }),
    streamBufferBytes: whole('unsent bytes of one live stream before it is sent a fresh snapshot instead', {
      minimum: 65_536,
    }),
    queryMaxSeconds: seconds('longest time of one query'),
    queryMaxRows: whole('most rows one query may read', { minimum: 1_000 }),
    queryMemoryBytes: whole('most memory one query may use', { minimum: 16_777_216 }),
  },
  closed
);

const agentType = text('agent type; * for every type not named', { minLength: 1, maxLength: 200 });

/** Everything the service can be told. Absent means null, never an empty text. */
export const Config = Type.Object(
  {
    host: text('address to listen on; anything but loopback needs auth.required', { minLength: 1, maxLength: 255 }),
    port: whole('port to listen on; 0: a free one', { minimum: 0, maximum: 65_535 }),
    dataDir: text('directory of the embedded store and the token file', { minLength: 1 }),
    allowedHosts: Type.Array(text('a host name', { minLength: 1 }), {
      description: 'further names accepted in the Host header while bound to loopback',
    }),
    store: Store,
    orchestrators: Type.Array(OrchestratorConfig, { description: 'orchestrators to watch', maxItems: 200 }),
    auth: Auth,
    limits: Limits,
    export: Type.Object(
      {
        otlp: Type.Object(
          {
            url: Nullable(
              url('where the metrics of /metrics are sent by OTLP, usually ending in /v1/metrics; none: not sent')
            ),
            headers: Type.Array(text('a header, name=value', { pattern: '^[A-Za-z0-9_.-]+=[^\\r\\n]*$' }), {
              description: 'headers sent along, each name=value: keys of the receiver',
              maxItems: 20,
              secret: true,
            }),
            intervalSeconds: seconds('how often they are sent', 1),
          },
          closed
        ),
      },
      closed
    ),
    log: Type.Object(
      {
        level: OneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const, 'least severity logged'),
        format: OneOf(['json', 'pretty'] as const, 'json: one object a line; pretty: for people'),
      },
      closed
    ),
    live: Type.Object(
      {
        maxAgents: whole('most jobs held in the live state', { minimum: 1, maximum: 1_000_000 }),
        recentJobsSeconds: seconds('how long an ended job stays in the live state'),
        failedJobsSeconds: seconds(
          'how long the failed job of an agent that did nothing since stays in the live state'
        ),
      },
      closed
    ),
    redaction: RedactionConfig,
    timeouts: Type.Object(
      {
        jobSeconds: seconds('limit of a job that names none (A1.4)', 1),
        silentSeconds: seconds(
          'open work of which nothing was heard for longer is interrupted; seven times as long while it waits for a person',
          10
        ),
      },
      closed
    ),
    thresholds: Type.Object(
      {
        errorRate: Type.Number({ description: 'error rate that warns (L2), 0..1', minimum: 0, maximum: 1 }),
        jobSilentSeconds: seconds('running job without news for longer warns', 1),
        orchestratorDownSeconds: seconds('orchestrator unreachable for longer is critical (L1)', 1),
        resourceRatio: Type.Number({
          description: 'use of a resource that is critical (L1), 0..1',
          minimum: 0,
          maximum: 1,
        }),
      },
      closed
    ),
    prices: Type.Object(
      {
        cpuCoreHourUsd: usd('one core for one hour (A4.3)'),
        memoryGibHourUsd: usd('one GiB of memory for one hour (A4.3)'),
        gpuHourUsd: usd('one GPU for one hour (A4.3)'),
        overrides: Type.Array(PriceOverride, {
          description: 'dated token prices of your own; they win over the bundled table (A4.2, T6)',
          maxItems: 1_000,
        }),
      },
      closed
    ),
    sampling: Type.Array(
      Type.Object(
        {
          metric: text('name of the metric; one that ends in * stands for all that begin so', {
            minLength: 1,
            maxLength: 512,
          }),
          source: Type.Optional(text('its source alone', { minLength: 1, maxLength: 512 })),
          keepOneIn: whole('of so many points one is kept, with their weight', { minimum: 2, maximum: 100_000 }),
        },
        closed
      ),
      {
        description: 'high-frequency OpenTelemetry series to thin; the first that names one decides (B1)',
        maxItems: 500,
      }
    ),
    evaluations: Type.Array(
      Type.Object(
        {
          evaluator: text('name of the evaluator; * for all without a scale of their own', {
            minLength: 1,
            maxLength: 512,
          }),
          worst: Type.Number({ description: 'score of the worst result' }),
          best: Type.Number({ description: 'score of the best result, other than the worst' }),
        },
        closed
      ),
      { description: 'scales of evaluators: scores of others are shown as told and stay out of A3.1', maxItems: 500 }
    ),
    values: Type.Array(TaskValue, {
      description: 'what a completed task is worth, by agent type (A4.4)',
      maxItems: 500,
    }),
    capacity: Type.Array(
      Type.Object({ agentType, jobs: whole('jobs that may run at once', { minimum: 1, maximum: 1_000_000 }) }, closed),
      { description: 'jobs that may run at once, by agent type; * for all together (A2.3)', maxItems: 500 }
    ),
    slos: Type.Array(SloConfig, { description: 'service level objectives (S3)', maxItems: 100 }),
    budgets: Type.Array(BudgetConfig, { description: 'spending limits (L2, T9)', maxItems: 500 }),
    policies: Type.Object(
      {
        allowedModels: Nullable(
          Type.Array(text('a model', { minLength: 1 }), {
            description: 'models jobs may use (W4.4); none: not checked',
            maxItems: 1_000,
          })
        ),
        maxJobCostUsd: usd('most one job may cost (W4.4)'),
      },
      closed
    ),
    stall: Type.Object(
      {
        minSeconds: seconds('a step is never called stalled before (W2.4)', 1),
        unknownSeconds: seconds('without news for longer, a step with too little history is stalled (W2.4)', 1),
      },
      closed
    ),
  },
  closed
);
export type Config = Static<typeof Config>;
