import { type FeedEvent, type Job, type Resources, type Session, type Status } from '@eljefe/contract';

import { factId } from '../domain/factId';
import { jobEvent, sessionEvent } from '../domain/feedEvents';
import { emptyJobFold, foldJob, statusOfFold, teaches } from '../domain/jobFold';
import { emptySessionFold, foldSession } from '../domain/sessionFold';
import { type RowOf } from '../store/schema';

import { entityKey, type Entities } from './entities';
import { type EntityRef, type Folds } from './folds';
import { type KnownIds } from './knownIds';
import { newsTime, type News } from './news';
import { type RowWriter } from './ports';

/** What became of each piece of news, in the order given. */
export type Outcome = 'stored' | 'duplicate';

/** What changed in memory after facts became durable. */
export interface Change {
  jobs: Array<{ key: string; before: Status | null; view: Job; isNew: boolean }>;
  sessions: string[];
  resources: Array<{ source: string; resources: Resources }>;
  events: FeedEvent[];
}

export interface RecorderDeps {
  entities: Entities;
  folds: Folds;
  known: { jobs: KnownIds; sessions: KnownIds };
  writer: RowWriter;
  now(): number;
  onChange(change: Change): void;
}

interface Prepared {
  item: News;
  row: RowOf<'facts'>;
}

const isTold = (event: FeedEvent | null): event is FeedEvent => event !== null;

/**
 * The one way in: news → fact, durable → fold → change. Nothing is folded before it is stored, so memory never knows
 * more than the store, and a failed write can simply be tried again.
 */
export class Recorder {
  private readonly inFlight = new Map<string, number>();

  constructor(private readonly deps: RecorderDeps) {}

  /** Is news of this entity on its way to the store? */
  isPinned = (key: string): boolean => this.inFlight.has(key);

  /** Oldest `received` still on its way; what arrived before it is folded. */
  private readonly receivedInFlight = new Set<{ received: number }>();

  oldestInFlight(): number | null {
    let oldest: number | null = null;
    for (const { received } of this.receivedInFlight) {
      oldest = oldest === null ? received : Math.min(oldest, received);
    }
    return oldest;
  }

  /**
   * Stores and folds news.
   * @returns one outcome each; resolves when all that is `stored` is durable
   * @throws StoreBusy or StoreUnavailable: nothing of the batch was folded, the caller may try again
   */
  async record(items: readonly News[]): Promise<Outcome[]> {
    const received = this.deps.now();
    const token = { received };
    const keys = items.map((item) => entityKey(item.source, item.subject));
    this.pin(keys);
    this.receivedInFlight.add(token);
    try {
      await this.load(items);
      const { prepared, outcomes } = this.prepare(items, received);
      if (prepared.length > 0) {
        await this.deps.writer.write(
          'facts',
          prepared.map(({ row }) => row)
        );
        this.fold(
          prepared.map(({ item }) => item),
          received
        );
      }
      return outcomes;
    } finally {
      this.receivedInFlight.delete(token);
      this.unpin(keys);
    }
  }

  /** Folds facts read back from the store at start. */
  async replay(items: readonly News[], received: number): Promise<void> {
    await this.load(items);
    this.fold(items, received);
  }

  private load = async (items: readonly News[]): Promise<void> => {
    const ref = (item: News) => ({ source: item.source, id: item.subject });
    await this.deps.folds.ensureJobs(items.filter((item) => item.kind === 'job').map(ref));
    await this.deps.folds.ensureSessions(items.flatMap((item) => this.sessionRef(item) ?? []));
  };

  private sessionRef(item: News): EntityRef | null {
    if (item.kind === 'session') {
      return { source: item.source, id: item.subject };
    }
    if (item.kind !== 'job') {
      return null;
    }
    const known = this.deps.entities.jobs.get(entityKey(item.source, item.subject))?.view.session_id;
    const id = item.news.fields.session_id ?? known;
    return id ? { source: item.source, id } : null;
  }

