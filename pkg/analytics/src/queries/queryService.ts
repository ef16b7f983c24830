import {
  DIMENSIONS,
  type Catalog,
  type Frame,
  type Job,
  type Problem,
  type Query,
  type QueryAnswer,
  type QueryRequest,
  type QueryResponse,
  type Session,
} from '@eljefe/contract';

import { type PriceJob } from '../domain/jobView';
import { type LiveState } from '../live/liveState';
import { MEASURES } from '../measures/registry';
import { type ListOptions, type Page, type Queries } from '../parts';
import { BadQuery, QueryAborted, QueryLimit, StoreError, type Store } from '../store';

import { BadRequest } from './errors';
import { recordsFrame } from './frames';
import { eventsFrame, eventsSql, readEvents } from './kinds/events';
import { findJobs, findSessions, listJobs, listSessions, newer, type ListAsk } from './kinds/lists';
import { answerState, JOB_KEYS, orchestratorsFrame, SESSION_LIST_KEYS } from './kinds/live';
import { marksFrame, marksSql, type MarkRow } from './kinds/marks';
import { answerSeries, type Answered, type SeriesDeps } from './kinds/series';
import { valuesFrame, valuesSql } from './kinds/values';
import { type Sql } from './where';
import { readWindow, type Window } from './window';

export interface QueryServiceDeps {
  store: Store;
  live: LiveState;
  price: PriceJob;
  now(): number;
}

const DEFAULT_ROWS = 500;

/** A day: what a current value in the catalogue looks back over. */
const CATALOG_WINDOW_MS = 86_400_000;

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Any failure as a problem that says what to do; one question's failure never harms the others. */
const problemOf = (error: unknown): Problem => {
  if (error instanceof BadRequest) {
    const problems = [{ field: error.field, value: String(error.value).slice(0, 80), remedy: error.remedy }];
    return {
      type: 'about:blank',
      title: 'The question cannot be answered as asked',
      status: 400,
      detail: error.message,
      problems,
    };
  }
  if (error instanceof QueryLimit) {
    const detail = `The answer took more than the limit of ${error.limit} allows. Choose a shorter range or narrower filters.`;
    return { type: 'about:blank', title: 'Query over its limit', status: 422, detail };
  }
  if (error instanceof BadQuery) {
    return { type: 'about:blank', title: 'The store refused the query', status: 400, detail: message(error) };
  }
  if (error instanceof StoreError) {
    const detail = `The store does not answer (${message(error)}). What is live is still shown; history comes back with the store.`;
    return { type: 'about:blank', title: 'Store unavailable', status: 503, detail };
  }
  return { type: 'about:blank', title: 'The answer failed', status: 500, detail: message(error) };
};

/** Answers questions from the store and the live state. */
export class QueryService implements Queries {
  constructor(private readonly deps: QueryServiceDeps) {}

  async answer(request: QueryRequest, { signal }: { signal: AbortSignal }): Promise<QueryResponse> {
    const window = readWindow(request);
    const maxPoints = request.maxDataPoints ?? null;
    const answers = await Promise.all(
      request.queries.map((query) => this.answerOne(query, { window, maxPoints, signal }))
    );
    return { at: this.deps.now(), answers };
  }

  async jobs(options: ListOptions): Promise<Page<Job>> {
    const page = await listJobs(this.reader(options.signal), listAsk(options), this.deps.price);
    return { ...page, items: newer(page.items, this.deps.live.allJobs()) };
  }

  async job(id: string, source?: string): Promise<Job[]> {
    const live = this.deps.live
      .allJobs()
      .filter((job) => job.job_id === id && (source === undefined || job.source === source));
    const stored = await findJobs(this.reader(), { id, source: source ?? null }, this.deps.price);
    return merged(live, stored, (job) => `${job.source}\u0000${job.job_id}`);
  }

  async sessions(options: ListOptions): Promise<Page<Session>> {
    const page = await listSessions(this.reader(options.signal), listAsk(options));
    return { ...page, items: newer(page.items, this.deps.live.allSessions()) };
  }

  async session(id: string, source?: string): Promise<Session[]> {
    const live = this.deps.live
      .allSessions()
      .filter((session) => session.session_id === id && (source === undefined || session.source === source));
    const stored = await findSessions(this.reader(), { id, source: source ?? null });
    return merged(live, stored, (session) => `${session.source}\u0000${session.session_id}`);
  }

  async catalog({ values, signal }: { values: boolean; signal: AbortSignal }): Promise<Catalog> {
    const to = this.deps.now();
    const window = { from: to - CATALOG_WINDOW_MS, to };
    const measures = await Promise.all(
      MEASURES.map(async ({ info }) =>
        values ? { ...info, current: await this.currentValue(info.name, window, signal) } : info
      )
    );
    return { measures };
  }

  private async currentValue(measure: string, window: Window, signal: AbortSignal) {
    try {
      const { frames, notices } = await answerSeries(
        { refId: 'A', kind: 'series', measure, shape: 'total' },
        window,
        null,
        this.seriesDeps(signal)
      );
      const fields = frames[0]?.fields ?? [];
      const value = fields.find(({ name }) => name === measure)?.values[0];
      const count = fields.find(({ name }) => name === 'count')?.values[0];
      const known = typeof value === 'number';
      const reason = known ? null : (notices[0]?.hint ?? notices[0]?.text ?? 'no data in the last day');
      return { value: known ? value : null, count: typeof count === 'number' ? count : null, reason };
    } catch (error) {
      return { value: null, count: null, reason: message(error) };
    }
  }

