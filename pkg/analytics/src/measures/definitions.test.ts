import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type QueryAnswer } from '@eljefe/contract';

import { emptyJobFold, foldJob } from '../domain/jobFold';
import { type JobFields } from '../domain/jobFields';
import { viewJob } from '../domain/jobView';
import { QueryService } from '../queries/queryService';
import { LiveState } from '../live/liveState';
import { renderRows } from '../store';
import { openTemporaryStore, rowOf, type TemporaryStore } from '../store/testing';
import { MEASURES } from './registry';
import { JOB_REFERENCES, peakOf, SESSION_REFERENCES, type JobRow, type SessionRow } from './reference.fixtures';
import { type MeasureSettings } from './settings';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5);
const NOW = START + 400 * DAY;
const SETTINGS: MeasureSettings = {
  jobTimeoutSeconds: 600,
  values: [
    { agentType: 'coder', minutesSaved: 30, hourlyRateUsd: 60 },
    { agentType: '*', minutesSaved: 6, hourlyRateUsd: 40 },
  ],
  prices: { cpuCoreHourUsd: 0.05, memoryGibHourUsd: 0.01, gpuHourUsd: null },
  capacity: [{ agentType: 'coder', jobs: 7 }],
  policies: { allowedModels: ['m1'], maxJobCostUsd: 0.5 },
};

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 3, nil: null });
const money = maybe(fc.double({ min: 0, max: 2, noNaN: true }));
const count = maybe(fc.integer({ min: 0, max: 5_000 }));
const status = fc.constantFrom(
  'completed',
  'completed',
  'completed',
  'failed',
  'interrupted',
  'cancelled',
  'running',
  'queued'
);

/** A job that begins in a window of one hour; some of its times contradict each other on purpose. */
const arbitraryJob = fc.record({
  status,
  createdAfter: maybe(fc.integer({ min: 0, max: 3_600_000 })),
  queueMs: fc.integer({ min: -2_000, max: 60_000 }),
  runMs: fc.integer({ min: -500, max: 300_000 }),
  agent_type: fc.constantFrom('coder', 'writer', 'tester'),
  agent: fc.constantFrom('a1', 'a2'),
  workflow: fc.constantFrom('', 'w1'),
  step: fc.constantFrom('', 'plan', 'draft'),
  model: fc.constantFrom('', 'm1', 'm2'),
  source: fc.constantFrom('main', 'other'),
  error_category: fc.constantFrom('', '', 'timeout', 'network'),
  tokens_total: count,
  output_tokens: count,
  words: count,
  token_cost_usd: money,
  resource_cost_usd: maybe(fc.constantFrom(0.1, 0.2)),
  total_cost_usd: money,
  quality_score: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
  satisfaction: maybe(fc.integer({ min: 1, max: 5 })),
  revision_count: maybe(fc.integer({ min: 0, max: 3 })),
  processing_s: maybe(fc.double({ min: 0, max: 300, noNaN: true })),
  cpu_percent: maybe(fc.integer({ min: 0, max: 400 })),
  memory_bytes: maybe(fc.integer({ min: 0, max: 4e9 })),
  gpu_percent: maybe(fc.integer({ min: 0, max: 100 })),
  network_bytes: maybe(fc.integer({ min: 0, max: 1e9 })),
  disk_bytes: maybe(fc.integer({ min: 0, max: 1e9 })),
  noEnd: fc.integer({ min: 0, max: 19 }).map((roll) => roll === 0),
});
type Drawn = typeof arbitraryJob extends fc.Arbitrary<infer T> ? T : never;

const isEnded = (word: string): boolean => ['completed', 'failed', 'interrupted', 'cancelled'].includes(word);

const jobRow = (drawn: Drawn, id: string, from: number): JobRow => {
  const {
    createdAfter,
    queueMs,
    runMs,
    noEnd,
    cpu_percent,
    memory_bytes,
    gpu_percent,
    network_bytes,
    disk_bytes,
    ...same
  } = drawn;
  const ended = isEnded(same.status) && !noEnd;
  const created = createdAfter === null ? null : from + createdAfter;
  const started = same.status === 'queued' ? null : (created ?? from + 60_000) + queueMs;
  const end = ended && started !== null ? started + runMs : null;
  const uses = { cpu_percent, memory_bytes, gpu_percent, network_bytes, disk_bytes };
  const fields = Object.fromEntries(
    Object.entries(uses).flatMap(([key, v]) => (v === null ? [] : [[key, { v, s: 0 }]]))
  );
  return rowOf('jobs', {
    ...same,
    id,
    at: end ?? started ?? created ?? from,
    created_at: created,
    started_at: started,
    ended_at: end,
    duration_s: end === null || started === null || end < started ? null : (end - started) / 1_000,
    queue_wait_s: created === null || started === null || started < created ? null : (started - created) / 1_000,
    labels: JSON.stringify({ team: same.agent }),
    stamps: JSON.stringify({ fields }),
    version: 2,
  });
};

