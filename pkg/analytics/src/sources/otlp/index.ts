/** D3: OpenTelemetry in. */
export { startOpenTelemetry, type OpenTelemetry, type OpenTelemetryDeps } from './openTelemetry';
export { counterTotal, type CounterPoint } from './seriesTotals';
export { SourceCounters, type SourceCounts } from './SourceCounters';
