import { type FeedEvent, type Resources, type Status } from '@eljefe/contract';

import { isTold, jobEvent, sessionEvent } from '../domain/feedEvents';
import { emptyJobFold, foldJob, statusOfFold, teaches } from '../domain/jobFold';
import { emptySessionFold, foldSession, teachesSession } from '../domain/sessionFold';
import { RowsRefused } from '../store/errors';

import { entityKey, type Entities, type JobEntry, type SessionEntry } from './entities';
import { factRow, type FactRow } from './factRow';
import { type EntityRef, type Folds } from './folds';
import { type KnownIds } from './knownIds';
import { type News } from './news';
import { Pins } from './pins';
import { type RowWriter } from './ports';

/** What became of each piece of news, in the order given. `refused`: it holds a value the store cannot. */
export type Outcome = 'stored' | 'duplicate' | 'refused';

export interface ResourceSample {
  source: string;
  resources: Resources;
}

/** What changed in memory after facts became durable. `before` is null for what is new; `after` as it is now. */
export interface Change {
  jobs: Array<{ key: string; before: Status | null; after: Status; entry: JobEntry }>;
  /** `before` and `after` are what was announced of the session; null while nothing was. */
  sessions: Array<{ key: string; before: Status | null; after: Status | null; entry: SessionEntry }>;
  resources: ResourceSample[];
  /** Lines of the feed that follow from the changes; not stored yet. */
  events: FeedEvent[];
}

export interface RecorderDeps {
  /** Takes secrets and personal data out of what will be stored (B2). */
  redact(item: News): News;
  entities: Entities;
  folds: Folds;
  known: { jobs: KnownIds; sessions: KnownIds };
  writer: RowWriter;
  now(): number;
  onChange(change: Change): void;
}

interface Batch {
  /** News that will be stored, with its place among all that was told. */
  prepared: Array<{ index: number; item: News }>;
  outcomes: Outcome[];
}

/**
 * The one way in: news → fact, durable → fold → change. Nothing is folded before it is stored, so memory never knows
 * more than the store, and a failed write can simply be tried again.
 */
export class Recorder {
  private readonly pins = new Pins();
  private readonly receivedInFlight = new Set<{ received: number }>();
  private facts = 0;

  constructor(private readonly deps: RecorderDeps) {}

  /** Is news of this entity on its way to the store? */
  isPinned = (key: string): boolean => this.pins.has(key);

  /** Facts stored since the start. */
  get stored(): number {
    return this.facts;
  }

  /** Oldest `received` still on its way; what arrived before it is folded. Null when nothing is. */
  oldestInFlight(): number | null {
    const all = [...this.receivedInFlight].map(({ received }) => received);
    return all.length === 0 ? null : all.reduce((oldest, received) => Math.min(oldest, received));
  }

  /**
   * Stores and folds news.
   * @returns one outcome each; resolves when all that is `stored` is durable
   * @throws StoreBusy or StoreUnavailable: nothing of the batch was folded, the caller may try again
   */
  async record(told: readonly News[]): Promise<Outcome[]> {
    const items = told.map(this.deps.redact);
    const inFlight = { received: this.deps.now() };
    this.receivedInFlight.add(inFlight);
    const pinned = this.pins.hold();
    try {
      await this.load(items, pinned);
      const { batch, durable } = this.start(items, inFlight.received);
      const stored = await this.settled(batch, durable);
      this.facts += stored.length;
      this.fold(stored, inFlight.received);
      return batch.outcomes;
    } finally {
      this.receivedInFlight.delete(inFlight);
      pinned.release();
    }
  }

  /** Folds facts read back from the store at start. What was received at one instant is folded together, as it was then. */
  async replay(facts: ReadonlyArray<{ news: News; received: number }>): Promise<void> {
    const pinned = this.pins.hold();
    await this.load(
      facts.map(({ news }) => news),
      pinned
    );
    let from = 0;
    facts.forEach(({ received }, index) => {
      if (facts[index + 1]?.received !== received) {
        this.fold(
          facts.slice(from, index + 1).map(({ news }) => news),
          received
        );
        from = index + 1;
      }
    });
    pinned.release();
  }

  private async load(items: readonly News[], pinned: ReturnType<Pins['hold']>): Promise<void> {
    const jobs: EntityRef[] = [];
    for (const { kind, source, subject } of items) {
      if (kind === 'job') {
        pinned.add(entityKey(source, subject));
        jobs.push({ source, id: subject });
      }
    }
    await this.deps.folds.ensureJobs(jobs);
    const sessions: EntityRef[] = [];
    for (const item of items) {
      this.addSessions(item, sessions);
    }
    sessions.forEach(({ source, id }) => pinned.add(entityKey(source, id)));
    await this.deps.folds.ensureSessions(sessions);
  }

  /** Sessions whose views the news may change: the one it names, and the one its job is known to be in. */
  private addSessions(item: News, to: EntityRef[]): void {
    const { source, subject } = item;
    if (item.kind === 'session') {
      to.push({ source, id: subject });
    }
    if (item.kind !== 'job') {
      return;
    }
    const known = this.deps.entities.jobs.get(entityKey(source, subject))?.fold.fields.session_id?.v;
    const told = item.news.fields.session_id;
    if (known !== undefined) {
      to.push({ source, id: known });
    }
    if (told !== undefined && told !== known) {
      to.push({ source, id: told });
    }
  }