const arbitrarySession = fc.record({
  status,
  workflow: fc.constantFrom('w1', 'w2'),
  startAfter: fc.integer({ min: 0, max: 3_000_000 }),
  runMs: fc.integer({ min: -500, max: 900_000 }),
  human_actions: maybe(fc.integer({ min: 0, max: 3 })),
  human_wait_s: maybe(fc.constantFrom(0, 12)),
  total_steps: maybe(fc.integer({ min: 0, max: 4 })),
  completed_steps: maybe(fc.integer({ min: 0, max: 5 })),
  agents: fc.subarray(['coder', 'writer', 'tester']),
  parallel_efficiency: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
  handoffs: fc.array(
    fc.record({
      from_step: fc.constant('a'),
      to_step: fc.constantFrom('b', 'c'),
      to_agent: fc.constantFrom('coder', 'writer'),
      outcome: fc.constantFrom('accepted', 'accepted', 'failed', 'pending'),
      context_score: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
    }),
    { maxLength: 4 }
  ),
});
type DrawnSession = typeof arbitrarySession extends fc.Arbitrary<infer T> ? T : never;

const sessionRow = (drawn: DrawnSession, id: string, from: number): SessionRow => {
  const { startAfter, runMs, agents, handoffs, parallel_efficiency, ...same } = drawn;
  const started = from + startAfter;
  const ended = isEnded(same.status) ? started + runMs : null;
  return rowOf('sessions', {
    ...same,
    id,
    source: 'main',
    at: ended ?? started,
    started_at: started,
    ended_at: ended,
    duration_s: ended === null || ended < started ? null : (ended - started) / 1_000,
    agents: JSON.stringify(agents),
    detail: JSON.stringify({ steps: [], handoffs, parallel_efficiency }),
    stamps: '{}',
    version: 2,
  });
};

const RUNS = 12;

