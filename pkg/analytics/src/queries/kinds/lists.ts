import {
  parse,
  parseInstant,
  Session,
  shown,
  type Filter,
  type Job,
  type Session as SessionType,
} from '@eljefe/contract';

import { type JobFold } from '../../domain/jobFold';
import { viewJob, type PriceJob } from '../../domain/jobView';
import { type Page } from '../../parts';
import { BadRequest } from '../errors';
import { whereSql, type Sql } from '../where';
import { readNewest, type NewestAsk } from './newestFirst';

export interface ListAsk {
  from: number | null;
  to: number | null;
  limit: number;
  cursor: string | null;
  search: string | null;
  source: string | null;
  filters: readonly Filter[];
}

interface ListRow {
  at_ms: number;
  source: string;
  id: string;
  body: string;
}

interface Cursor {
  at: number;
  source: string;
  id: string;
}

/** Where the last page ended, as opaque text. */
export const writeCursor = ({ at, source, id }: Cursor): string =>
  Buffer.from(JSON.stringify([at, source, id])).toString('base64url');

/** @throws BadRequest for text this service did not write */
export const readCursor = (text: string): Cursor => {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (
      Array.isArray(read) &&
      parseInstant(read[0]) !== null &&
      typeof read[1] === 'string' &&
      typeof read[2] === 'string'
    ) {
      return { at: Number(read[0]), source: read[1], id: read[2] };
    }
  } catch {
    // Told below: whatever broke, the remedy is the same.
  }
  throw new BadRequest('cursor', text, 'send next_cursor of the former page as it was');
};

/** Newest first, by sorting time: keyset pages stay fast and stable while rows arrive. */
const newestAsk = (table: 'jobs' | 'sessions', body: string, ask: ListAsk): NewestAsk => {
  const where = whereSql(table, ask.filters);
  const cursor = ask.cursor === null ? null : readCursor(ask.cursor);
  const searched = table === 'jobs' ? ['task', 'id', 'error_message', 'session_id'] : ['goal', 'id', 'workflow'];
  const conditions = [
    where.text,
    ask.from === null ? null : `at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')`,
    ask.to === null ? null : `at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`,
    ask.source === null ? null : 'source = {source:String}',
    ask.search === null
      ? null
      : `(${searched.map((column) => `positionCaseInsensitiveUTF8(${column}, {search:String}) > 0`).join(' OR ')})`,
    cursor === null
      ? null
      : `at <= fromUnixTimestamp64Milli({cursorAt:Int64}, 'UTC') AND (at, source, id) < (fromUnixTimestamp64Milli({cursorAt:Int64}, 'UTC'), {cursorSource:String}, {cursorId:String})`,
  ].filter((condition) => condition !== null);
  return {
    table,
    columns: `toUnixTimestamp64Milli(at) AS at_ms, source, id, ${body} AS body`,
    where: {
      text: conditions.join(' AND '),
      params: {
        ...where.params,
        ...(ask.from === null ? {} : { from: ask.from }),
        ...(ask.to === null ? {} : { to: ask.to }),
        ...(ask.source === null ? {} : { source: ask.source }),
        ...(ask.search === null ? {} : { search: ask.search }),
        ...(cursor === null ? {} : { cursorAt: cursor.at, cursorSource: cursor.source, cursorId: cursor.id }),
      },
    },
    limit: ask.limit + 1,
    selective: where.text !== '1' || ask.search !== null || ask.source !== null,
  };
};

type Read = (sql: Sql) => Promise<ListRow[]>;

const pageOf = <T>(rows: readonly ListRow[], limit: number, view: (row: ListRow) => T): Page<T> => {
  const shownRows = rows.slice(0, limit);
  const last = shownRows.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    items: shownRows.map(view),
    next_cursor: more ? writeCursor({ at: Number(last.at_ms), source: last.source, id: last.id }) : null,
  };
};

const jobOf =
  (price: PriceJob) =>
  (row: ListRow): Job => {
    const fold: JobFold = JSON.parse(row.body);
    return viewJob(fold, price);
  };

const sessionOf = (row: ListRow): SessionType => {
  const read = parse(Session, JSON.parse(row.body));
  if (!read.ok) {
    throw new Error(
      `session ${row.id} is stored in a shape this version does not know: ${shown(read.problems[0]?.field)}`
    );
  }
  return read.value;
};

export const listJobs = async (read: Read, ask: ListAsk, price: PriceJob): Promise<Page<Job>> =>
  pageOf(await readNewest(read, newestAsk('jobs', 'stamps', ask)), ask.limit, jobOf(price));

export const listSessions = async (read: Read, ask: ListAsk): Promise<Page<SessionType>> =>
  pageOf(await readNewest(read, newestAsk('sessions', 'detail', ask)), ask.limit, sessionOf);

/** The inner read finds the keys through the id's skip index, which FINAL passes over; the outer one reads those keys alone. */
const byIdSql = (
  table: 'jobs' | 'sessions',
  body: string,
  { id, source }: { id: string; source: string | null }
): Sql => ({
  text: `SELECT toUnixTimestamp64Milli(at) AS at_ms, source, id, ${body} AS body FROM ${table} FINAL
WHERE (at, source, id) IN (SELECT at, source, id FROM ${table} WHERE id = {id:String}${source === null ? '' : ' AND source = {source:String}'}) LIMIT 100`,
  params: { id, ...(source === null ? {} : { source }) },
});

export const findJobs = async (
  read: Read,
  key: { id: string; source: string | null },
  price: PriceJob
): Promise<Job[]> => (await read(byIdSql('jobs', 'stamps', key))).map(jobOf(price));

export const findSessions = async (read: Read, key: { id: string; source: string | null }): Promise<SessionType[]> =>
  (await read(byIdSql('sessions', 'detail', key))).map(sessionOf);

/** What memory knows is newer than its row. */
export const newer = <T extends Job | SessionType>(stored: readonly T[], live: readonly T[]): T[] => {
  const id = (item: T): string => `${item.source}\u0000${'job_id' in item ? item.job_id : item.session_id}`;
  const fresh = new Map(live.map((item) => [id(item), item]));
  return stored.map((item) => fresh.get(id(item)) ?? item);
};
