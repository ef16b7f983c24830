import { type Registry } from 'prom-client';

import { type RowOf } from '../store';

export const SAMPLE_SOURCE = 'analytics';

export interface SamplerSources {
  /** Metric registry that holds the service's own request times. */
  registry: Registry;
  storeSeconds(): Promise<number | null>;
  cache(): { hits: number; misses: number };
  queuedRows(): number;
  orchestrators(): { up: number; all: number };
  /** Since the start. */
  security(): Readonly<Record<'success' | 'failure' | 'forbidden' | 'limited', number>>;
  bursts(): number;
  stateText(): string;
  /** Values of computed measures, by name; null where there is none. */
  computed(): Promise<Readonly<Record<string, number | null>>>;
  now(): number;
  /** Monotonic ms, for how long something took. */
  elapsed(): number;
}

interface Totals {
  requests: { seconds: number; count: number };
  cache: { hits: number; misses: number };
  security: Record<'success' | 'failure' | 'forbidden' | 'limited', number>;
}

const REQUESTS = 'eljefe_analytics_http_request_duration_seconds';
const STREAM = '/api/v1/stream';

const share = (part: number, all: number): number | null => (all <= 0 ? null : part / all);

/** S2, S4, W3.4: takes the service's own figures every now and then and makes series rows of them. */
export class ServiceSampler {
  private before: Totals | null = null;
  private lastStoreSeconds: number | null = null;

  constructor(private readonly sources: SamplerSources) {}

  /** The last probe of the store, s; null when it did not answer. */
  storeSeconds = (): number | null => this.lastStoreSeconds;

  /** Rows of one sample; what cannot be known has no row. The first sample knows no differences. */
  async sample(): Promise<Array<RowOf<'series'>>> {
    const { sources } = this;
    this.lastStoreSeconds = await sources.storeSeconds();
    const now = await this.totals();
    const before = this.before ?? now;
    this.before = now;
    const { up, all } = sources.orchestrators();
    const began = sources.elapsed();
    const bytes = Buffer.byteLength(sources.stateText());
    const stateSeconds = (sources.elapsed() - began) / 1_000;
    return this.rows({
      ...differences(now, before),
      store_response_time: this.lastStoreSeconds,
      write_queue_depth: sources.queuedRows(),
      orchestrators_available: share(up, all),
      breach_attempts: sources.bursts(),
      state_read_time: stateSeconds,
      state_read_bytes: bytes,
      ...(await sources.computed()),
    });
  }

  private rows(values: Readonly<Record<string, number | null>>): Array<RowOf<'series'>> {
    const time = this.sources.now();
    const about = { source: SAMPLE_SOURCE, subject_kind: 'service', subject: SAMPLE_SOURCE, labels: '{}' };
    return Object.entries(values).flatMap(([metric, value]) =>
      value === null || !Number.isFinite(value) ? [] : [{ ...about, time, metric, value, count: 1, received: time }]
    );
  }

  private async totals(): Promise<Totals> {
    const { values = [] } = (await this.sources.registry.getSingleMetric(REQUESTS)?.get()) ?? {};
    const told = values.filter(({ labels }) => labels.route !== STREAM);
    const total = (suffix: string): number =>
      told.reduce(
        (sum, one) => sum + ('metricName' in one && one.metricName === `${REQUESTS}_${suffix}` ? one.value : 0),
        0
      );
    return {
      requests: { seconds: total('sum'), count: total('count') },
      cache: this.sources.cache(),
      security: { ...this.sources.security() },
    };
  }
}

const differences = (now: Totals, before: Totals): Record<string, number | null> => {
  const security = (kind: keyof Totals['security']): number => now.security[kind] - before.security[kind];
  const hits = now.cache.hits - before.cache.hits;
  const misses = now.cache.misses - before.cache.misses;
  return {
    api_response_time: share(
      now.requests.seconds - before.requests.seconds,
      now.requests.count - before.requests.count
    ),
    cache_hit_rate: share(hits, hits + misses),
    auth_success_rate: share(security('success'), security('success') + security('failure')),
    auth_failures: security('failure'),
    authorisation_failures: security('forbidden'),
    rate_limited_calls: security('limited'),
  };
};