  private prepare(items: readonly News[], received: number): { prepared: Prepared[]; outcomes: Outcome[] } {
    const seen = new Set<string>();
    const prepared: Prepared[] = [];
    const outcomes = items.map((item): Outcome => {
      const row = this.factRow(item, received);
      if (seen.has(row.id) || !this.isNews(item)) {
        return 'duplicate';
      }
      seen.add(row.id);
      prepared.push({ item, row });
      return 'stored';
    });
    return { prepared, outcomes };
  }

  private factRow(item: News, received: number): RowOf<'facts'> {
    const attributes = JSON.stringify(item.kind === 'job' ? { ...item.news, observed: item.observed } : item.news);
    return {
      id: factId(item.source, item.kind, item.subject, attributes),
      time: newsTime(item, received),
      received,
      source: item.source,
      kind: item.kind,
      subject: item.subject,
      attributes,
    };
  }

  private isNews(item: News): boolean {
    if (item.kind === 'job') {
      const entry = this.deps.entities.jobs.get(entityKey(item.source, item.subject));
      return entry === undefined || teaches(entry.fold, item.news);
    }
    if (item.kind === 'session') {
      const entry = this.deps.entities.sessions.get(entityKey(item.source, item.subject));
      return entry === undefined || foldSession(structuredClone(entry.fold), item.news);
    }
    return true;
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
      } else {
        change.events.push(item.news);
      }
    }
    this.deps.onChange(change);
  }

  private foldJob(item: Extract<News, { kind: 'job' }>, received: number, change: Change): void {
    const { entities, known } = this.deps;
    const key = entityKey(item.source, item.subject);
    const existing = entities.jobs.get(key);
    const entry = existing ?? entities.putJob(emptyJobFold(item.source, item.subject, received), null);
    const before = existing ? statusOfFold(entry.fold) : null;
    foldJob(entry.fold, item.news);
    entry.fold.lastNews = Math.max(entry.fold.lastNews, received);
    entry.fold.firstSeen = Math.min(entry.fold.firstSeen, received);
    entry.fold.observed ||= item.observed;
    entities.refresh(entry);
    known.jobs.add(key);
    change.jobs.push({ key, before, view: entry.view, isNew: existing === undefined });
    change.events.push(...[jobEvent(before, entry.view)].filter(isTold));
    this.touchSession(entry.view, received, change);
  }

  /** A job of a session nobody announced brings the session with it. */
  private touchSession(job: Job, received: number, change: Change): void {
    if (job.session_id === null) {
      return;
    }
    const key = entityKey(job.source, job.session_id);
    if (!this.deps.entities.sessions.has(key) && !this.deps.known.sessions.maybeHas(key)) {
      this.deps.entities.putSession(emptySessionFold(job.source, job.session_id, received), null);
      this.deps.known.sessions.add(key);
    }
    change.sessions.push(key);
  }

  private foldSession(item: Extract<News, { kind: 'session' }>, received: number, change: Change): void {
    const { entities, known } = this.deps;
    const key = entityKey(item.source, item.subject);
    const existing = entities.sessions.get(key);
    const entry = existing ?? entities.putSession(emptySessionFold(item.source, item.subject, received), null);
    const before = existing ? (entry.fold.status?.status ?? null) : null;
    foldSession(entry.fold, item.news);
    entry.fold.lastNews = Math.max(entry.fold.lastNews, received);
    known.sessions.add(key);
    change.sessions.push(key);
    const view: Session = entities.viewSession(entry);
    change.events.push(...[sessionEvent(before, view)].filter(isTold));
  }

  private pin(keys: readonly string[]): void {
    for (const key of keys) {
      this.inFlight.set(key, (this.inFlight.get(key) ?? 0) + 1);
    }
  }

  private unpin(keys: readonly string[]): void {
    for (const key of keys) {
      const left = (this.inFlight.get(key) ?? 1) - 1;
      if (left > 0) {
        this.inFlight.set(key, left);
      } else {
        this.inFlight.delete(key);
      }
    }
  }
}