describe('every definition against a second one without SQL (A, W, S1)', () => {
  let temporary: TemporaryStore;
  const sets = Array.from({ length: RUNS }, (_, run) => {
    const from = START + run * 2 * DAY;
    const size = run === 0 ? 0 : run * run;
    const drawn = fc.sample(arbitraryJob, { seed: 1_000 + run, numRuns: Math.max(1, size) }).slice(0, size);
    const drawnSessions = fc.sample(arbitrarySession, { seed: 2_000 + run, numRuns: Math.max(1, size) }).slice(0, size);
    return {
      window: { from: from + 600_000, to: from + 3_600_000 },
      jobs: drawn.map((one, index) => jobRow(one, `${run}/${index}`, from)),
      sessions: drawnSessions.map((one, index) => sessionRow(one, `${run}/s${index}`, from)),
    };
  });
  const live = new LiveState({
    limits: { recentSeconds: 900, failedSeconds: 900, maxJobs: 1_000, maxSessions: 1_000, staleAfterSeconds: 60 },
    now: () => NOW,
    orchestrators: () => [],
    notices: () => [],
  });

  beforeAll(async () => {
    temporary = await openTemporaryStore();
    const insert = async (rows: JobRow[], token: string) =>
      temporary.store.insert('jobs', renderRows('jobs', rows), { dedupToken: token });
    const jobs = sets.flatMap((set) => set.jobs);
    // Each row stood somewhere else before, with another outcome: a tombstone and a newer row took its place.
    const moved = jobs.map((row) => ({ ...row, at: row.at + 1_000, status: 'failed', version: 1 }));
    await insert(moved, 'before');
    await insert(
      moved.map((row) => ({ ...row, version: 2, is_deleted: 1 })),
      'tombstones'
    );
    await insert(jobs, 'now');
    await insert(
      jobs.map((row) => ({ ...row, status: 'failed', version: 1 })),
      'late repetition'
    );
    const sessions = sets.flatMap((set) => set.sessions);
    await temporary.store.insert('sessions', renderRows('sessions', sessions), { dedupToken: 'sessions' });
  });
  afterAll(async () => {
    await temporary.dispose();
  });

  const service = (): QueryService =>
    new QueryService({ store: temporary.store, live, price: () => null, now: () => NOW, settings: SETTINGS });

  const ask = async (
    window: { from: number; to: number },
    queries: Array<{ measure: string; statistic?: string; by?: string[]; filters?: never[] }>
  ): Promise<QueryAnswer[]> => {
    const { answers } = await service().answer(
      {
        ...window,
        queries: queries.map((query, index) => ({ refId: String(index), kind: 'series', shape: 'total', ...query })),
      },
      { signal: new AbortController().signal }
    );
    return answers;
  };
  const valueOf = (answer: QueryAnswer | undefined, measure: string): unknown => {
    expect(answer?.problem).toBeNull();
    return answer?.frames[0]?.fields.find(({ name }) => name === measure)?.values[0] ?? null;
  };
  const close = (actual: unknown, expected: number | null, what: string): void => {
    if (expected === null) {
      expect(actual ?? null, what).toBeNull();
    } else {
      expect(typeof actual, `${what}: ${String(actual)} instead of ${expected}`).toBe('number');
      expect(
        Math.abs(Number(actual) - expected),
        `${what}: ${String(actual)} instead of ${expected}`
      ).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
    }
  };
  const statisticsOf = (measure: string): string[] =>
    MEASURES.find(({ info }) => info.name === measure)?.info.statistics ?? [];
  const inside = <T extends { at: number }>(rows: readonly T[], { from, to }: { from: number; to: number }): T[] =>
    rows.filter(({ at }) => at >= from && at < to);

  test.each(Object.keys(JOB_REFERENCES))('%s over jobs: every statistic, in every random set', async (measure) => {
    const reference = JOB_REFERENCES[measure];
    const defaultBy = measure === 'step_success_rate';
    for (const set of sets) {
      const rows = inside(set.jobs, set.window);
      const statistics = statisticsOf(measure);
      const queries = statistics.map((statistic) => ({
        measure,
        statistic,
        ...(defaultBy ? { by: ['source'] } : {}),
      }));
      const answers = await ask(set.window, queries);
      statistics.forEach((statistic, index) => {
        if (defaultBy) {
          const [sources, values] = ['source', measure].map(
            (name) => answers[index]?.frames[0]?.fields.find((field) => field.name === name)?.values ?? []
          );
          sources?.forEach((source, row) =>
            close(
              values?.[row],
              reference?.(
                rows.filter((job) => job.source === source),
                SETTINGS,
                statistic
              ) ?? null,
              `${measure} of ${String(source)}`
            )
          );
          return;
        }
        close(
          valueOf(answers[index], measure),
          reference?.(rows, SETTINGS, statistic) ?? null,
          `${measure} ${statistic} over ${rows.length} jobs`
        );
      });
    }
  });

  test.each(Object.keys(SESSION_REFERENCES))('%s over sessions', async (measure) => {
    for (const set of sets) {
      const rows = inside(set.sessions, set.window);
      const statistics = statisticsOf(measure);
      const answers = await ask(
        set.window,
        statistics.map((statistic) => ({ measure, statistic }))
      );
      statistics.forEach((statistic, index) =>
        close(
          valueOf(answers[index], measure),
          SESSION_REFERENCES[measure]?.(rows, SETTINGS, statistic) ?? null,
          `${measure} ${statistic} over ${rows.length} sessions`
        )
      );
    }
  });

  test('W4.2: interventions per hour are those of the window over its hours', async () => {
    for (const set of sets.slice(1)) {
      const rows = inside(set.sessions, set.window).filter((row) => isEnded(row.status));
      const [answer] = await ask(set.window, [{ measure: 'interventions_per_hour' }]);
      const hours = (set.window.to - set.window.from) / 3_600_000;
      const expected = rows.reduce((all, row) => all + (row.human_actions ?? 0), 0) / hours;
      close(valueOf(answer, 'interventions_per_hour'), rows.length === 0 ? 0 : expected, 'per hour');
    }
  });

  test('A4.1: cost per hour is the cost of the window over its hours', async () => {
    for (const set of sets.slice(1)) {
      const answers = await ask(set.window, [{ measure: 'cost_per_hour' }, { measure: 'cost_total' }]);
      const total = valueOf(answers[1], 'cost_total');
      const hours = (set.window.to - set.window.from) / 3_600_000;
      close(valueOf(answers[0], 'cost_per_hour'), typeof total === 'number' ? total / hours : null, 'cost per hour');
    }
  });

  test('a split by label and by agent type gives each group its own value (A1.1)', async () => {
    const set = sets.at(-1);
    for (const by of ['label.team', 'agent_type']) {
      const [answer] = await ask(set?.window ?? { from: 0, to: 1 }, [{ measure: 'success_rate', by: [by] }]);
      const groups = answer?.frames[0]?.fields[0]?.values ?? [];
      const values = answer?.frames[0]?.fields[1]?.values ?? [];
      expect(groups.length).toBeGreaterThan(1);
      groups.forEach((group, index) => {
        const rows = inside(set?.jobs ?? [], set?.window ?? { from: 0, to: 1 }).filter(
          (row) => (by === 'agent_type' ? row.agent_type : row.agent) === group
        );
        close(values[index], JOB_REFERENCES.success_rate?.(rows, SETTINGS, 'value') ?? null, `${by} ${String(group)}`);
      });
    }
  });

  test('a filter on the agent type keeps sessions that used it, a negated one those that did not (W1.1)', async () => {
    const set = sets.at(-1);
    for (const op of ['=', '!='] as const) {
      const { answers } = await service().answer(
        {
          ...(set?.window ?? { from: 0, to: 1 }),
          queries: [
            {
              refId: 'A',
              kind: 'series',
              shape: 'total',
              measure: 'workflow_time',
              filters: [{ key: 'agent_type', op, values: ['coder'] }],
            },
          ],
        },
        { signal: new AbortController().signal }
      );
      const rows = inside(set?.sessions ?? [], set?.window ?? { from: 0, to: 1 }).filter(
        ({ agents }) => agents.includes('"coder"') === (op === '=')
      );
      close(
        valueOf(answers[0], 'workflow_time'),
        SESSION_REFERENCES.workflow_time?.(rows, SETTINGS, 'mean') ?? null,
        op
      );
    }
  });

  test('A2.3: the peak is the largest number that ran at one instant, in the window and in each bucket', async () => {
    for (const set of sets) {
      const intervals = set.jobs.flatMap(({ started_at, ended_at }) =>
        started_at === null || ended_at === null || ended_at < started_at
          ? []
          : [{ began: started_at, ended: ended_at }]
      );
      const [total] = await ask(set.window, [{ measure: 'concurrency_peak' }]);
      close(valueOf(total, 'concurrency_peak') ?? 0, peakOf(intervals, set.window), 'peak of the window');
      const { answers } = await service().answer(
        { ...set.window, queries: [{ refId: 'A', kind: 'series', measure: 'concurrency_peak', stepSeconds: 300 }] },
        { signal: new AbortController().signal }
      );
      const [times, values] = [0, 1].map((index) => answers[0]?.frames[0]?.fields[index]?.values ?? []);
      times?.forEach((t, index) => {
        const bucket = { from: Math.max(Number(t), set.window.from), to: Math.min(Number(t) + 300_000, set.window.to) };
        expect(values?.[index], `bucket ${index} of ${set.jobs.length} jobs`).toBe(peakOf(intervals, bucket));
      });
    }
  });

  test('A2.3: capacity is what is configured for a type, and learned for the others, which is said', async () => {
    const set = sets.at(-1);
    const [answer] = await ask(set?.window ?? { from: 0, to: 1 }, [
      { measure: 'concurrency_capacity', by: ['agent_type'] },
    ]);
    const types = answer?.frames[0]?.fields[0]?.values ?? [];
    const values = answer?.frames[0]?.fields[1]?.values ?? [];
    expect(values[types.indexOf('coder')]).toBe(7);
    expect(answer?.notices[0]?.text).toContain('learned');
  });

  test('A1.4: jobs that run past their limit at the window’s end count, also per group; those that wait do not', async () => {
    const put = (id: string, status: string, fields: Partial<JobFields>): void => {
      const fold = emptyJobFold('main', id, NOW - 1);
      foldJob(fold, { stamp: NOW - 1, status, fields: { agent_type: 'coder', ...fields }, labels: {} });
      live.putJob(id, { view: viewJob(fold, () => null) });
    };
    put('late', 'running', { started_at: NOW - 700_000 });
    put('late with its own limit', 'running', { started_at: NOW - 20_000, timeout_limit: 10, agent_type: 'writer' });
    put('in time', 'running', { started_at: NOW - 500_000 });
    put('waits', 'waiting', { started_at: NOW - 900_000 });
    const window = { from: NOW - 3_600_000, to: NOW };
    const [all, byType] = await ask(window, [
      { measure: 'timeout_rate' },
      { measure: 'timeout_rate', by: ['agent_type'] },
    ]);
    expect(valueOf(all, 'timeout_rate')).toBe(1);
    expect(all?.frames[0]?.fields.find(({ name }) => name === 'count')?.values).toEqual([2]);
    expect(byType?.frames[0]?.fields[0]?.values).toEqual(expect.arrayContaining(['coder', 'writer']));
  });

  test('few rows are said to be few; a missing configuration makes a measure absent with the hint how to supply it', async () => {
    const set = sets[2];
    const [thin] = await ask(set?.window ?? { from: 0, to: 1 }, [{ measure: 'success_rate' }]);
    expect(thin?.notices.map(({ text }) => text).join()).toMatch(/rests on \d rows?|No data/);
    const bare = new QueryService({ store: temporary.store, live, price: () => null, now: () => NOW });
    const { answers } = await bare.answer(
      {
        ...(sets.at(-1)?.window ?? { from: 0, to: 1 }),
        queries: [{ refId: 'A', kind: 'series', shape: 'total', measure: 'roi' }],
      },
      { signal: new AbortController().signal }
    );
    expect(valueOf(answers[0], 'roi')).toBeNull();
    expect(answers[0]?.notices[0]?.hint).toContain('minutesSaved');
  });
});
