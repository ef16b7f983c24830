import { Counter, type Registry } from 'prom-client';

export type Signal = 'traces' | 'metrics' | 'logs' | 'generations' | 'workflow-steps' | 'scores' | 'ratings';

/** What became of what one source sent; `received = stored + refused + dropped` at any quiet moment. */
export interface SourceCounts {
  received: number;
  stored: number;
  /** Not acceptable, told to the client as final. */
  refused: number;
  /** Not taken for lack of room or of a store; the client was asked to send it again. */
  dropped: number;
  /** Stored, but more than ten minutes after their time. */
  late: number;
  /** Attribute keys no dialect knows. */
  unmapped: number;
  /** Known attributes whose value could not be read. */
  unreadable: number;
  /** Points of a series for which another stands by its weight (B1); counted as stored. */
  sampledOut: number;
  /** Model calls with tokens but without a price. */
  unpriced: number;
  /** Model calls without tokens. */
  absentUsage: number;
  /** Evaluations whose call was never told, and generations that name no trace and whose call is not known from one. */
  unmatched: number;
}

const NOTHING: SourceCounts = {
  received: 0,
  stored: 0,
  refused: 0,
  dropped: 0,
  late: 0,
  unmapped: 0,
  unreadable: 0,
  sampledOut: 0,
  unpriced: 0,
  absentUsage: 0,
  unmatched: 0,
};

const KINDS = Object.keys(NOTHING) as Array<keyof SourceCounts>;

/** A client may invent sources: the labels of a metric may not grow without end. */
const MAX_SOURCES = 200;
const REST = 'other';

/** Counts per source and signal (want 8, want 14), as figures and as Prometheus metrics. */
export class SourceCounters {
  private readonly counts = new Map<string, { source: string; signal: Signal; counts: SourceCounts }>();
  private readonly sources = new Set<string>();
  private readonly metrics: Record<keyof SourceCounts, Counter> | null;

  /** @param onStored told which source something was stored of */
  constructor(
    registry: Registry | null = null,
    private readonly onStored: (source: string) => void = () => undefined
  ) {
    this.metrics = registry === null ? null : metricsIn(registry);
  }

  add(source: string, signal: Signal, change: Partial<SourceCounts>): void {
    const label = this.label(source);
    if ((change.stored ?? 0) > 0) {
      this.onStored(label);
    }
    const key = `${signal} ${label}`;
    const entry = this.counts.get(key) ?? { source: label, signal, counts: { ...NOTHING } };
    this.counts.set(key, entry);
    for (const kind of KINDS) {
      const more = change[kind] ?? 0;
      if (more > 0) {
        entry.counts[kind] += more;
        this.metrics?.[kind].inc({ source: label, signal }, more);
      }
    }
  }

  snapshot(): Array<{ source: string; signal: Signal; counts: SourceCounts }> {
    return [...this.counts.values()].map((entry) => ({ ...entry, counts: { ...entry.counts } }));
  }

  /** Sums over all sources and signals. */
  total(): SourceCounts {
    const total = { ...NOTHING };
    for (const { counts } of this.counts.values()) {
      KINDS.forEach((kind) => (total[kind] += counts[kind]));
    }
    return total;
  }

  private label(source: string): string {
    if (this.sources.has(source)) {
      return source;
    }
    if (this.sources.size >= MAX_SOURCES) {
      return REST;
    }
    this.sources.add(source);
    return source;
  }
}

const HELP: Readonly<Record<keyof SourceCounts, readonly [string, string]>> = {
  received: ['received', 'Records received, by source and signal.'],
  stored: ['stored', 'Records stored durably.'],
  refused: ['refused', 'Records refused as not acceptable; the client was told.'],
  dropped: ['dropped', 'Records not taken for lack of room or store; the client was asked to repeat.'],
  late: ['late', 'Records stored more than ten minutes after their time.'],
  unmapped: ['unmapped_attributes', 'Attributes no known dialect has.'],
  unreadable: ['unreadable_attributes', 'Known attributes whose value could not be read.'],
  sampledOut: ['sampled_out_points', 'Points for which another point stands by its weight.'],
  unpriced: ['unpriced_calls', 'Model calls with tokens but without a price.'],
  absentUsage: ['calls_without_usage', 'Model calls that told no tokens.'],
  unmatched: ['unmatched', 'Evaluations without their call, and generations without their trace.'],
};

const metricsIn = (registry: Registry): Record<keyof SourceCounts, Counter> => {
  const make = ([name, help]: readonly [string, string]): Counter =>
    new Counter({ name: `eljefe_source_${name}_total`, help, labelNames: ['source', 'signal'], registers: [registry] });
  return Object.fromEntries(KINDS.map((kind) => [kind, make(HELP[kind])])) as Record<keyof SourceCounts, Counter>;
};
