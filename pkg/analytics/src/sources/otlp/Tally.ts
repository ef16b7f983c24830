import { type Signal, type SourceCounters, type SourceCounts } from './SourceCounters';

/** What became of a request: for `partialSuccess`. */
export interface Accepted {
  refused: number;
  /** Why the first ones were refused. */
  reason: string;
}

/** Tally of one request, per source. */
export class Tally {
  refused = 0;
  private readonly reasons = new Map<string, number>();
  private readonly bySource = new Map<string, Partial<SourceCounts>>();

  count(source: string, kind: keyof SourceCounts, more = 1): void {
    if (more === 0) {
      return;
    }
    const counts = this.bySource.get(source) ?? {};
    counts[kind] = (counts[kind] ?? 0) + more;
    this.bySource.set(source, counts);
  }

  refuse(source: string, reason: string): void {
    this.refused += 1;
    this.count(source, 'refused');
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  /** Nothing of the request was taken: all that was not refused is to be sent again. */
  drop(): void {
    for (const counts of this.bySource.values()) {
      counts.dropped = (counts.received ?? 0) - (counts.refused ?? 0);
      counts.stored = 0;
      counts.late = 0;
    }
  }

  settle(counters: SourceCounters, signal: Signal): Accepted {
    this.bySource.forEach((counts, source) => counters.add(source, signal, counts));
    const reason = [...this.reasons]
      .slice(0, 3)
      .map(([text, times]) => `${times} × ${text}`)
      .join('; ');
    return { refused: this.refused, reason };
  }
}
