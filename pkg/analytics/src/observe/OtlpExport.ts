import { type HrTime } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  MeterProvider,
  PeriodicExportingMetricReader,
  type MetricProducer,
  type PushMetricExporter,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import { Counter, type Registry } from 'prom-client';

import { otlpMetricsOf } from './otlpMetrics';

export interface OtlpExportOptions {
  /** Where metrics go, usually ending in `/v1/metrics`. */
  url: string;
  headers: Readonly<Record<string, string>>;
  intervalSeconds: number;
  version: string;
  /** The registries `/metrics` is made of. */
  registries: readonly Registry[];
  /** Where the export itself is counted. */
  counted: Registry;
  /** Told when sending begins to fail, and when it works again. */
  onOutcome(error: string | null): void;
  now(): number;
}

const SCOPE = 'eljefe-analytics';
const MOST_SECONDS_A_SENDING = 30;
/** What the SDK calls a success (`ExportResultCode.SUCCESS` of `@opentelemetry/core`). */
const SUCCESS = 0;

const hrTime = (ms: number): HrTime => [Math.floor(ms / 1_000), (ms % 1_000) * 1e6];

const producerOf = ({ registries, version, now }: OtlpExportOptions): MetricProducer => {
  const start = hrTime(now());
  return {
    collect: async () => {
      const families = (await Promise.all(registries.map((registry) => registry.getMetricsAsJSON()))).flat();
      const span = { start, end: hrTime(now()) };
      const metrics = families.flatMap((family) => otlpMetricsOf(family, span));
      return {
        resourceMetrics: {
          resource: resourceFromAttributes({}),
          scopeMetrics: [{ scope: { name: SCOPE, version }, metrics }],
        },
        errors: [],
      };
    },
  };
};

/** Counts what an exporter did. */
const watched = (
  exporter: OTLPMetricExporter,
  { counted, onOutcome }: Pick<OtlpExportOptions, 'counted' | 'onOutcome'>
): PushMetricExporter => {
  const sendings = new Counter({
    name: 'eljefe_analytics_otlp_exports_total',
    help: 'Sendings of the metrics by OTLP, by outcome (I1).',
    labelNames: ['outcome'],
    registers: [counted],
  });
  sendings.inc({ outcome: 'sent' }, 0);
  sendings.inc({ outcome: 'failed' }, 0);
  let failing = false;
  return {
    export: (metrics: ResourceMetrics, done) =>
      exporter.export(metrics, (result) => {
        const failed = result.code !== SUCCESS;
        sendings.inc({ outcome: failed ? 'failed' : 'sent' });
        if (failed !== failing) {
          failing = failed;
          onOutcome(failed ? String(result.error ?? 'refused') : null);
        }
        done(result);
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
};

/** A running export. */
export interface OtlpExport {
  /** Sends what there is now. */
  flush(): Promise<void>;
  /** Sends once more and ends. */
  stop(): Promise<void>;
}

/** I1: sends everything `/metrics` tells to an OpenTelemetry collector, by the SDK's own reader and exporter. */
export const startOtlpExport = (options: OtlpExportOptions): OtlpExport => {
  const { url, headers, intervalSeconds, version } = options;
  const timeoutMillis = Math.min(intervalSeconds, MOST_SECONDS_A_SENDING) * 1_000;
  const exporter = new OTLPMetricExporter({ url, headers: { ...headers }, timeoutMillis });
  const reader = new PeriodicExportingMetricReader({
    exporter: watched(exporter, options),
    exportIntervalMillis: intervalSeconds * 1_000,
    exportTimeoutMillis: timeoutMillis,
    metricProducers: [producerOf(options)],
  });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': 'eljefe-analytics', 'service.version': version }),
    readers: [reader],
  });
  // A sending that failed is counted and told; it must not end the service.
  const quietly = (work: Promise<void>): Promise<void> => work.catch(() => undefined);
  return { flush: () => quietly(reader.forceFlush()), stop: () => quietly(provider.shutdown()) };
};
