import { type JobFields } from '../domain/jobFields';
import { type SessionNews } from '../domain/sessionFold';
import { RowsRefused } from '../store/errors';
import { TABLES, type RowOf, type Table, type TableName } from '../store/schema';

import { DerivedRows } from './derivedRows';
import { Entities } from './entities';
import { Folds } from './folds';
import { KnownIds } from './knownIds';
import { type News } from './news';
import { Recorder, type Change } from './recorder';

type AnyRow = Readonly<Record<string, unknown>>;

/** Tables in memory that keep, as the engine's FINAL does, the newest version of each key, and no tombstones. */
export class MemoryTables {
  readonly written: Record<string, AnyRow[]> = {};
  /** Thrown by the next writes to a table, one each. */
  readonly failures: Partial<Record<TableName, Error[]>> = {};
  /** Rows the store refuses. */
  refuses: (row: AnyRow) => boolean = () => false;
  /** Runs before each write. */
  beforeWrite: (table: TableName) => Promise<void> = () => Promise.resolve();

  async write<T extends TableName>(table: T, rows: ReadonlyArray<RowOf<T>>): Promise<void> {
    await this.beforeWrite(table);
    const failure = this.failures[table]?.shift();
    if (failure) {
      throw failure;
    }
    const kept: AnyRow[] = rows.filter((row) => !this.refuses(row));
    (this.written[table] ??= []).push(...kept);
    const refused = rows.flatMap((row, index) => (this.refuses(row) ? [{ index, reason: 'does not fit' }] : []));
    if (refused.length > 0) {
      throw new RowsRefused(refused);
    }
  }

  final(table: TableName): AnyRow[] {
    const { orderBy, version, deleted }: Table = TABLES[table];
    const byKey = new Map<string, AnyRow>();
    for (const row of this.written[table] ?? []) {
      const key = JSON.stringify(orderBy.map((column) => row[column]));
      const known = byKey.get(key);
      if (version === undefined || known === undefined || Number(row[version]) >= Number(known[version])) {
        byKey.set(key, row);
      }
    }
    return [...byKey.values()].filter((row) => deleted === undefined || row[deleted] !== 1);
  }

  /** Answers the reads of `Folds`: by ids, or by the session's ids. */
  query<T>(sql: string, { params }: { params: Record<string, unknown> }): Promise<T[]> {
    const table = /FROM sessions/.test(sql) ? 'sessions' : 'jobs';
    const column = /WHERE session_id IN/.test(sql) ? 'session_id' : 'id';
    const wanted = new Set(Array.isArray(params['ids']) ? params['ids'] : []);
    const rows = this.final(table).filter((row) => wanted.has(row[column]));
    const found = rows.map((row) => ({ ...row, at_ms: row['at'] }));
    return Promise.resolve(JSON.parse(JSON.stringify(found)));
  }
}

/** The way in, on tables in memory and a clock that is set by hand. */
export const makeIngest = (tables = new MemoryTables()) => {
  const clock = { now: 1_000_000 };
  const now = (): number => clock.now;
  const entities = new Entities(() => null);
  const known = { jobs: new KnownIds(1_000), sessions: new KnownIds(1_000) };
  for (const table of ['jobs', 'sessions'] as const) {
    tables.final(table).forEach(({ source, id }) => known[table].add(`${String(source)}\u0000${String(id)}`));
  }
  const refused: string[] = [];
  const derived = new DerivedRows({ entities, writer: tables, now, onRefused: (reason) => refused.push(reason) });
  const changes: Change[] = [];
  const recorder = new Recorder({
    redact: (item) => item,
    entities,
    folds: new Folds(entities, known, tables),
    known,
    writer: tables,
    now,
    onChange: (change) => {
      changes.push(change);
      derived.take(change);
    },
  });
  return { clock, tables, entities, known, derived, recorder, changes, refused };
};

interface GivenNews extends Partial<JobFields> {
  id?: string;
  source?: string;
  status?: string | null;
  stamp?: number;
}

/** News of a job. */
export const jobItem = ({ id = 'j1', source = 'el-jefe', status = null, stamp = 1, ...fields }: GivenNews): News => ({
  kind: 'job',
  source,
  subject: id,
  news: { stamp, fields, status, labels: {} },
  observed: false,
});

/** News of a session. */
export const sessionItem = ({ id = 's1', ...news }: { id?: string } & Partial<SessionNews>): News => ({
  kind: 'session',
  source: 'el-jefe',
  subject: id,
  news: { stamp: 1, status: null, fields: {}, phase: null, humanAction: false, ...news },
});
