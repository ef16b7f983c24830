import { type AuditCheck, type AuditFault } from '@eljefe/contract';

import { type Sql } from '../queries/where';
import { HASH_SQL, NO_HEAD, type Head } from './chain';
import { type Noted } from './headFile';

type Read = <T>(sql: Sql) => Promise<T[]>;

/** Entries looked at by one question: the engine sorts no more than these. */
const PAGE = 200_000;

const chainsSql: Sql = { text: 'SELECT chain FROM audit GROUP BY chain ORDER BY chain', params: {} };

/** First entry of each kind of fault among the entries after `after`, and the last entry. */
const pageSql = (chain: string, after: Head, size: number): Sql => ({
  text: `SELECT count() AS entries, min(seq) AS first, max(seq) AS last, argMax(hash, seq) AS last_hash,
  minIf(seq, hash != own) AS edited, countIf(hash != own) AS edited_n,
  minIf(seq, seq > before + 1) AS missing, countIf(seq > before + 1) AS missing_n,
  minIf(seq, seq = before) AS doubled, countIf(seq = before) AS doubled_n,
  minIf(seq, seq = before + 1 AND prev_hash != before_hash) AS unlinked, countIf(seq = before + 1 AND prev_hash != before_hash) AS unlinked_n
FROM (SELECT seq, hash, prev_hash, ${HASH_SQL} AS own,
    lagInFrame(seq, 1, {seq:UInt64}) OVER w AS before,
    lagInFrame(hash, 1, {hash:String}) OVER w AS before_hash
  FROM (SELECT * FROM audit WHERE chain = {chain:String} AND seq > {seq:UInt64} ORDER BY seq LIMIT ${size})
  WINDOW w AS (ORDER BY seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW))`,
  params: { chain, seq: after.seq, hash: after.hash },
});

const FOUND = ['edited', 'missing', 'doubled', 'unlinked'] as const;
type Found = (typeof FOUND)[number];

type Page = Record<'entries' | 'first' | 'last' | Found | `${Found}_n`, number | string> & { last_hash: string };

type CheckedChain = AuditCheck['chains'][number];

const faultsOf = (page: Page): AuditFault[] =>
  FOUND.flatMap((fault) => (Number(page[`${fault}_n`]) > 0 ? [{ seq: Number(page[fault]), fault }] : []));

/** The newest entry must be the one noted, or come after it: an entry is noted right after it is stored. */
const headFaults = async (read: Read, noted: Noted): Promise<AuditFault[]> => {
  if (noted.seq === 0) {
    return [];
  }
  const [row] = await read<{ hash: string }>({
    text: 'SELECT hash FROM audit WHERE chain = {chain:String} AND seq = {seq:UInt64} LIMIT 1',
    params: { chain: noted.chain, seq: noted.seq },
  });
  if (row === undefined) {
    return [{ seq: noted.seq, fault: 'cut' }];
  }
  return row.hash === noted.hash ? [] : [{ seq: noted.seq, fault: 'edited' }];
};

const beforeFirst = async (read: Read, chain: string): Promise<Head> => {
  const [row] = await read<{ seq: number | string; prev_hash: string }>({
    text: 'SELECT seq, prev_hash FROM audit WHERE chain = {chain:String} ORDER BY seq LIMIT 1',
    params: { chain },
  });
  return row === undefined ? NO_HEAD : { seq: Number(row.seq) - 1, hash: row.prev_hash };
};

const once = (faults: readonly AuditFault[]): AuditFault[] => [
  ...new Map([...faults].reverse().map((fault) => [fault.fault, fault])).values(),
];

const checkChain = async (read: Read, chain: string, options: Options): Promise<CheckedChain> => {
  const { noted, pageSize = PAGE } = options;
  const faults: AuditFault[] = [];
  let entries = 0;
  let first = 0;
  let head = options.expires ? await beforeFirst(read, chain) : NO_HEAD;
  for (;;) {
    const [page] = await read<Page>(pageSql(chain, head, pageSize));
    const n = Number(page?.entries ?? 0);
    if (page === undefined || n === 0) {
      break;
    }
    first ||= Number(page.first);
    entries += n;
    faults.push(...faultsOf(page));
    head = { seq: Number(page.last), hash: page.last_hash };
  }
  const own = noted?.chain === chain ? noted : null;
  const all = own === null ? faults : [...faults, ...(await headFaults(read, own))];
  return {
    chain,
    entries,
    first_seq: first,
    last_seq: head.seq,
    last_hash: head.hash,
    head_kept: own !== null,
    faults: once(all),
  };
};

interface Options {
  noted: Noted | null;
  /** Epoch ms. */
  now: number;
  /** Old entries go away after some days (`store.retentionDays.audit`): then a chain may begin with any number. */
  expires: boolean;
  pageSize?: number;
}

/**
 * Looks through the whole audit: does every entry still hash to what it says, follow its predecessor, and is none gone?
 * Reads in pages, so that an audit of any length can be checked.
 */
export const checkAudit = async (read: Read, options: Options): Promise<AuditCheck> => {
  const found = (await read<{ chain: string }>(chainsSql)).map(({ chain }) => chain);
  const { noted } = options;
  const isGone = noted !== null && noted.seq > 0 && !options.expires && !found.includes(noted.chain);
  const missing = isGone ? [noted.chain] : [];
  const chains: CheckedChain[] = [];
  for (const chain of [...found, ...missing]) {
    chains.push(await checkChain(read, chain, options));
  }
  return {
    at: options.now,
    holds: chains.length === 0 ? null : chains.every(({ faults }) => faults.length === 0),
    entries: chains.reduce((sum, { entries }) => sum + entries, 0),
    chains,
  };
};
