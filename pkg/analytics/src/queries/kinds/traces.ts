import { type Filter, type Frame, type Notice, type Query } from '@eljefe/contract';

import { BadRequest } from '../errors';
import { frameOf } from '../frames';
import { DEFAULT_ROWS } from '../listAsk';
import { type Answered } from '../series/answerSeries';
import { type Sql } from '../where';
import { type Window } from '../window';

export interface TracesAsk {
  window: Window;
  filters: readonly Filter[];
  search: string | null;
  limit: number;
}

/** Most traces of one answer. */
const MAX_TRACES = 1_000;

const NO_TRACES: Notice = {
  severity: 'info',
  text: 'No spans in this window',
  hint: 'Instrument the agents with OpenTelemetry and send to /v1/traces, or widen the range or the filters.',
};

/** One trace: times in epoch ms, duration in ms, tokens and cost of its model and tool calls alone. */
export interface TraceRow {
  trace_id: string;
  started: number;
  duration_ms: number;
  name: string;
  source: string;
  service: string;
  agents: string[];
  models: string[];
  spans: number;
  errors: number;
  input_tokens: number | null;
  output_tokens: number | null;
  cost_usd: number | null;
  session_id: string;
  job_id: string;
}

const COLUMNS: Readonly<Record<string, string>> = {
  source: 'source',
  service: 'service',
  agent: 'agent',
  model: 'model',
  provider: 'provider',
  session_id: 'session_id',
  job_id: 'job_id',
  status: 'status',
  error_category: 'error_category',
};

const condition = ({ key, op, values }: Filter, index: number): Sql | null => {
  const column = Object.hasOwn(COLUMNS, key) ? COLUMNS[key] : undefined;
  if (column === undefined) {
    throw new BadRequest('filters', key, `filter traces by one of ${Object.keys(COLUMNS).join(', ')}`);
  }
  const [first] = values;
  if (first === undefined) {
    return null;
  }
  const negated = op.startsWith('!') ? 'NOT ' : '';
  return op.endsWith('~')
    ? { text: `${negated}match(${column}, {s${index}:String})`, params: { [`s${index}`]: first.slice(0, 500) } }
    : { text: `${column} ${negated}IN {s${index}:Array(String)}`, params: { [`s${index}`]: values } };
};

/** Which spans make their trace one of the list: it is listed when one of its spans began in the window and passes. */
const spanWhere = ({ window, filters, search }: TracesAsk): Sql => {
  const parts = filters.map(condition).filter((part) => part !== null);
  const searched = `(trace_id = {search:String} OR positionCaseInsensitiveUTF8(name, {search:String}) > 0 OR positionCaseInsensitiveUTF8(status_message, {search:String}) > 0)`;
  return {
    text: [
      `time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`,
      `trace_id != '' AND kind NOT IN ('event', 'log')`,
      ...parts.map(({ text }) => text),
      ...(search === null ? [] : [searched]),
    ].join(' AND '),
    params: {
      from: window.from,
      to: window.to,
      ...Object.assign({}, ...parts.map(({ params }) => params)),
      ...(search === null ? {} : { search }),
    },
  };
};

interface Newest {
  id: string;
  last_ms: number;
}

/** How far a look for the newest traces goes: back in time, and in spans for each trace that is wanted. */
interface Look {
  reachMs: number;
  spansEach: number;
}

/** Near and few first: a store of a month has a partition for each day, and the newest traces lie in the last. */
const LOOKS: readonly Look[] = [
  { reachMs: 6 * 3_600_000, spansEach: 64 },
  { reachMs: 3 * 86_400_000, spansEach: 2_048 },
  { reachMs: Infinity, spansEach: Infinity },
];

const newestSql = (ask: TracesAsk, { reachMs, spansEach }: Look): Sql => {
  const { from, to } = ask.window;
  const where = spanWhere({ ...ask, window: { from: Math.max(from, to - reachMs), to } });
  const bounded = Number.isFinite(spansEach);
  return {
    text: `SELECT trace_id AS id, toUnixTimestamp64Milli(max(time)) AS last_ms
FROM (SELECT time, trace_id FROM spans WHERE ${where.text} ${bounded ? 'ORDER BY time DESC LIMIT {looked:UInt64}' : ''})
GROUP BY trace_id ORDER BY last_ms DESC, trace_id DESC LIMIT {limit:UInt32}`,
    params: { ...where.params, limit: ask.limit, ...(bounded ? { looked: ask.limit * spansEach } : {}) },
  };
};

type Read = <T>(sql: Sql) => Promise<T[]>;

