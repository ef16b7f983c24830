import { type LiveJob } from '@eljefe/contract';

import { AT_MS, job } from '../../src/panels/agentgrid/agentGrid.fixtures';

type Random = () => number;

/** A small seeded generator (mulberry32), so that every run draws the same agents. */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const pick = <T>(random: Random, list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0];

const TYPES = ['researcher', 'writer', 'coder', 'analyst', 'reviewer', 'planner'] as const;
const TASKS = [
  'Market analysis of the storage sector',
  'Draft of the quarterly report',
  'Fix the paging of the orders API',
  'Review of the customer survey',
  'Compare suppliers for cooling',
  'Plan the migration of the archive',
] as const;
const STEPS = ['collecting sources', 'reading', 'writing section 3', 'running tests', 'checking figures'] as const;
const MODELS = ['claude-sonnet-4-5', 'claude-opus-4-1', 'gpt-5-mini'] as const;
const FAILURES = [
  ['rate_limit', '429 Too Many Requests: 40,000 input tokens per minute exceeded for claude-sonnet-4-5'],
  ['tool_error', 'web_search: upstream answered 502 Bad Gateway after 3 attempts'],
  ['timeout', 'No result within 600 s'],
] as const;
/** Relative frequency of statuses in a working team. */
const STATUSES = [
  ...Array.from({ length: 11 }, () => 'running' as const),
  ...Array.from({ length: 5 }, () => 'completed' as const),
  'queued',
  'queued',
  'waiting',
  'paused',
] as const satisfies ReadonlyArray<LiveJob['status']>;

const ending = (random: Random, startedAt: number): Partial<LiveJob> => {
  const seconds = Math.round(20 + random() * 400);
  return { completed_at: Math.min(AT_MS, startedAt + seconds * 1000), duration_seconds: seconds, progress: 1 };
};

const failure = (random: Random, startedAt: number): Partial<LiveJob> => {
  const [error_category, error_message] = pick(random, FAILURES);
  return { ...ending(random, startedAt), status: 'failed', error_category, error_message };
};

/** One agent at work, drawn from the generator. */
export const sampleAgent = (random: Random, index: number): LiveJob => {
  const type = TYPES[index % TYPES.length] ?? TYPES[0];
  const status = pick(random, STATUSES);
  const startedAt = AT_MS - Math.round(20_000 + random() * 500_000);
  const fails = random() < 0.02;
  const silent = status === 'running' && random() < 0.02;
  const age = silent ? 240 : Math.round(random() * 6);
  return job(`job-${String(index + 1).padStart(4, '0')}`, {
    agent: `${type}-${String(Math.floor(index / TYPES.length) + 1).padStart(3, '0')}`,
    agent_type: type,
    status,
    source: index % 5 === 4 ? 'lab' : 'el-jefe',
    task: pick(random, TASKS),
    current_step: status === 'running' ? pick(random, STEPS) : null,
    session_id: `session-${Math.floor(index / 8) + 1}`,
    workflow_id: pick(random, ['market-report', 'bug-fix', 'supplier-review']),
    model: pick(random, MODELS),
    started_at: status === 'queued' ? null : startedAt,
    progress: status === 'running' && random() < 0.6 ? Math.round(random() * 95) / 100 : null,
    tokens_used: status === 'queued' ? null : Math.round(random() * 80_000),
    total_cost: status === 'queued' ? null : Math.round(random() * 9_000) / 10_000,
    cpu_percent: random() < 0.8 ? Math.round(random() * 90) : null,
    memory_bytes: random() < 0.8 ? Math.round(random() * 4e9) : null,
    gpu_percent: type === 'analyst' ? Math.round(random() * 100) : null,
    age_seconds: age,
    last_news_at: AT_MS - age * 1000,
    stale: silent,
    ...(status === 'completed' ? ending(random, startedAt) : {}),
    ...(fails ? failure(random, startedAt) : {}),
  });
};

export const sampleAgents = (random: Random, count: number): LiveJob[] =>
  Array.from({ length: count }, (_, index) => sampleAgent(random, index));

interface Passing {
  random: Random;
  /** Time that passed, in seconds. */
  seconds: number;
  /** Share of the agents that have news, 0..1. */
  share: number;
}

/** Time passes: a share of the agents have news (some change status), all others have been silent for longer. */
export const pass = (jobs: readonly LiveJob[], { random, seconds, share }: Passing): LiveJob[] =>
  jobs.map((one, index) => {
    if (random() >= share) {
      return { ...one, age_seconds: one.age_seconds + seconds };
    }
    if (random() < 0.1) {
      return sampleAgent(random, index);
    }
    return {
      ...one,
      age_seconds: 0,
      stale: false,
      progress: one.progress === null ? null : Math.min(1, one.progress + 0.01),
      tokens_used: one.tokens_used === null ? null : one.tokens_used + Math.round(random() * 500),
      total_cost: one.total_cost === null ? null : one.total_cost + 0.001,
      cpu_percent: one.cpu_percent === null ? null : Math.round(random() * 90),
    };
  });
