import { execFileSync } from 'node:child_process';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { Catalog, Insights, QueryResponse } from '../../pkg/contract/src/index';
import { MEASURES } from '../../pkg/analytics/src/measures/registry';
import { SCENARIOS } from '../../pkg/simulator/src/index';
import { findProgram } from '../support/program';
import { parsed } from '../support/parsed';
import { truthFigures, type Spread, type TruthFigures } from '../support/truthFigures';
import { TruthRun, type Asked } from '../support/truthRun';
import { until } from '../support/until';

const promtool = findProgram('promtool');
const NAMES = SCENARIOS.map(({ name }) => name);
/** Logical seconds run, that many in a real one; the planted loop goes on long after nothing new starts. */
const RUNS = NAMES.map((scenario) => ({ scenario, speed: scenario === 'loop' ? 24 : 12, seconds: 120 }));
/** Instants are told to the millisecond, cut; a duration is the difference of two. */
const ROUNDING_SECONDS = 0.002;
const WITHIN_MS = 100_000;
/** Longer than the run: only what was planted as silent is silent for so long. */
const STALL_SECONDS = 12;
const DECIDED = [{ key: 'status', op: '=|', values: ['completed', 'failed'] }];
const DETECTIONS = ['deadlock', 'loop', 'stall'];

const near = (actual: unknown, expected: number | null, tolerance: number, what: string): void => {
  if (expected === null) {
    expect(actual, what).toBeNull();
    return;
  }
  expect(Math.abs(Number(actual) - expected), `${what}: ${String(actual)}, truly ${expected}`).toBeLessThanOrEqual(
    tolerance
  );
};

