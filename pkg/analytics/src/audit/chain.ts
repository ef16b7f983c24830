import { createHash } from 'node:crypto';

import { type RowOf } from '../store';
import { type AuditEntry } from './auditEntry';

export type ChainRow = RowOf<'audit'>;

/** The newest entry of a chain. */
export interface Head {
  seq: number;
  hash: string;
}

/** Before the first entry. */
export const NO_HEAD: Head = { seq: 0, hash: '' };

/** What a hash covers, in this order: each value as its length in bytes, a colon, and itself, so that no two rows read alike. */
export const HASHED = [
  'chain',
  'seq',
  'time',
  'prev_hash',
  'actor',
  'role',
  'action',
  'target',
  'outcome',
  'detail',
  'address',
  'request_id',
  'calls',
] as const satisfies ReadonlyArray<keyof ChainRow>;

/** SHA-256, hex, of a row without its own hash. */
export const hashOf = (row: Omit<ChainRow, 'hash'>): string => {
  const hash = createHash('sha256');
  for (const name of HASHED) {
    const text = String(row[name]);
    hash.update(`${Buffer.byteLength(text)}:${text}`);
  }
  return hash.digest('hex');
};

const valueSql = (name: (typeof HASHED)[number]): string =>
  name === 'time' ? 'toString(toUnixTimestamp64Milli(time))' : `toString(${name})`;

/** The same hash, as SQL over the columns of the audit. */
export const HASH_SQL = `lower(hex(SHA256(concat(${HASHED.map(
  (name) => `toString(length(${valueSql(name)})), ':', ${valueSql(name)}`
).join(', ')}))))`;

const rowOf = (entry: AuditEntry, place: { chain: string; seq: number; prev_hash: string }): ChainRow => {
  const { time, until, actor, role, action, target, outcome, reason, token, address, requestId, calls } = entry;
  const detail = {
    ...(until === null ? {} : { until }),
    ...(reason === '' ? {} : { reason }),
    ...(token === '' ? {} : { token }),
  };
  const row = {
    ...place,
    time,
    actor,
    role,
    action,
    target,
    outcome,
    detail: JSON.stringify(detail),
    address,
    request_id: requestId,
    calls,
  };
  return { ...row, hash: hashOf(row) };
};

/** Entries as the next rows of a chain. */
export const linked = (chain: string, head: Head, entries: readonly AuditEntry[]): ChainRow[] => {
  let { seq, hash } = head;
  return entries.map((entry) => {
    const row = rowOf(entry, { chain, seq: seq + 1, prev_hash: hash });
    ({ seq, hash } = row);
    return row;
  });
};
