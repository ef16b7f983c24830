import { type FeedEvent } from '@eljefe/contract';

import { RowsRefused } from '../store/errors';
import { type RowOf } from '../store/schema';

import { type Entities, type JobEntry, type SessionEntry } from './entities';
import { type RowWriter } from './ports';
import { type Change, type ResourceSample } from './recorder';
import { eventRow, jobAt, jobRow, jobTombstone, resourceRows, sessionAt, sessionRow, sessionTombstone } from './rows';

/** Rows made in one go: between two goes the service answers others. */
const ROWS_PER_WRITE = 500;

type Kind = 'jobs' | 'sessions';

/** An entity's row at its place, with tombstones at the places where an older row of it is, or may be. */
interface Placed {
  key: string;
  at: number;
  storedAt: Set<number>;
  row: { version: number; is_deleted: number };
}

/** With what covers an older row of the entity, at its place. */
type Written<T extends Kind> = Placed & { row: RowOf<T>; gone(at: number): RowOf<T> };

export interface DerivedRowsDeps {
  entities: Entities;
  writer: RowWriter;
  now(): number;
  /** A row the store will never take; it is left out, its facts stay. */
  onRefused(reason: string): void;
}

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Rows that follow from facts: `jobs`, `sessions`, `series` and feed events. Written behind, one row for many changes of
 * one entity; after a crash they are made again from the facts.
 */
export class DerivedRows {
  private readonly dirty: Record<Kind, Set<string>> = { jobs: new Set(), sessions: new Set() };
  private events: FeedEvent[] = [];
  private resources: ResourceSample[] = [];
  private version = 0;
  private flushing: Promise<void> = Promise.resolve();

  constructor(private readonly deps: DerivedRowsDeps) {}

  take(change: Change): void {
    change.jobs.forEach(({ key }) => this.dirty.jobs.add(key));
    change.sessions.forEach(({ key }) => this.dirty.sessions.add(key));
    this.events.push(...change.events);
    this.resources.push(...change.resources);
  }

  isDirty = (key: string): boolean => this.dirty.jobs.has(key) || this.dirty.sessions.has(key);

  /**
   * Writes all that was taken before the call; what fails stays dirty.
   * @throws the first failure; what was not written is written by a later call
   */
  flush(): Promise<void> {
    const written = this.flushing.then(() => this.write());
    this.flushing = written.catch(() => undefined);
    return written;
  }

  private async write(): Promise<void> {
    const outcomes = await Promise.allSettled([
      this.writeEntities('jobs', (key) => this.placedJob(key)),
      this.writeEntities('sessions', (key) => this.placedSession(key)),
      this.writeEvents(),
      this.writeResources(),
    ]);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) {
      throw failed.reason;
    }
  }

  /** Grows with the clock over restarts, within one millisecond, and when the clock was set back. */
  private nextVersion(entry: { version: number }): number {
    this.version = Math.max(this.version + 1, entry.version + 1, this.deps.now() * 1_000);
    entry.version = this.version;
    return this.version;
  }

  private placedJob(key: string): Written<'jobs'> | null {
    const entry: JobEntry | undefined = this.deps.entities.jobs.get(key);
    if (entry === undefined) {
      return null;
    }
    const row = jobRow(entry.fold, entry.view, this.nextVersion(entry));
    return { key, at: jobAt(entry.view), storedAt: entry.storedAt, row, gone: (at) => jobTombstone(row, at) };
  }

  private placedSession(key: string): Written<'sessions'> | null {
    const entry: SessionEntry | undefined = this.deps.entities.sessions.get(key);
    if (entry === undefined) {
      return null;
    }
    const row = sessionRow(entry.fold, entry.view, this.nextVersion(entry));
    return { key, at: sessionAt(entry.view), storedAt: entry.storedAt, row, gone: (at) => sessionTombstone(row, at) };
  }

  private async writeEntities<T extends Kind>(table: T, place: (key: string) => Written<T> | null): Promise<void> {
    const keys = [...this.dirty[table]];
    const failures: Array<Promise<unknown>> = [];
    for (let start = 0; start < keys.length; start += ROWS_PER_WRITE) {
      const some = keys.slice(start, start + ROWS_PER_WRITE);
      some.forEach((key) => this.dirty[table].delete(key));
      const placed = some.map(place).filter((item) => item !== null);
      failures.push(
        this.writePlaced(table, placed).then(
          () => null,
          (error: unknown) => error
        )
      );
      await pause();
    }
    const failed = (await Promise.all(failures)).find((error) => error !== null);
    if (failed) {
      throw failed;
    }
  }

  private writePlaced<T extends Kind>(table: T, placed: ReadonlyArray<Written<T>>): Promise<void> {
    const written = this.startPlaced(table, placed);
    // The rows are not kept: until they are durable, they wait as text.
    return this.settlePlaced(
      table,
      placed.map(({ key, at, storedAt }) => ({ key, at, storedAt })),
      written
    );
  }

  private startPlaced<T extends Kind>(table: T, placed: ReadonlyArray<Written<T>>): Promise<void> {
    const rows: Array<RowOf<T>> = [];
    for (const { row, at, storedAt, gone } of placed) {
      for (const old of storedAt) {
        if (old !== at) {
          rows.push(gone(old));
        }
      }
      rows.push(row);
      // From now on a row may be there, whatever becomes of the write.
      storedAt.add(at);
    }
    return this.deps.writer.write(table, rows);
  }

  private async settlePlaced(
    table: Kind,
    placed: ReadonlyArray<Pick<Placed, 'key' | 'at' | 'storedAt'>>,
    written: Promise<void>
  ): Promise<void> {
    try {
      await this.orTell(() => written);
    } catch (error) {
      placed.forEach(({ key }) => this.dirty[table].add(key));
      throw error;
    }
    for (const { at, storedAt } of placed) {
      storedAt.clear();
      storedAt.add(at);
    }
  }

  private async writeEvents(): Promise<void> {
    const { events } = this;
    this.events = [];
    const received = this.deps.now();
    try {
      await this.orTell(() =>
        this.deps.writer.write(
          'facts',
          events.map((event) => eventRow(event, received))
        )
      );
    } catch (error) {
      this.events.unshift(...events);
      throw error;
    }
  }

  private async writeResources(): Promise<void> {
    const { resources } = this;
    this.resources = [];
    const received = this.deps.now();
    try {
      await this.orTell(() =>
        this.deps.writer.write(
          'series',
          resources.flatMap((sample) => resourceRows(sample, received))
        )
      );
    } catch (error) {
      this.resources.unshift(...resources);
      throw error;
    }
  }

  /** A row the store refuses for what it holds would be refused for ever: it is told and left out. */
  private async orTell(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof RowsRefused)) {
        throw error;
      }
      error.refused.forEach(({ reason }) => this.deps.onRefused(reason));
    }
  }
}
