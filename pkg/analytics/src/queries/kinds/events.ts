import { FeedEvent, parse, type Filter, type Frame } from '@eljefe/contract';

import { recordsFrame } from '../frames';
import { type Sql } from '../where';
import { type Window } from '../window';

const KEYS = [
  'id',
  'time',
  'severity',
  'kind',
  'source',
  'title',
  'text',
  'subject_kind',
  'subject',
  'needs_human',
] as const;

export interface EventsAsk {
  window: Window;
  filters: readonly Filter[];
  search: string | null;
  limit: number;
  /** Oldest first, so that the limit keeps what came right after the start; newest first otherwise. */
  oldestFirst: boolean;
}

const FIELDS = new Set(['source', 'severity', 'kind', 'subject', 'subject_kind']);

/** Filters on fields an event has; a dashboard's filters on others (agent type …) do not apply to events. */
const conditions = (filters: readonly Filter[]): Sql => {
  const parts = filters.flatMap(({ key, op, values }, index) => {
    if (!FIELDS.has(key) || values.length === 0 || !['=', '=|', '!=', '!=|'].includes(op)) {
      return [];
    }
    const column = key === 'source' || key === 'subject' ? key : `JSONExtractString(attributes, '${key}')`;
    const negated = op.startsWith('!') ? 'NOT ' : '';
    return [{ text: `${column} ${negated}IN {e${index}:Array(String)}`, params: { [`e${index}`]: values } }];
  });
  return {
    text: parts.map(({ text }) => text).join(' AND ') || '1',
    params: Object.assign({}, ...parts.map(({ params }) => params)),
  };
};

export const eventsSql = ({ window, filters, search, limit, oldestFirst }: EventsAsk): Sql => {
  const direction = oldestFirst ? 'ASC' : 'DESC';
  const where = conditions(filters);
  const searched = search === null ? '1' : 'positionCaseInsensitiveUTF8(attributes, {search:String}) > 0';
  return {
    text: `SELECT attributes FROM facts FINAL
WHERE kind = 'event' AND time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND ${where.text} AND ${searched}
ORDER BY time ${direction}, id ${direction} LIMIT {limit:UInt32}`,
    params: { ...where.params, from: window.from, to: window.to, limit, ...(search === null ? {} : { search }) },
  };
};

export const readEvents = (rows: ReadonlyArray<{ attributes: string }>): FeedEvent[] =>
  rows.flatMap(({ attributes }) => {
    const read = parse(FeedEvent, JSON.parse(attributes));
    return read.ok ? [read.value] : [];
  });

/** `events`: newest first, with sort `time` oldest first. */
export const eventsFrame = (events: readonly FeedEvent[]): Frame => ({
  ...recordsFrame('events', events, KEYS),
  visualisation: 'logs',
});
