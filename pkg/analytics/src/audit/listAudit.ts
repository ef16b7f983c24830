import { parse, type AuditPage, type AuditRow } from '@eljefe/contract';
import { Type, type Static } from '@sinclair/typebox';

import { type Sql } from '../queries/where';
import { HASHED } from './chain';

export interface AuditAsk {
  /** Epoch ms, half-open; null: no bound. */
  from: number | null;
  to: number | null;
  actors: readonly string[];
  actions: readonly string[];
  outcomes: readonly string[];
  addresses: readonly string[];
  limit: number;
  after: Place | null;
}

/** The last entry of the page before. */
export const Place = Type.Tuple([Type.Integer(), Type.String({ maxLength: 100 }), Type.Integer({ minimum: 0 })]);
export type Place = [time: number, chain: string, seq: number];

const COLUMNS = [...HASHED, 'hash'].map((name) => (name === 'time' ? 'toUnixTimestamp64Milli(time) AS time_ms' : name));

const oneOf = (column: string, values: readonly string[]): Sql[] =>
  values.length === 0 ? [] : [{ text: `${column} IN {${column}s:Array(String)}`, params: { [`${column}s`]: values } }];

const time = (name: string): string => `fromUnixTimestamp64Milli({${name}:Int64}, 'UTC')`;

/** Newest first; of one instant by chain and number. */
export const auditSql = (ask: AuditAsk): Sql => {
  const { from, to, after } = ask;
  const parts: Sql[] = [
    ...(from === null ? [] : [{ text: `time >= ${time('from')}`, params: { from } }]),
    ...(to === null ? [] : [{ text: `time < ${time('to')}`, params: { to } }]),
    ...oneOf('actor', ask.actors),
    ...oneOf('action', ask.actions),
    ...oneOf('outcome', ask.outcomes),
    ...oneOf('address', ask.addresses),
    ...(after === null
      ? []
      : [
          {
            text: `(time, chain, seq) < (${time('at')}, {chain:String}, {seq:UInt64})`,
            params: { at: after[0], chain: after[1], seq: after[2] },
          },
        ]),
  ];
  return {
    text: `SELECT ${COLUMNS.join(', ')} FROM audit WHERE ${parts.map((part) => part.text).join(' AND ') || '1'}
ORDER BY time DESC, chain DESC, seq DESC LIMIT {limit:UInt32}`,
    params: { ...Object.assign({}, ...parts.map(({ params }) => params)), limit: ask.limit + 1 },
  };
};

const Detail = Type.Partial(Type.Object({ until: Type.Number(), reason: Type.String(), token: Type.String() }));

type Stored = Record<'chain' | 'prev_hash' | 'hash' | 'actor' | 'role' | 'action' | 'target', string> &
  Record<'outcome' | 'detail' | 'address' | 'request_id', string> &
  Record<'seq' | 'time_ms' | 'calls', number | string>;

const detailOf = (text: string): Static<typeof Detail> => {
  try {
    const read = parse(Detail, JSON.parse(text));
    return read.ok ? read.value : {};
  } catch {
    // Not JSON: somebody edited it, which the check of the chain tells.
    return {};
  }
};

const readRow = (row: Stored): AuditRow => {
  const { until = null, reason = null, token = null } = detailOf(row.detail);
  const { detail: _detail, time_ms, seq, calls, ...texts } = row;
  return {
    ...texts,
    until,
    reason,
    token,
    seq: Number(seq),
    time: Number(time_ms),
    actor: row.actor === '' ? null : row.actor,
    role: row.role === '' ? null : row.role,
    calls: Number(calls),
  };
};

export const placeText = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** @returns null when the text is no cursor */
export const readPlace = (text: string): Place | null => {
  try {
    const read = parse(Place, JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return read.ok ? read.value : null;
  } catch {
    return null;
  }
};

/** One page of the audit. */
export const listAudit = async (read: <T>(sql: Sql) => Promise<T[]>, ask: AuditAsk): Promise<AuditPage> => {
  const rows = await read<Stored>(auditSql(ask));
  const items = rows.slice(0, ask.limit).map(readRow);
  const last = items.at(-1);
  const isMore = rows.length > ask.limit && last !== undefined;
  return { items, next_cursor: isMore ? placeText([last.time, last.chain, last.seq]) : null };
};
