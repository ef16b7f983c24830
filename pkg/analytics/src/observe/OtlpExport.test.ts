import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';

import { decodeMetrics } from '../sources/otlp/wire/decodeMetrics';
import { startOtlpExport, type OtlpExport } from './OtlpExport';
import { otlpMetricsOf } from './otlpMetrics';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const span = { start: [1, 0] as [number, number], end: [2, 0] as [number, number] };

const registryOf = (): Registry => {
  const registry = new Registry();
  const registers = [registry];
  new Counter({ name: 'eljefe_jobs_ended_total', help: 'Jobs.', labelNames: ['status'], registers }).inc(
    { status: 'completed' },
    3
  );
  new Gauge({ name: 'eljefe_jobs_running', help: 'Running.', registers }).set(2);
  const seconds = new Histogram({
    name: 'eljefe_job_duration_seconds',
    help: 'Time.',
    labelNames: ['source'],
    buckets: [1, 10],
    registers,
  });
  [0.5, 0.7, 5, 50].forEach((value) => seconds.observe({ source: 'main' }, value));
  new Counter({ name: 'eljefe_never_total', help: 'Without samples.', labelNames: ['source'], registers });
  return registry;
};

describe('I1: metrics of the registry as OpenTelemetry metrics', () => {
  test('counters are monotonic sums, gauges gauges; buckets count between their edges', async () => {
    const families = await registryOf().getMetricsAsJSON();
    const metrics = families.flatMap((family) => otlpMetricsOf(family, span));
    expect(metrics).toMatchObject([
      {
        descriptor: { name: 'eljefe_jobs_ended_total' },
        isMonotonic: true,
        dataPoints: [{ attributes: { status: 'completed' }, value: 3 }],
      },
      { descriptor: { name: 'eljefe_jobs_running' }, dataPoints: [{ value: 2 }] },
      {
        descriptor: { name: 'eljefe_job_duration_seconds' },
        dataPoints: [
          {
            attributes: { source: 'main' },
            value: { buckets: { boundaries: [1, 10], counts: [2, 1, 1] }, count: 4, sum: 56.2 },
          },
        ],
      },
    ]);
  });
});

describe('I1: OTLP out, to a receiver over HTTP', () => {
  let server: Server | undefined;
  let running: OtlpExport | undefined;
  afterEach(async () => {
    await running?.stop();
    server?.close();
  });

  interface Received {
    headers: Record<string, unknown>;
    bodies: Buffer[];
  }

  const receiver = async (status: () => number): Promise<{ url: string; received: Received }> => {
    const received: Received = { headers: {}, bodies: [] };
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.headers = request.headers;
        received.bodies.push(Buffer.concat(chunks));
        response.writeHead(status(), { 'content-type': 'application/x-protobuf' }).end();
      });
    });
    const listening = server;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', () => resolve()));
    const address = listening.address();
    return {
      url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/v1/metrics`,
      received,
    };
  };

  const start = (url: string, counted: Registry, onOutcome: (error: string | null) => void): OtlpExport =>
    startOtlpExport({
      url,
      headers: { 'x-api-key': 'k' },
      intervalSeconds: 3_600,
      version: '1.2.3',
      registries: [registryOf(), counted],
      counted,
      onOutcome,
      now: () => NOW,
    });

  test('what arrives is what the registry holds, with headers, resource and times', async () => {
    const { url, received } = await receiver(() => 200);
    const counted = new Registry();
    running = start(url, counted, () => undefined);
    await running.flush();
    expect(received.headers).toMatchObject({ 'x-api-key': 'k', 'content-type': 'application/x-protobuf' });
    const [first] = received.bodies;
    const metrics = decodeMetrics(first ?? Buffer.alloc(0));
    const named = (name: string) => metrics.flatMap(({ records }) => records).find((metric) => metric.name === name);
    expect(metrics[0]?.resource.get('service.name')).toBe('eljefe-analytics');
    expect(named('eljefe_jobs_ended_total')?.points).toMatchObject([{ value: 3, timeNs: BigInt(NOW) * 1_000_000n }]);
    expect(named('eljefe_job_duration_seconds')?.points).toMatchObject([{ count: 4, value: 56.2 }]);
    expect(named('eljefe_never_total')).toBeUndefined();
    expect(await counted.metrics()).toContain('eljefe_analytics_otlp_exports_total{outcome="sent"} 1');
  });

  test('a receiver that refuses is counted and told once; so is its return', async () => {
    let status = 400;
    const { url } = await receiver(() => status);
    const counted = new Registry();
    const told: Array<string | null> = [];
    running = start(url, counted, (error) => told.push(error));
    await running.flush();
    await running.flush();
    expect(await counted.metrics()).toContain('eljefe_analytics_otlp_exports_total{outcome="failed"} 2');
    expect(told).toEqual([expect.stringMatching(/400|Bad Request/)]);
    status = 200;
    await running.flush();
    expect(told.at(-1)).toBeNull();
  });
});