  /** Starts to store what is news. The rows are not kept: until they are durable, they wait as text. */
  private start(items: readonly News[], received: number): { batch: Batch; durable: Promise<void> } {
    const rows: FactRow[] = [];
    const batch = this.prepare(items, received, rows);
    return { batch, durable: rows.length === 0 ? Promise.resolve() : this.deps.writer.write('facts', rows) };
  }

  private prepare(items: readonly News[], received: number, rows: FactRow[]): Batch {
    const seen = new Set<string>();
    const prepared: Batch['prepared'] = [];
    const outcomes = items.map((item, index): Outcome => {
      if (!this.isNews(item)) {
        return 'duplicate';
      }
      const row = factRow(item, received);
      if (seen.has(row.id)) {
        return 'duplicate';
      }
      seen.add(row.id);
      prepared.push({ index, item });
      rows.push(row);
      return 'stored';
    });
    return { prepared, outcomes };
  }

  private isNews(item: News): boolean {
    const key = entityKey(item.source, item.subject);
    if (item.kind === 'job') {
      const entry = this.deps.entities.jobs.get(key);
      return entry === undefined || teaches(entry.fold, item.news);
    }
    if (item.kind === 'session') {
      const entry = this.deps.entities.sessions.get(key);
      return entry === undefined || teachesSession(entry.fold, item.news);
    }
    return true;
  }

  /** @returns the news that is durable now */
  private async settled({ prepared, outcomes }: Batch, durable: Promise<void>): Promise<News[]> {
    const refused = new Set<number>();
    try {
      await durable;
    } catch (error) {
      if (!(error instanceof RowsRefused)) {
        throw error;
      }
      error.refused.forEach(({ index }) => refused.add(index));
    }
    for (const position of refused) {
      const { index = -1 } = prepared[position] ?? {};
      outcomes[index] = 'refused';
    }
    return prepared.filter((_, position) => !refused.has(position)).map(({ item }) => item);
  }

  private fold(items: readonly News[], received: number): void {
    const change: Change = { jobs: [], sessions: [], resources: [], events: [] };
    for (const item of items) {
      if (item.kind === 'job') {
        this.foldJob(item, received, change);
      } else if (item.kind === 'session') {
        this.foldSession(item, received, change);
      } else if (item.kind === 'resource') {
        change.resources.push({ source: item.source, resources: item.news });
      }
    }
    this.deps.onChange(change);
  }

  private foldJob(item: Extract<News, { kind: 'job' }>, received: number, change: Change): void {
    const { entities, known } = this.deps;
    const key = entityKey(item.source, item.subject);
    const existing = entities.jobs.get(key);
    const entry = existing ?? entities.putJob(emptyJobFold(item.source, item.subject, received));
    const { fold } = entry;
    const before = existing ? statusOfFold(fold) : null;
    const sessionBefore = entities.sessionKeyOf(fold);
    foldJob(fold, item.news);
    fold.lastNews = Math.max(fold.lastNews, received);
    fold.firstSeen = Math.min(fold.firstSeen, received);
    fold.observed ||= item.observed;
    entities.changedJob(entry);
    known.jobs.add(key);
    const after = statusOfFold(fold);
    change.jobs.push({ key, before, after, entry });
    const event = after === before || !isTold(after) ? null : jobEvent(before, entry.view);
    if (event !== null) {
      change.events.push(event);
    }
    this.touchSessions(entry, { before: sessionBefore, received }, change);
  }

  /** The session a job is in, and the one it left, look different now. A session nobody announced comes with its job. */
  private touchSessions(
    { fold }: JobEntry,
    { before, received }: { before: string | null; received: number },
    change: Change
  ): void {
    const { entities, known } = this.deps;
    const key = entities.sessionKeyOf(fold);
    const id = fold.fields.session_id?.v;
    if (key !== null && id !== undefined && !entities.sessions.has(key)) {
      // `load` asked the store for it, so it is new.
      entities.putSession(emptySessionFold(fold.source, id, received));
      known.sessions.add(key);
    }
    this.touch(before, change);
    if (key !== before) {
      this.touch(key, change);
    }
  }

  private touch(key: string | null, change: Change): void {
    const entry = key === null ? undefined : this.deps.entities.sessions.get(key);
    if (key !== null && entry !== undefined) {
      const status = entry.fold.status?.status ?? null;
      change.sessions.push({ key, before: status, after: status, entry });
    }
  }

  private foldSession(item: Extract<News, { kind: 'session' }>, received: number, change: Change): void {
    const { entities, known } = this.deps;
    const key = entityKey(item.source, item.subject);
    const entry =
      entities.sessions.get(key) ?? entities.putSession(emptySessionFold(item.source, item.subject, received));
    const { fold } = entry;
    const before = fold.status?.status ?? null;
    foldSession(fold, item.news);
    fold.lastNews = Math.max(fold.lastNews, received);
    fold.firstSeen = Math.min(fold.firstSeen, received);
    entities.changedSession(entry);
    known.sessions.add(key);
    const after = fold.status?.status ?? null;
    change.sessions.push({ key, before, after, entry });
    const event = after === before ? null : sessionEvent(before, entry.view);
    if (event !== null) {
      change.events.push(event);
    }
  }
}
