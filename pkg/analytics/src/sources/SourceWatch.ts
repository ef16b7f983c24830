import { type Notice } from '@eljefe/contract';
import { Gauge, type Registry } from 'prom-client';

interface Heard {
  last: number;
  /** Usual time between two deliveries, ms, newer ones weighing more; null after the first. */
  gapMs: number | null;
  deliveries: number;
}

/** Deliveries until it is known how often a source tells something. */
const KNOWN_AFTER = 10;
/** A source is silent after this many times its usual gap … */
const GAPS = 10;
/** … but never sooner, ms; and one that was silent for a day has gone. */
const AT_LEAST_MS = 5 * 60_000;
const GONE_MS = 86_400_000;
const WEIGHT = 0.2;
/** A client may invent sources: what is remembered of them is bounded. */
const MOST_SOURCES = 200;

/** Notices a source that told something again and again and no longer does: of it, absent data means nothing. */
export class SourceWatch {
  private readonly sources = new Map<string, Heard>();

  constructor(private readonly now: () => number) {}

  heard(source: string): void {
    const now = this.now();
    const known = this.sources.get(source);
    if (known === undefined) {
      if (this.sources.size < MOST_SOURCES) {
        this.sources.set(source, { last: now, gapMs: null, deliveries: 1 });
      }
      return;
    }
    const gap = now - known.last;
    known.gapMs = known.gapMs === null ? gap : known.gapMs + WEIGHT * (gap - known.gapMs);
    known.last = now;
    known.deliveries += 1;
  }

  /** Sources that are silent now, and for how long, s. */
  silent(): Array<{ source: string; seconds: number }> {
    const now = this.now();
    return [...this.sources].flatMap(([source, { last, gapMs, deliveries }]) => {
      const quiet = now - last;
      if (quiet > GONE_MS) {
        this.sources.delete(source);
        return [];
      }
      const isKnown = deliveries >= KNOWN_AFTER && gapMs !== null;
      return isKnown && quiet > Math.max(AT_LEAST_MS, GAPS * gapMs) ? [{ source, seconds: quiet / 1_000 }] : [];
    });
  }

  notices(): Notice[] {
    return this.silent().map(({ source, seconds }) => ({
      severity: 'warning',
      text: `Source ${source} has sent nothing for ${Math.round(seconds / 60)} minutes`,
      hint: 'It used to send far more often. Is it running, and does its exporter reach this address? What is shown of it is old.',
    }));
  }

  addMetrics(registry: Registry): void {
    const ages = (): Array<[string, number]> =>
      [...this.sources].map(([source, { last }]) => [source, Math.max(0, this.now() - last) / 1_000]);
    const silent = (): Set<string> => new Set(this.silent().map(({ source }) => source));
    new Gauge({
      name: 'eljefe_source_last_delivery_age_seconds',
      help: 'Time since a source last sent something, s.',
      labelNames: ['source'],
      registers: [registry],
      collect() {
        this.reset();
        ages().forEach(([source, age]) => this.set({ source }, age));
      },
    });
    new Gauge({
      name: 'eljefe_source_silent',
      help: 'Has a source that used to send gone silent (1) or not (0)?',
      labelNames: ['source'],
      registers: [registry],
      collect() {
        this.reset();
        const quiet = silent();
        ages().forEach(([source]) => this.set({ source }, Number(quiet.has(source))));
      },
    });
  }
}