describe('measures equal the ground truth of each simulated scenario (A1, A2, A4, W)', { timeout: 240_000 }, () => {
  const run = new TruthRun();
  const figures = new Map<string, TruthFigures>();

  const decided = async (source: string, asked: readonly Asked[]) =>
    run.ask(
      source,
      asked.map((one) => ({ ...one, filters: DECIDED }))
    );
  const totals = async (source: string, measures: readonly string[]): Promise<unknown[]> => {
    const told = await decided(
      source,
      measures.map((measure) => ({ measure }))
    );
    return told.map(({ values }) => values[0] ?? null);
  };
  const by = async (source: string, measure: string, dimension: string, filters = DECIDED) => {
    const [told] = await run.ask(source, [{ measure, by: [dimension], filters }]);
    return new Map(told?.groups.map((group, index) => [String(group), told.values[index]]));
  };
  const figuresOf = (scenario: string): TruthFigures => {
    const found = figures.get(scenario);
    expect(found, scenario).toBeDefined();
    return found ?? expect.fail();
  };

  /** Two open steps, the later waiting for the earlier, of which nothing is heard again. */
  const plantStall = async (): Promise<void> => {
    const common = { session_id: 'silent', workflow_id: 'planted' };
    await run.post('/api/v1/jobs', {
      source: 'planted',
      jobs: [
        { ...common, job_id: 's1', step: 'fetch', status: 'running', started_at: Date.now() },
        { ...common, job_id: 's2', step: 'report', status: 'queued', created_at: Date.now(), depends_on: ['fetch'] },
      ],
    });
  };

  beforeAll(async () => {
    await run.start(RUNS, { stall: { minSeconds: STALL_SECONDS, unknownSeconds: STALL_SECONDS } });
    await plantStall();
    await run.drained();
    for (const [scenario, truth] of run.truths) {
      const expected = truthFigures(truth);
      figures.set(scenario, expected);
      await until(
        async () => {
          const [ended, tokens] = await totals(scenario, ['throughput', 'tokens_used']);
          return ended === expected.completed + expected.failed && tokens === expected.tokens ? true : null;
        },
        { withinMs: WITHIN_MS, what: `${scenario}: all ${expected.completed + expected.failed} decided jobs` }
      );
    }
  }, 220_000);

  afterAll(() => run.stop(), 60_000);

  test('the truth is worth comparing with: every scenario has failures or something planted, and enough jobs', () => {
    expect(NAMES).toHaveLength(10);
    for (const [scenario, truth] of run.truths) {
      expect(truth.jobs_omitted, scenario).toBe(0);
      expect(truth.aggregate.ended, scenario).toBeGreaterThan(20);
    }
    const labels = [...run.truths.values()].flatMap((truth) => truth.labels.map(({ kind }) => kind));
    for (const kind of ['deadlock', 'loop', 'resource-exhaustion', 'orchestrator-restart', 'malformed-messages']) {
      expect(labels).toContain(kind);
    }
  });

  test.each(NAMES)('%s: rates, tokens and words', async (scenario) => {
    const truth = figuresOf(scenario);
    const [ended, tokens, success, errors, timeouts, efficiency] = await totals(scenario, [
      'throughput',
      'tokens_used',
      'success_rate',
      'error_rate',
      'timeout_rate',
      'token_efficiency',
    ]);
    expect(ended).toBe(truth.completed + truth.failed);
    expect(tokens).toBe(truth.tokens);
    near(success, truth.successRate, 1e-12, 'success rate');
    near(errors, truth.errorRate, 1e-12, 'error rate');
    near(timeouts, truth.timeoutRate, 1e-12, 'timeout rate');
    near(efficiency, truth.wordsPer1000Tokens, 1e-9 * Number(efficiency), 'words a 1,000 tokens');
  });

  test.each(NAMES)('%s: response, queue wait and completion time, mean and quantiles', async (scenario) => {
    const truth = figuresOf(scenario);
    const spreads: Array<[string, Spread]> = [
      ['response_time', truth.responseSeconds],
      ['queue_wait', truth.queueWaitSeconds],
      ['completion_time', truth.completionSeconds],
    ];
    for (const [measure, spread] of spreads) {
      const statistics = ['mean', 'p50', 'p95', 'max'] as const;
      const told = await decided(
        scenario,
        statistics.map((statistic) => ({ measure, statistic }))
      );
      statistics.forEach((statistic, index) =>
        near(told[index]?.values[0] ?? null, spread[statistic], ROUNDING_SECONDS, `${statistic} of ${measure}`)
      );
    }
  });

  test.each(NAMES)('%s: split by agent type, step, model and error category', async (scenario) => {
    const truth = figuresOf(scenario);
    const splits: Array<[string, string, ReadonlyMap<string, number>, number]> = [
      ['success_rate', 'agent_type', truth.successByType, 1e-12],
      ['response_time', 'agent_type', truth.responseByType, ROUNDING_SECONDS],
      ['step_success_rate', 'step', truth.successByStep, 1e-12],
      ['tokens_used', 'model', truth.tokensByModel, 0],
    ];
    for (const [measure, dimension, expected, tolerance] of splits) {
      const told = await by(scenario, measure, dimension);
      expect([...told.keys()].sort(), `${measure} by ${dimension}`).toEqual([...expected.keys()].sort());
      expected.forEach((value, key) => near(told.get(key), value, tolerance, `${measure} of ${key}`));
    }
    const failed = [{ key: 'status', op: '=', values: ['failed'] }];
    const categories = await by(scenario, 'throughput', 'error_category', failed);
    // A source without a failure tells one row: none.
    categories.forEach((count, category) => expect(count).toBe(truth.failuresByCategory.get(category) ?? 0));
    expect([...categories.values()].reduce<number>((sum, count) => sum + Number(count), 0)).toBe(truth.failed);
  });

  test.each(NAMES)('%s: workflows, their times, and how many ran by themselves', async (scenario) => {
    const truth = figuresOf(scenario);
    const ended = [{ key: 'status', op: '=|', values: ['completed', 'failed', 'cancelled'] }];
    // A restart orphans sessions; the service calls them interrupted, the truth never ended.
    const filters = scenario === 'orchestrator-restart' ? ended : [];
    const [times, longest, automation] = await run.ask(scenario, [
      { measure: 'workflow_time', statistic: 'mean', filters },
      { measure: 'workflow_time', statistic: 'max', filters },
      { measure: 'automation_rate', filters },
    ]);
    near(times?.values[0] ?? null, truth.workflowSeconds.mean, 0.01, 'mean workflow time');
    near(longest?.values[0] ?? null, truth.workflowSeconds.max, 0.01, 'longest workflow');
    near(automation?.values[0] ?? null, truth.automationRate, 1e-12, 'automation rate');
  });

  test('deadlock, loop and stall are found where they were planted, and nowhere else (W2.4, T10)', async () => {
    const planted = new Set(['planted: stall of silent']);
    for (const [scenario, { labels }] of run.truths) {
      for (const { kind, sessions } of labels.filter((label) => DETECTIONS.includes(label.kind))) {
        sessions.forEach((session) => planted.add(`${scenario}: ${kind} of ${session}`));
      }
    }
    expect(planted.size).toBe(3);
    let found = new Set<string>();
    // A circle counts when it stood at two looks on end.
    await until(
      async () => {
        const answer = await (await run.get('/api/v1/insights?window=1h')).json();
        const { insights } = parsed(Insights, answer, 'insights');
        const stuck = insights.filter(({ kind }) => DETECTIONS.includes(kind));
        found = new Set(stuck.map(({ source, kind, subject }) => `${source}: ${kind} of ${subject}`));
        return [...planted].every((one) => found.has(one)) ? true : null;
      },
      { withinMs: 30_000, what: [...planted].join('; ') }
    ).catch(() => undefined);
    expect([...found].sort()).toEqual([...planted].sort());
  });

  test('the catalogue gives every measure a value, or the reason why it has none (A, W, S)', async () => {
    const response = await run.get('/api/v1/catalog?values=true');
    const { measures } = parsed(Catalog, await response.json(), 'catalogue');
    expect(new Set(measures.map(({ id }) => id.slice(0, 2)))).toEqual(
      new Set(['A1', 'A2', 'A3', 'A4', 'W1', 'W2', 'W3', 'W4', 'V1', 'S1', 'S2', 'S3', 'S4'])
    );
    for (const { name, current } of measures) {
      expect(current?.value === null ? current.reason : 'has a value', name).toBeTruthy();
    }
    const known = measures.flatMap(({ name, current }) => (typeof current?.value === 'number' ? [name] : []));
    expect(known).toEqual(
      expect.arrayContaining(['completion_time', 'queue_wait', 'concurrency_peak', 'cost_per_task'])
    );
    expect(known).toEqual(
      expect.arrayContaining(['step_success_rate', 'bottleneck_share', 'parallel_efficiency', 'handoff_success'])
    );
    expect(known).toEqual(
      expect.arrayContaining(['automation_rate', 'session_consistency', 'data_integrity', 'system_health'])
    );
  });

  test('every Prometheus name of the registry has a family, and promtool finds nothing to say (I1)', async () => {
    const text = await (await run.get('/metrics')).text();
    const families = new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map((match) => match[1]));
    const missing = MEASURES.flatMap(({ info }) =>
      info.prometheus === null || families.has(info.prometheus) ? [] : [info.prometheus]
    );
    expect(missing).toEqual([]);
    if (promtool !== null) {
      expect(execFileSync(promtool, ['check', 'metrics'], { input: text, encoding: 'utf8' })).toBe('');
    }
  });

  test('insights come with their five fields, by the route and by the query (P5)', async () => {
    const response = await run.get('/api/v1/insights?window=1h');
    const insights = parsed(Insights, await response.json(), 'insights');
    expect(insights.performance_trends.length).toBeGreaterThan(3);
    expect(insights.health.parts.length).toBeGreaterThan(3);
    expect(insights.system_health_score).toBe(insights.health.score);
    const refused = await run.get('/api/v1/insights?window=soon');
    expect(refused.status).toBe(400);
    expect(JSON.stringify(await refused.json())).toContain('for example 5m');
  });

  test('a session is answered as graph and as trace; predictions come with their count or their reason (W1.3, T1, P1)', async () => {
    const [session] = run.truths.get('healthy')?.sessions.filter(({ steps }) => steps.length > 2) ?? [];
    const now = Date.now();
    const response = await run.post('/api/v1/query', {
      from: now - 3_600_000,
      to: now,
      queries: [
        { refId: 'graph', kind: 'session_graph', id: session?.id, source: 'healthy' },
        { refId: 'trace', kind: 'trace', id: session?.id, source: 'healthy' },
        { refId: 'unknown', kind: 'session_graph', id: 'nobody knows' },
        { refId: 'predictions', kind: 'predictions' },
        { refId: 'slo', kind: 'budgets', format: 'slo' },
      ],
    });
    const { answers } = parsed(QueryResponse, await response.json(), 'answers');
    const [graph, trace, unknown, predictions, slo] = answers;
    expect(graph?.frames.map(({ name }) => name)).toEqual(['nodes', 'edges']);
    expect(graph?.frames[0]?.fields[0]?.values).toHaveLength(session?.steps.length ?? 0);
    expect(trace?.frames[0]?.fields.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'traceID',
        'spanID',
        'parentSpanID',
        'operationName',
        'serviceName',
        'startTime',
        'duration',
      ])
    );
    expect(unknown?.problem?.detail).toContain('session');
    expect(predictions?.problem).toBeNull();
    const [kinds, counts, reasons] = ['kind', 'count', 'reason'].map(
      (name) => predictions?.frames[0]?.fields.find((field) => field.name === name)?.values ?? []
    );
    expect(kinds).toContain('cost');
    kinds?.forEach((_, row) => expect(typeof counts?.[row] === 'number' || reasons?.[row] !== null).toBe(true));
    expect(slo?.frames[0]?.fields[0]?.values).toEqual(['jobs succeed']);
  });
});
