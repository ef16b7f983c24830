import { type FeedEvent } from '@eljefe/contract';

import { factId } from '../domain/factId';
import { type ChainRow } from './chain';

const WHO_NOBODY = 'Somebody unknown';

/** What happened, after who it was. */
const TEXTS: Readonly<Record<string, (row: ChainRow) => string>> = {
  unauthenticated: () => 'was not let in',
  limited: () => 'was told to wait after too many failures',
  forbidden: () => 'may not do this',
  failed: () => 'did not succeed',
  ok: ({ action }) => (action === 'export' ? 'took an answer away' : 'did this'),
};

const STANDS_OUT = new Set(['authenticate', 'authorise', 'export', 'change', 'control']);

/** More entries of one kind than this at once become one line of the feed. */
const MOST_LINES = 3;

/** Edits of settings that succeeded are told by the settings themselves, in words. */
const isTold = ({ action, outcome, target }: ChainRow): boolean =>
  action === 'change' && outcome === 'ok' && target.startsWith('PUT /api/v1/settings/');

const reasonOf = (row: ChainRow): string => {
  const value: unknown = JSON.parse(row.detail);
  return typeof value === 'object' && value !== null && 'reason' in value ? String(value.reason) : '';
};

const eventOf = (row: ChainRow, told: { target: string; text: string }): FeedEvent => ({
  id: factId('audit', row.chain, String(row.seq)),
  time: row.time,
  severity: row.outcome === 'ok' || row.outcome === 'failed' ? 'info' : 'warning',
  kind: 'audit',
  source: 'eljefe-analytics',
  title: `${row.actor === '' ? WHO_NOBODY : row.actor} ${TEXTS[row.outcome]?.(row) ?? row.outcome}: ${told.target}`,
  text: told.text,
  subject_kind: 'service',
  subject: row.target,
  needs_human: false,
});

const lineOf = (row: ChainRow): FeedEvent => {
  const times = row.calls > 1 ? `${row.calls} times within a minute` : '';
  return eventOf(row, { target: row.target, text: [reasonOf(row), times].filter(Boolean).join(', ') });
};

const linesOf = (group: readonly ChainRow[]): FeedEvent[] => {
  const [first] = group;
  if (first === undefined || group.length <= MOST_LINES) {
    return group.map(lineOf);
  }
  const calls = group.reduce((sum, row) => sum + row.calls, 0);
  const targets = new Set(group.map(({ target }) => target)).size;
  const reasons = [...new Set(group.map(reasonOf))].filter(Boolean).slice(0, MOST_LINES);
  return [
    eventOf(first, {
      target: targets === 1 ? first.target : `${targets} addresses of the service`,
      text: [...reasons, `${calls} calls`].join(', '),
    }),
  ];
};

/**
 * Lines of the feed for what is more than reads and sendings. Addresses of callers stay in the audit: everybody reads
 * the feed.
 */
export const auditEvents = (rows: readonly ChainRow[]): FeedEvent[] => {
  const groups = new Map<string, ChainRow[]>();
  for (const row of rows.filter((one) => STANDS_OUT.has(one.action) && !isTold(one))) {
    const key = JSON.stringify([row.actor, row.action, row.outcome]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap(linesOf);
};
