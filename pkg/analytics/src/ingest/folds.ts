import { type JobFold } from '../domain/jobFold';
import { type SessionFold } from '../domain/sessionFold';

import { entityKey, type Entities } from './entities';
import { type KnownIds } from './knownIds';
import { type RowReader } from './ports';

/** Parameters travel in the request's first line, of which an HTTP server takes 16 kB; this leaves room for the rest. */
const MAX_PARAMETER_CHARS = 8_000;

/** Ids in groups that fit into one query each. */
export const idGroups = (ids: Iterable<string>): string[][] => {
  const groups: string[][] = [];
  let size = Infinity;
  for (const id of new Set(ids)) {
    const more = encodeURIComponent(id).length + 9;
    if (size + more > MAX_PARAMETER_CHARS) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(id);
    size += more;
  }
  return groups;
};

/** What a stored job or session is rebuilt from. */
export interface StoredFold {
  stamps: string;
  at_ms: number;
  version: number;
}

interface NamedFold extends StoredFold {
  id: string;
  source: string;
}

export interface EntityRef {
  source: string;
  id: string;
}

/**
 * Puts stored jobs that are not in memory there; what is there already is newer. Should a crash have left two rows of one
 * job, both sorting times are remembered, so that its next writing clears the wrong one.
 * @param rows newest version last
 */
export const restoreJobs = (entities: Entities, rows: readonly StoredFold[]): void => {
  const restored = new Set<string>();
  for (const { stamps, at_ms, version } of rows) {
    const fold: JobFold = JSON.parse(stamps);
    const key = entityKey(fold.source, fold.id);
    const before = entities.jobs.get(key);
    if (before === undefined || restored.has(key)) {
      const entry = entities.putJob(fold, Number(at_ms));
      before?.storedAt.forEach((at) => entry.storedAt.add(at));
      entry.version = Number(version);
      restored.add(key);
    }
  }
};

/** The same for sessions. @returns keys of those put into memory */
export const restoreSessions = (entities: Entities, rows: readonly StoredFold[]): SessionFold[] => {
  const restored = new Map<string, SessionFold>();
  for (const { stamps, at_ms, version } of rows) {
    const fold: SessionFold = JSON.parse(stamps);
    const key = entityKey(fold.source, fold.id);
    const before = entities.sessions.get(key);
    if (before === undefined || restored.has(key)) {
      const entry = entities.putSession(fold, Number(at_ms));
      before?.storedAt.forEach((at) => entry.storedAt.add(at));
      entry.version = Number(version);
      restored.set(key, fold);
    }
  }
  return [...restored.values()];
};

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
    restoreJobs(this.entities, await this.load('jobs', missing));
  }

  async ensureSessions(refs: readonly EntityRef[]): Promise<void> {
    const missing = refs.filter(({ source, id }) => {
      const key = entityKey(source, id);
      return !this.entities.sessions.has(key) && this.known.sessions.maybeHas(key);
    });
    const rows = await this.load('sessions', missing);
    if (rows.length > 0) {
      // First the jobs: a session must never be seen with only some of them.
      restoreJobs(this.entities, await this.jobsOf(rows));
      restoreSessions(this.entities, rows);
    }
  }

  private async jobsOf(sessions: readonly NamedFold[]): Promise<NamedFold[]> {
    const wanted = new Set(sessions.map(({ source, id }) => entityKey(source, id)));
    const ids = sessions.map(({ id }) => id);
    const rows = await this.read<NamedFold & { session_id: string }>('jobs', 'session_id', ids);
    return rows.filter(({ source, session_id }) => wanted.has(entityKey(source, session_id)));
  }

  private async load(table: 'jobs' | 'sessions', refs: readonly EntityRef[]): Promise<NamedFold[]> {
    const wanted = new Set(refs.map(({ source, id }) => entityKey(source, id)));
    const ids = refs.map(({ id }) => id);
    const rows = await this.read<NamedFold>(table, 'id', ids);
    return rows.filter((row) => wanted.has(entityKey(row.source, row.id)));
  }

  /** The inner read finds the keys through a skip index, which FINAL passes over; the outer one reads those keys alone. */
  private async read<T>(table: 'jobs' | 'sessions', by: 'id' | 'session_id', ids: readonly string[]): Promise<T[]> {
    const rows: T[] = [];
    for (const some of idGroups(ids)) {
      rows.push(
        ...(await this.store.query<T>(
          `SELECT id, source, ${table === 'jobs' ? 'session_id, ' : ''}stamps, toUnixTimestamp64Milli(at) AS at_ms, version
           FROM ${table} FINAL
           WHERE (at, source, id) IN (SELECT at, source, id FROM ${table} WHERE ${by} IN {ids:Array(String)})
           ORDER BY version`,
          { params: { ids: some } }
        ))
      );
    }
    return rows;
  }
}
