import { Counter, Gauge, Histogram, Registry } from 'prom-client';

import { type SecurityEvent } from '../auth/SecurityWatch';
import { addProcessMetrics } from './addProcessMetrics';
import { openMetricsText } from './openMetricsText';

const PREFIX = 'eljefe_analytics_';
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface AnsweredRequest {
  method: string;
  /** Pattern, never the address itself: labels stay few. */
  route: string;
  status: number;
  seconds: number;
}

/** What the service measures of itself (S2, S4). All names start with `eljefe_analytics_`. */
export class ServiceMetrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: `${PREFIX}http_request_duration_seconds`,
    help: 'Time to answer HTTP requests, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly inFlight = new Gauge({
    name: `${PREFIX}http_requests_in_flight`,
    help: 'HTTP requests being worked on now.',
    registers: [this.registry],
  });
  private readonly streams = new Gauge({
    name: `${PREFIX}stream_clients`,
    help: 'Live streams open now.',
    registers: [this.registry],
  });
  private readonly streamResets = new Counter({
    name: `${PREFIX}stream_resets_total`,
    help: 'Live streams that were too slow, by what was done: a fresh snapshot, or the connection closed.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  private readonly security = new Counter({
    name: `${PREFIX}auth_total`,
    help: 'Authentications and authorisations, by outcome and reason (S4).',
    labelNames: ['outcome', 'reason'],
    registers: [this.registry],
  });

  private readonly stopProcess = addProcessMetrics(this.registry, PREFIX);

  requestStarted(): void {
    this.inFlight.inc();
  }

  requestEnded(): void {
    this.inFlight.dec();
  }

  answered({ method, route, status, seconds }: AnsweredRequest): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  streamOpened(): void {
    this.streams.inc();
  }

  streamClosed(): void {
    this.streams.dec();
  }

  streamReset(outcome: 'snapshot' | 'closed'): void {
    this.streamResets.inc({ outcome });
  }

  securityEvent(event: SecurityEvent): void {
    this.security.inc({ outcome: event.kind, reason: event.reason });
  }

  /** Prometheus text 0.0.4, or OpenMetrics 1.0 with its end mark. */
  async text(format: 'prometheus' | 'openmetrics'): Promise<string> {
    const text = await this.registry.metrics();
    return format === 'prometheus' ? text : openMetricsText(text);
  }

  /** Ends the measurements that run on their own. */
  close(): void {
    this.stopProcess();
  }
}
