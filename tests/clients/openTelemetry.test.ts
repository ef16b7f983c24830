import { context, SpanKind, SpanStatusCode, trace, type Context, type Tracer } from '@opentelemetry/api';
import { OTLPMetricExporter as JsonMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as JsonTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestService, type TestService } from './service';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => service.stop());

/** An agent that asks a model, uses a tool and calls another agent, as a GenAI instrumentation reports it. */
const runCrew = (tracer: Tracer): void => {
  const within = (
    parent: Context,
    name: string,
    attributes: Record<string, string | number>,
    work: (inside: Context) => void = () => undefined
  ): void => {
    const span = tracer.startSpan(name, { kind: SpanKind.INTERNAL, attributes }, parent);
    work(trace.setSpan(parent, span));
    if (attributes['error.type'] !== undefined) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: 'the site did not answer' });
    }
    span.end();
  };
  const usage = {
    'gen_ai.usage.input_tokens': 100_000,
    'gen_ai.usage.output_tokens': 1_000,
    'gen_ai.usage.cache_read.input_tokens': 50_000,
  };
  const chat = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'anthropic',
    'gen_ai.request.model': 'claude-sonnet-4-5',
    ...usage,
  };
  within(
    context.active(),
    'invoke_agent lead',
    { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'lead', 'gen_ai.conversation.id': 'talk' },
    (lead) => {
      within(lead, 'chat claude-sonnet-4-5', chat);
      within(
        lead,
        'invoke_agent reader',
        { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'reader', 'error.type': 'timeout' },
        (reader) => {
          within(reader, 'execute_tool fetch', {
            'gen_ai.operation.name': 'execute_tool',
            'gen_ai.tool.name': 'fetch',
            'gen_ai.tool.call.arguments': '{"password":"hunter2hunter2"}',
          });
        }
      );
    }
  );
};

const CALL_USD = (50_000 * 3 + 50_000 * 0.3 + 1_000 * 15) / 1e6;

describe('D3: the OpenTelemetry SDK of JavaScript', () => {
  const GZIP = CompressionAlgorithm.GZIP;
  it.each([
    ['protobuf', (url: string) => new ProtobufTraceExporter({ url })],
    ['protobuf-gzip', (url: string) => new ProtobufTraceExporter({ url, compression: GZIP })],
    ['json', (url: string) => new JsonTraceExporter({ url })],
    ['json-gzip', (url: string) => new JsonTraceExporter({ url, compression: GZIP })],
  ])(
    'D3: spans over OTLP/HTTP %s arrive as jobs with tokens, cost, errors and the edge between them',
    async (encoding, exporterTo) => {
      const source = `js-${encoding}`;
      const provider = new TracerProvider({
        resource: resourceFromAttributes({ 'service.name': source }),
        spanProcessors: [new BatchSpanProcessor({ exporter: exporterTo(`${service.address}/v1/traces`) })],
      });
      runCrew(provider.getTracer('crew'));
      await provider.forceFlush();

      const jobs = await service.jobs(source, (found) => found.length === 2);
      const [lead, reader] = ['lead', 'reader'].map((name) => jobs.find(({ agent }) => agent === name));
      expect(lead).toMatchObject({
        status: 'completed',
        input_tokens: 100_000,
        output_tokens: 1_000,
        cache_read_tokens: 50_000,
        session_id: 'talk',
        cost_source: 'bundle',
      });
      expect(lead?.total_cost).toBeCloseTo(CALL_USD, 9);
      expect(reader).toMatchObject({
        status: 'failed',
        error_category: 'timeout',
        handoff_from: lead?.job_id,
        input_tokens: null,
        total_cost: null,
      });
      const tools = await service.query<{ attributes: string }>(
        `SELECT attributes FROM spans WHERE tool = 'fetch' AND source = '${source}'`
      );
      expect(tools, 'B2: masked before it is stored').toHaveLength(1);
      expect(tools[0]?.attributes).not.toContain('hunter2');
      expect(await service.metric('eljefe_source_stored_total', source)).toBe(4);
      expect(await service.metric('eljefe_source_refused_total', source)).toBe(0);
      await provider.shutdown();
    }
  );

  it.each([
    ['protobuf', (url: string) => new ProtobufMetricExporter({ url })],
    ['json', (url: string) => new JsonMetricExporter({ url })],
  ])('D3: metrics over OTLP/HTTP %s arrive as series', async (encoding, exporterTo) => {
    const source = `js-metrics-${encoding}`;
    const reader = new PeriodicExportingMetricReader({
      exporter: exporterTo(`${service.address}/v1/metrics`),
      exportIntervalMillis: 60_000,
    });
    const provider = new MeterProvider({
      resource: resourceFromAttributes({ 'service.name': source }),
      readers: [reader],
    });
    const meter = provider.getMeter('crew');
    const agent = { 'gen_ai.agent.name': 'lead' };
    meter.createCounter('gen_ai.client.inference.usage.input_tokens', { unit: '{token}' }).add(1_234, agent);
    meter.createHistogram('gen_ai.client.operation.duration', { unit: 's' }).record(2.5, agent);
    await provider.forceFlush();

    const rows = await service.query<{ metric: string; subject: string; value: number; count: number }>(
      `SELECT metric, subject, value, toUInt32(count) AS count FROM series FINAL WHERE source = '${source}' ORDER BY metric`
    );
    expect(rows).toMatchObject([
      { metric: 'gen_ai.client.inference.usage.input_tokens', subject: 'lead', value: 1_234 },
      { metric: 'gen_ai.client.operation.duration', subject: 'lead', value: 2.5, count: 1 },
    ]);
    await provider.shutdown();
  });
});
