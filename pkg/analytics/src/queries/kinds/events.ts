import { FeedEvent, parse, type Filter, type Frame, type Query } from '@eljefe/contract';

import { recordsFrame } from '../frames';
import { DEFAULT_ROWS } from '../listAsk';
import { type Answered } from '../series/answerSeries';
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

/** Facts have no versions, only copies: they are found without merging the table, in the order of its key. */
export const eventsSql = ({ window, filters, search, limit, oldestFirst }: EventsAsk): Sql => {
  const direction = oldestFirst ? 'ASC' : 'DESC';
  const where = conditions(filters);
  const searched = search === null ? '1' : 'positionCaseInsensitiveUTF8(attributes, {search:String}) > 0';
  return {
    text: `SELECT id, attributes FROM facts
WHERE kind = 'event' AND time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND ${where.text} AND ${searched}
ORDER BY time ${direction}, source ${direction}, id ${direction} LIMIT {limit:UInt32}`,
    params: { ...where.params, from: window.from, to: window.to, limit, ...(search === null ? {} : { search }) },
  };
};

const readEvents = (rows: ReadonlyArray<{ attributes: string }>): FeedEvent[] =>
  rows.flatMap(({ attributes }) => {
    const read = parse(FeedEvent, JSON.parse(attributes));
    return read.ok ? [read.value] : [];
  });

interface EventRow {
  id: string;
  attributes: string;
}

/** Events of the window from its asked end, each once; asks for more rows while copies leave too few. */
export const findEvents = async (read: (sql: Sql) => Promise<EventRow[]>, ask: EventsAsk): Promise<FeedEvent[]> => {
  for (let looked = ask.limit * 2; ; looked *= 4) {
    const rows = await read(eventsSql({ ...ask, limit: looked }));
    const once = [...new Map(rows.map((row) => [row.id, row])).values()];
    if (once.length >= ask.limit || rows.length < looked) {
      return readEvents(once.slice(0, ask.limit));
    }
  }
};

/** `events`: newest first, with sort `time` oldest first. */
const eventsFrame = (events: readonly FeedEvent[]): Frame => ({
  ...recordsFrame('events', events, KEYS),
  visualisation: 'logs',
});

const ONLY_ALERTS: Filter = { key: 'kind', op: '=', values: ['alert'] };

/** Kinds `events` and `alerts`: the second is the first about alerts alone. */
export const answerEvents = async (
  query: Query,
  window: Window,
  read: <T>(sql: Sql) => Promise<T[]>
): Promise<Answered> => {
  const isAlerts = query.kind === 'alerts';
  const events = await findEvents(read, {
    window,
    filters: [...(query.filters ?? []), ...(isAlerts ? [ONLY_ALERTS] : [])],
    search: query.search ?? null,
    limit: query.limit ?? DEFAULT_ROWS,
    oldestFirst: query.sort === 'time',
  });
  const text = `No ${isAlerts ? 'alerts' : 'events'} in this window`;
  const notices = [{ severity: 'info' as const, text, hint: 'Widen the range or the filters.' }];
  return { frames: [eventsFrame(events)], notices: events.length > 0 ? [] : notices };
};
