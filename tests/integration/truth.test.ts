import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { Catalog, Insights, QueryResponse } from '../../pkg/contract/src/index';
import { defaultConfig, ORCHESTRATOR_DEFAULTS } from '../../pkg/analytics/src/config/defaults';
import { MEASURES } from '../../pkg/analytics/src/measures/registry';
import { startService, type Service } from '../../pkg/analytics/src/service';
import { createSimulator, type Simulator, type Truth } from '../../pkg/simulator/src/index';
import { findProgram } from '../support/program';
import { parsed } from '../support/parsed';
import { until } from '../support/until';

const promtool = findProgram('promtool');
const SCENARIOS = [
  'healthy',
  'failure-burst',
  'slow-after-deployment',
  'cost-leak',
  'queue-growth',
  'malformed-messages',
] as const;
/** Logical seconds run, that many in a real one. */
const SECONDS = 120;
const SPEED = 12;
/** Instants are told to the millisecond, cut. */
const ROUNDING_SECONDS = 0.002;
const WITHIN_MS = 150_000;

const bodyOf = async (request: IncomingMessage): Promise<Blob> => {
  const chunks: Array<Uint8Array<ArrayBuffer>> = [];
  for await (const chunk of request) {
    chunks.push(Uint8Array.from(chunk));
  }
  return new Blob(chunks);
};

/** The simulators want to know where to send before the service knows whom to watch: this stands between. */
const startForwarder = (target: () => string | null): Promise<{ url: string; server: Server }> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      void bodyOf(request).then(async (body) => {
        const base = target();
        const answer =
          base === null
            ? null
            : await fetch(`${base}${request.url}`, {
                method: 'POST',
                headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
                body,
              }).catch(() => null);
        response.statusCode = answer?.status ?? 503;
        response.setHeader('content-type', 'application/json');
        response.end(answer === null ? '{}' : await answer.text());
      });
    });
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address();
      resolve({ url: `http://127.0.0.1:${bound !== null && typeof bound !== 'string' ? bound.port : 0}`, server });
    });
  });

