import { type RowOf } from '../store';

/** What an adapter has counted since it began. */
export interface AdapterCounts {
  name: string;
  /** W2.3: observations compared with what is known, and those that contradicted it. */
  comparisons: number;
  disagreements: number;
  /** W3.4: readings of the whole state, how long they took together, s, and their size together, bytes. */
  reads: number;
  readSeconds: number;
  readBytes: number;
}

const NOTHING = { comparisons: 0, disagreements: 0, reads: 0, readSeconds: 0, readBytes: 0 };

const share = (part: number, all: number): number | null => (all <= 0 ? null : part / all);

/** W2.3, W3.4: what the adapters counted since the last sample, as rows of `series`; what was not looked at has no row. */
export class OrchestratorSampler {
  private readonly before = new Map<string, AdapterCounts>();

  sample(adapters: readonly AdapterCounts[], time: number): Array<RowOf<'series'>> {
    return adapters.flatMap((now) => {
      const known = this.before.get(now.name);
      // An adapter that came back after another process followed the source counts from 0 again.
      const before = known === undefined || known.reads > now.reads ? NOTHING : known;
      this.before.set(now.name, now);
      const reads = now.reads - before.reads;
      const disagreed = share(now.disagreements - before.disagreements, now.comparisons - before.comparisons);
      const values: Record<string, number | null> = {
        sync_accuracy: disagreed === null ? null : 1 - disagreed,
        orchestrator_read_time: share(now.readSeconds - before.readSeconds, reads),
        orchestrator_read_bytes: share(now.readBytes - before.readBytes, reads),
      };
      const about = { source: now.name, subject_kind: 'host', subject: now.name, labels: '{}' };
      return Object.entries(values).flatMap(([metric, value]) =>
        value === null ? [] : [{ ...about, time, metric, value, count: 1, received: time }]
      );
    });
  }
}