/** The traces whose newest span is newest: they are the first to appear when spans are read backwards. */
const newestIds = async (read: Read, ask: TracesAsk): Promise<Newest[]> => {
  let found: Newest[] = [];
  for (const look of LOOKS) {
    found = await read<Newest>(newestSql(ask, look));
    if (found.length >= ask.limit) {
      break;
    }
  }
  return found;
};

/** A trace's spans are gathered from at most this long before and after its newest span that was listed. */
const REACH_MS = 7 * 86_400_000;

/** Traces as one row each, the newest version of every span counted once (see `spansSql` of one trace). */
const summarySql = (found: readonly Newest[]): Sql => {
  const times = found.map(({ last_ms }) => Number(last_ms));
  return {
    text: `SELECT trace_id, min(start_ns) / 1000000 AS started, (max(start_ns + duration_ns) - min(start_ns)) / 1000000 AS duration_ms,
  argMin(name, (parent_span_id != '', start_ns)) AS name, argMin(source, start_ns) AS source, argMin(service, (parent_span_id != '', start_ns)) AS service,
  arraySort(groupUniqArrayIf(20)(toString(agent), agent != '')) AS agents, arraySort(groupUniqArrayIf(20)(toString(model), model != '')) AS models,
  count() AS spans, countIf(status = 'error') AS errors,
  sumOrNull(input_tokens) AS input_tokens, sumOrNull(output_tokens) AS output_tokens, sumOrNull(cost_usd) AS cost_usd,
  max(session_id) AS session_id, argMinIf(job_id, start_ns, job_id != '') AS job_id
FROM (SELECT * EXCEPT (attributes, events, links) FROM spans
  WHERE time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    AND trace_id IN {ids:Array(String)} AND kind NOT IN ('event', 'log')
  ORDER BY received DESC LIMIT 1 BY trace_id, span_id)
GROUP BY trace_id`,
    params: {
      ids: found.map(({ id }) => id),
      from: Math.min(...times) - REACH_MS,
      to: Math.max(...times) + REACH_MS,
    },
  };
};

/** The traces with the newest spans in the window, newest first. */
export const listTraces = async (read: Read, ask: TracesAsk): Promise<TraceRow[]> => {
  const found = await newestIds(read, ask);
  if (found.length === 0) {
    return [];
  }
  const rows = new Map((await read<TraceRow>(summarySql(found))).map((row) => [row.trace_id, row]));
  return found.flatMap(({ id }) => rows.get(id) ?? []);
};

const figure = (value: number | null): number | null => (value === null ? null : Number(value));

/** `traces`: one row each. */
export const tracesFrame = (rows: readonly TraceRow[]): Frame => ({
  ...frameOf('traces', rows, [
    { name: 'trace_id', type: 'string', value: ({ trace_id }) => trace_id },
    { name: 'started_at', type: 'time', value: ({ started }) => Math.floor(Number(started)) },
    { name: 'duration', type: 'number', unit: 'ms', value: ({ duration_ms }) => Number(duration_ms) },
    { name: 'name', type: 'string', value: ({ name }) => name },
    { name: 'source', type: 'string', value: ({ source }) => source },
    { name: 'service', type: 'string', value: ({ service }) => service },
    { name: 'agents', type: 'string', value: ({ agents }) => agents.join(', ') },
    { name: 'models', type: 'string', value: ({ models }) => models.join(', ') },
    { name: 'spans', type: 'number', unit: 'short', value: ({ spans }) => Number(spans) },
    { name: 'errors', type: 'number', unit: 'short', value: ({ errors }) => Number(errors) },
    { name: 'input_tokens', type: 'number', unit: 'short', value: ({ input_tokens }) => figure(input_tokens) },
    { name: 'output_tokens', type: 'number', unit: 'short', value: ({ output_tokens }) => figure(output_tokens) },
    { name: 'cost', type: 'number', unit: 'currencyUSD', value: ({ cost_usd }) => figure(cost_usd) },
    { name: 'session_id', type: 'string', value: ({ session_id }) => session_id },
    { name: 'job_id', type: 'string', value: ({ job_id }) => job_id },
  ]),
  visualisation: 'table',
});

/** @throws BadRequest for a filter that spans lack */
export const answerTraces = async (query: Query, window: Window, read: Read): Promise<Answered> => {
  const rows = await listTraces(read, {
    window,
    filters: query.filters ?? [],
    search: query.search ?? null,
    limit: Math.min(query.limit ?? DEFAULT_ROWS, MAX_TRACES),
  });
  return { frames: [tracesFrame(rows)], notices: rows.length > 0 ? [] : [NO_TRACES] };
};