describe('measures equal the ground truth of the simulator (A1, A2, A4, W1.1)', { timeout: 240_000 }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'eljefe-truth-'));
  const simulators = new Map<string, Simulator>();
  const truths = new Map<string, Truth>();
  let service: Service | null = null;
  let forwarder: Server | null = null;

  const ask = async (source: string, measures: ReadonlyArray<{ measure: string; by?: string[] }>) => {
    const now = Date.now();
    const filters = [{ key: 'source', op: '=', values: [source] }];
    const response = await fetch(`${service?.address}/api/v1/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        from: now - 3_600_000,
        to: now,
        queries: measures.map((query, index) => ({
          refId: String(index),
          kind: 'series',
          shape: 'total',
          filters,
          ...query,
        })),
      }),
    });
    const { answers } = parsed(QueryResponse, await response.json(), 'answer');
    return answers.map((answer, index) => {
      expect(answer.problem).toBeNull();
      const [group, ...others] = answer.frames[0]?.fields ?? [];
      const name = measures[index]?.measure;
      const values = [group, ...others].find((field) => field?.name === name)?.values ?? [];
      return { groups: group?.values ?? [], values };
    });
  };
  const one = async (source: string, measure: string): Promise<unknown> => {
    const [answer] = await ask(source, [{ measure }]);
    return answer?.values[0] ?? null;
  };

  beforeAll(async () => {
    const forward = await startForwarder(() => service?.address ?? null);
    forwarder = forward.server;
    const orchestrators = [];
    for (const scenario of SCENARIOS) {
      const simulator = createSimulator({
        port: 0,
        scenario,
        seed: 11,
        speed: SPEED,
        agents: 6,
        durationSeconds: SECONDS,
        enrichUrl: forward.url,
        name: scenario,
      });
      const { url, stateFile } = await simulator.start();
      simulators.set(scenario, simulator);
      orchestrators.push({ ...ORCHESTRATOR_DEFAULTS, name: scenario, url, stateFile, pollSeconds: 0.5 });
    }
    service = await startService({
      config: { ...defaultConfig(), port: 0, dataDir, orchestrators },
      logger: pino({ level: 'silent' }),
      version: 'test',
      now: Date.now,
      random: Math.random,
    });
    await Promise.all([...simulators.values()].map((simulator) => simulator.drained()));
    for (const [scenario, simulator] of simulators) {
      const truth = simulator.truth();
      truths.set(scenario, truth);
      await until(
        async () => {
          const [ended, tokens] = await Promise.all([one(scenario, 'throughput'), one(scenario, 'tokens_used')]);
          return ended === truth.aggregate.ended && tokens === truth.aggregate.tokens ? true : null;
        },
        { withinMs: WITHIN_MS, what: `${scenario}: all ${truth.aggregate.ended} ended jobs with all their tokens` }
      );
    }
  }, 220_000);

  afterAll(async () => {
    await Promise.all([...simulators.values()].map((simulator) => simulator.stop()));
    await service?.stop();
    forwarder?.close();
    rmSync(dataDir, { recursive: true, force: true });
  }, 60_000);

  const near = (actual: unknown, expected: number | null, tolerance: number, what: string): void => {
    if (expected === null) {
      expect(actual, what).toBeNull();
      return;
    }
    expect(
      Math.abs(Number(actual) - expected),
      `${what}: ${String(actual)} instead of ${expected}`
    ).toBeLessThanOrEqual(tolerance);
  };

  test.each(SCENARIOS)('%s: rates, response time, tokens and words', async (scenario) => {
    const truth = truths.get(scenario)?.aggregate;
    const names = ['success_rate', 'error_rate', 'timeout_rate', 'response_time', 'throughput', 'tokens_used'];
    const answers = await ask(
      scenario,
      names.map((measure) => ({ measure }))
    );
    const [success, errors, timeouts, response, ended, tokens] = answers.map(({ values }) => values[0] ?? null);
    expect(ended).toBe(truth?.ended);
    expect(tokens).toBe(truth?.tokens);
    near(success, truth?.success_rate ?? null, 1e-12, 'success rate');
    near(errors, truth?.error_rate ?? null, 1e-12, 'error rate');
    near(timeouts, truth?.timeout_rate ?? null, 1e-12, 'timeout rate');
    near(response, truth?.mean_response_seconds ?? null, ROUNDING_SECONDS, 'mean response time');
    const efficiency = await one(scenario, 'token_efficiency');
    near(
      efficiency,
      truth ? (1_000 * truth.words) / truth.tokens : null,
      1e-9 * Number(efficiency),
      'words a 1,000 tokens'
    );
  });

  test.each(SCENARIOS)('%s: each agent type has its own success rate and response time', async (scenario) => {
    const truth = truths.get(scenario)?.aggregate.by_agent_type ?? {};
    const [success, response] = await ask(scenario, [
      { measure: 'success_rate', by: ['agent_type'] },
      { measure: 'response_time', by: ['agent_type'] },
    ]);
    const types = Object.keys(truth).filter((type) => truth[type]?.success_rate !== null);
    expect([...(success?.groups ?? [])].sort()).toEqual(types.sort());
    success?.groups.forEach((type, index) =>
      near(success.values[index], truth[String(type)]?.success_rate ?? null, 1e-12, `success of ${String(type)}`)
    );
    response?.groups.forEach((type, index) =>
      near(
        response.values[index],
        truth[String(type)]?.mean_response_seconds ?? null,
        ROUNDING_SECONDS,
        `response of ${String(type)}`
      )
    );
  });

  test.each(SCENARIOS)('%s: as many workflows ended as in truth, and in their mean time', async (scenario) => {
    const sessions = truths.get(scenario)?.sessions.filter(({ completed_at }) => completed_at !== null) ?? [];
    const seconds = sessions.map(({ started_at, completed_at }) => ((completed_at ?? 0) - started_at) / 1_000);
    const mean = seconds.length === 0 ? null : seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
    near(await one(scenario, 'workflow_time'), mean, 0.01, 'mean workflow time');
  });

  test('the catalogue gives every measure a value, or the reason why it has none (A, W, S)', async () => {
    const response = await fetch(`${service?.address}/api/v1/catalog?values=true`);
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
    const text = await (await fetch(`${service?.address}/metrics`)).text();
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
    const response = await fetch(`${service?.address}/api/v1/insights?window=1h`);
    const insights = parsed(Insights, await response.json(), 'insights');
    expect(insights.performance_trends.length).toBeGreaterThan(3);
    expect(insights.health.parts.length).toBeGreaterThan(3);
    expect(insights.system_health_score).toBe(insights.health.score);
    const refused = await fetch(`${service?.address}/api/v1/insights?window=soon`);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(await refused.json())).toContain('for example 5m');
  });

  test('a session is answered as graph and as trace; predictions are honestly refused (W1.3, T1)', async () => {
    const [session] = truths.get('healthy')?.sessions.filter(({ steps }) => steps.length > 2) ?? [];
    const now = Date.now();
    const response = await fetch(`${service?.address}/api/v1/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        from: now - 3_600_000,
        to: now,
        queries: [
          { refId: 'graph', kind: 'session_graph', id: session?.id, source: 'healthy' },
          { refId: 'trace', kind: 'trace', id: session?.id, source: 'healthy' },
          { refId: 'unknown', kind: 'session_graph', id: 'nobody knows' },
          { refId: 'predictions', kind: 'predictions' },
          { refId: 'slo', kind: 'budgets', format: 'slo' },
        ],
      }),
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
    expect(predictions?.problem?.detail).toContain('no predictions');
    expect(slo?.frames[0]?.fields[0]?.values).toEqual(['jobs succeed']);
  });
});