  private async answerOne(
    query: Query,
    context: { window: Window; maxPoints: number | null; signal: AbortSignal }
  ): Promise<QueryAnswer> {
    const empty = { refId: query.refId, frames: [], notices: [], age_seconds: 0, next_cursor: null, problem: null };
    try {
      return { ...empty, ...(await this.framesOf(query, context)) };
    } catch (error) {
      if (error instanceof QueryAborted) {
        throw error;
      }
      return { ...empty, problem: problemOf(error) };
    }
  }

  private async framesOf(
    query: Query,
    { window, maxPoints, signal }: { window: Window; maxPoints: number | null; signal: AbortSignal }
  ): Promise<Answered & { next_cursor?: string | null }> {
    switch (query.kind) {
      case 'state':
        return { frames: answerState(query, this.deps.live.state()), notices: this.deps.live.state().notices };
      case 'orchestrators':
        return only(orchestratorsFrame(this.deps.live.state()));
      case 'series':
        return answerSeries(query, window, maxPoints, this.seriesDeps(signal));
      case 'jobs':
        return this.jobFrames(query, window, signal);
      case 'sessions':
        return this.sessionFrames(query, window, signal);
      case 'events':
        return this.eventFrames(query, window, signal);
      case 'marks':
        return only(marksFrame(await this.read<MarkRow>(marksSql(window, query.limit ?? DEFAULT_ROWS), signal)));
      case 'values':
        return this.valueFrames(query, window, signal);
      case 'catalog':
        return only(catalogFrame());
      default:
        throw new BadRequest(
          'kind',
          query.kind,
          'this version answers state, orchestrators, series, jobs, sessions, events, marks, values and catalog'
        );
    }
  }

  private async jobFrames(query: Query, window: Window, signal: AbortSignal) {
    const page = await this.jobs({ ...listOptions(query, window), signal });
    return { frames: [recordsFrame('jobs', page.items, JOB_KEYS)], notices: [], next_cursor: page.next_cursor };
  }

  private async sessionFrames(query: Query, window: Window, signal: AbortSignal) {
    const page = await this.sessions({ ...listOptions(query, window), signal });
    return {
      frames: [recordsFrame('sessions', page.items, SESSION_LIST_KEYS)],
      notices: [],
      next_cursor: page.next_cursor,
    };
  }

  private async eventFrames(query: Query, window: Window, signal: AbortSignal): Promise<Answered> {
    const ask = {
      window,
      filters: query.filters ?? [],
      search: query.search ?? null,
      limit: query.limit ?? DEFAULT_ROWS,
    };
    const events = readEvents(await this.read<{ attributes: string }>(eventsSql(ask), signal));
    const notices =
      events.length > 0
        ? []
        : [{ severity: 'info' as const, text: 'No events in this window', hint: 'Widen the range or the filters.' }];
    return { frames: [eventsFrame(events)], notices };
  }

  private async valueFrames(query: Query, window: Window, signal: AbortSignal): Promise<Answered> {
    const dimension = query.dimension ?? '';
    if (dimension === '') {
      return only(
        recordsFrame(
          'values',
          DIMENSIONS.map((value) => ({ value })),
          ['value']
        )
      );
    }
    const rows = await this.read<{ value: string }>(
      valuesSql(dimension, {
        window,
        filters: query.filters ?? [],
        search: query.search ?? null,
        limit: query.limit ?? DEFAULT_ROWS,
      }),
      signal
    );
    return only(valuesFrame(dimension, rows, this.deps.live.state()));
  }

  private seriesDeps(signal: AbortSignal): SeriesDeps {
    return {
      read: (sql) => this.read(sql, signal),
      liveJobs: () => this.deps.live.allJobs(),
      liveSessions: () => this.deps.live.allSessions(),
      now: () => this.deps.now(),
    };
  }

  private read<T>(sql: Sql, signal?: AbortSignal): Promise<T[]> {
    return this.deps.store.query<T>(sql.text, { params: sql.params, ...(signal ? { signal } : {}) });
  }

  private reader(signal?: AbortSignal) {
    return <T>(sql: Sql): Promise<T[]> => this.read<T>(sql, signal);
  }
}

const only = (frame: Frame): Answered => ({ frames: [frame], notices: [] });

const merged = <T>(live: readonly T[], stored: readonly T[], keyOf: (item: T) => string): T[] => [
  ...new Map([...stored, ...live].map((item) => [keyOf(item), item])).values(),
];

const listOptions = (query: Query, window: Window): Omit<ListOptions, 'signal'> => ({
  from: window.from,
  to: window.to,
  limit: query.limit ?? DEFAULT_ROWS,
  filters: query.filters ?? [],
  ...(query.cursor ? { cursor: query.cursor } : {}),
  ...(query.search ? { search: query.search } : {}),
  ...(query.source ? { source: query.source } : {}),
});

const FILTER_OPS = ['=', '!=', '=~', '!~', '=|', '!=|'] as const;

const listAsk = (options: ListOptions): ListAsk => ({
  from: options.from ?? null,
  to: options.to ?? null,
  limit: options.limit,
  cursor: options.cursor ?? null,
  search: options.search ?? null,
  source: options.source ?? null,
  filters: options.filters.map(({ key, op, values }) => {
    const known = FILTER_OPS.find((name) => name === op);
    if (known === undefined) {
      throw new BadRequest('filters', op, `use one of ${FILTER_OPS.join(' ')}`);
    }
    return { key, op: known, values: [...values] };
  }),
});

const catalogFrame = (): Frame =>
  recordsFrame(
    'catalog',
    MEASURES.map(({ info }) => ({
      ...info,
      target: info.target === null ? null : `${info.target.op} ${info.target.value}`,
    })),
    ['id', 'name', 'title', 'unit', 'definition', 'target', 'better', 'prometheus', 'absent_hint']
  );
