import { type FeedEvent, type Resources } from '@eljefe/contract';

import { type RowOf } from '../store/schema';

import { type Entities } from './entities';
import { type RowWriter } from './ports';
import { jobAt, jobRow, sessionAt, sessionRow } from './rows';
import { type Change } from './recorder';

const RESOURCE_METRICS = [
  'cpu_percent',
  'memory_percent',
  'memory_used_bytes',
  'disk_percent',
  'disk_used_bytes',
] as const satisfies ReadonlyArray<keyof Resources>;

/**
 * Rows that follow from facts: `jobs`, `sessions`, `series` and events. Written behind, one row for many changes of one
 * entity; after a crash they are made again from the facts (`replay`).
 */
export class DerivedRows {
  private readonly dirtyJobs = new Set<string>();
  private readonly dirtySessions = new Set<string>();
  private events: FeedEvent[] = [];
  private resources: Change['resources'] = [];
  private version = 0;
  private flushing: Promise<void> | null = null;

  constructor(
    private readonly entities: Entities,
    private readonly writer: RowWriter,
    private readonly now: () => number
  ) {}

  take(change: Change): void {
    change.jobs.forEach(({ key }) => this.dirtyJobs.add(key));
    change.sessions.forEach((key) => this.dirtySessions.add(key));
    this.events.push(...change.events);
    this.resources.push(...change.resources);
  }

  isDirty = (key: string): boolean => this.dirtyJobs.has(key) || this.dirtySessions.has(key);

  isIdle(): boolean {
    return (
      this.flushing === null &&
      this.dirtyJobs.size + this.dirtySessions.size + this.events.length + this.resources.length === 0
    );
  }

  /** Writes what is dirty; what fails stays dirty. Calls while one is under way join it. */
  flush(): Promise<void> {
    this.flushing ??= this.write().finally(() => {
      this.flushing = null;
    });
    return this.flushing;
  }

  private async write(): Promise<void> {
    await Promise.all([this.writeJobs(), this.writeSessions(), this.writeEvents(), this.writeResources()]);
  }

  /** Grows with the clock over restarts, and within one millisecond. */
  private nextVersion(): number {
    this.version = Math.max(this.version + 1, this.now() * 1_000);
    return this.version;
  }

  private async writeJobs(): Promise<void> {
    const keys = [...this.dirtyJobs];
    const moved: Array<() => void> = [];
    const rows = keys.flatMap((key): Array<RowOf<'jobs'>> => {
      const entry = this.entities.jobs.get(key);
      if (entry === undefined) {
        return [];
      }
      const row = jobRow(entry.fold, entry.view, this.nextVersion());
      const before = entry.storedAt;
      const at = jobAt(entry.view);
      moved.push(() => (entry.storedAt = at));
      return before === null || before === at ? [row] : [{ ...row, at: before, is_deleted: 1 }, row];
    });
    keys.forEach((key) => this.dirtyJobs.delete(key));
    await this.orKeepDirty(() => this.writer.write('jobs', rows), keys, this.dirtyJobs);
    moved.forEach((settle) => settle());
  }

  private async writeSessions(): Promise<void> {
    const keys = [...this.dirtySessions];
    const moved: Array<() => void> = [];
    const rows = keys.flatMap((key): Array<RowOf<'sessions'>> => {
      const entry = this.entities.sessions.get(key);
      if (entry === undefined) {
        return [];
      }
      const view = this.entities.viewSession(entry);
      const row = sessionRow(entry.fold, view, this.nextVersion());
      const before = entry.storedAt;
      const at = sessionAt(view);
      moved.push(() => (entry.storedAt = at));
      return before === null || before === at ? [row] : [{ ...row, at: before, is_deleted: 1 }, row];
    });
    keys.forEach((key) => this.dirtySessions.delete(key));
    await this.orKeepDirty(() => this.writer.write('sessions', rows), keys, this.dirtySessions);
    moved.forEach((settle) => settle());
  }

  private async orKeepDirty(write: () => Promise<void>, keys: readonly string[], dirty: Set<string>): Promise<void> {
    try {
      await write();
    } catch (error) {
      keys.forEach((key) => dirty.add(key));
      throw error;
    }
  }

  private async writeEvents(): Promise<void> {
    const events = this.events;
    this.events = [];
    const received = this.now();
    try {
      await this.writer.write(
        'facts',
        events.map((event) => ({
          id: event.id,
          time: event.time,
          received,
          source: event.source,
          kind: 'event',
          subject: event.subject ?? '',
          attributes: JSON.stringify(event),
        }))
      );
    } catch (error) {
      this.events.unshift(...events);
      throw error;
    }
  }

  private async writeResources(): Promise<void> {
    const samples = this.resources;
    this.resources = [];
    const received = this.now();
    const rows = samples.flatMap(({ source, resources }) =>
      RESOURCE_METRICS.flatMap((metric): Array<RowOf<'series'>> => {
        const value = resources[metric];
        return value === null
          ? []
          : [
              {
                time: resources.at,
                source,
                metric,
                subject_kind: 'host',
                subject: source,
                labels: '{}',
                value,
                count: 1,
                received,
              },
            ];
      })
    );
    try {
      await this.writer.write('series', rows);
    } catch (error) {
      this.resources.unshift(...samples);
      throw error;
    }
  }
}
