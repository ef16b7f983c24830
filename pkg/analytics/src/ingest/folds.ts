import { type JobFold } from '../domain/jobFold';
import { type SessionFold } from '../domain/sessionFold';

import { entityKey, type Entities } from './entities';
import { type KnownIds } from './knownIds';
import { type RowReader } from './ports';

/** Ids asked for in one query: bounds the statement's size. */
const IDS_PER_QUERY = 1_000;

interface StoredFold {
  id: string;
  source: string;
  stamps: string;
  at_ms: number;
}

export interface EntityRef {
  source: string;
  id: string;
}

/** Brings folds that left memory back from the store, so that late news meets what is already known. */
export class Folds {
  constructor(
    private readonly entities: Entities,
    private readonly known: { jobs: KnownIds; sessions: KnownIds },
    private readonly store: RowReader
  ) {}

  async ensureJobs(refs: readonly EntityRef[]): Promise<void> {
    const missing = refs.filter(({ source, id }) => {
      const key = entityKey(source, id);
      return !this.entities.jobs.has(key) && this.known.jobs.maybeHas(key);
    });
    for (const row of await this.load('jobs', missing)) {
      const fold: JobFold = JSON.parse(row.stamps);
      if (!this.entities.jobs.has(entityKey(row.source, row.id))) {
        this.entities.putJob(fold, row.at_ms);
      }
    }
  }

  async ensureSessions(refs: readonly EntityRef[]): Promise<void> {
    const missing = refs.filter(({ source, id }) => {
      const key = entityKey(source, id);
      return !this.entities.sessions.has(key) && this.known.sessions.maybeHas(key);
    });
    for (const row of await this.load('sessions', missing)) {
      const fold: SessionFold = JSON.parse(row.stamps);
      if (!this.entities.sessions.has(entityKey(row.source, row.id))) {
        this.entities.putSession(fold, row.at_ms);
        await this.loadJobsOf(row);
      }
    }
  }

  /** Jobs of a session that left memory with it. */
  private async loadJobsOf(session: StoredFold): Promise<void> {
    const rows = await this.store.query<StoredFold>(
      `SELECT id, source, stamps, toUnixTimestamp64Milli(at) AS at_ms FROM jobs FINAL
       WHERE source = {source:String} AND session_id = {session:String}`,
      { params: { source: session.source, session: session.id } }
    );
    for (const row of rows) {
      if (!this.entities.jobs.has(entityKey(row.source, row.id))) {
        const fold: JobFold = JSON.parse(row.stamps);
        this.entities.putJob(fold, row.at_ms);
      }
    }
  }

  private async load(table: 'jobs' | 'sessions', refs: readonly EntityRef[]): Promise<StoredFold[]> {
    const rows: StoredFold[] = [];
    const wanted = new Set(refs.map(({ source, id }) => entityKey(source, id)));
    const ids = [...new Set(refs.map(({ id }) => id))];
    for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
      rows.push(
        ...(await this.store.query<StoredFold>(
          `SELECT id, source, stamps, toUnixTimestamp64Milli(at) AS at_ms FROM ${table} FINAL WHERE id IN {ids:Array(String)}`,
          { params: { ids: ids.slice(start, start + IDS_PER_QUERY) } }
        ))
      );
    }
    return rows.filter((row) => wanted.has(entityKey(row.source, row.id)));
  }
}
