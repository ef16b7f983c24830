import {
  DIMENSIONS,
  type Catalog,
  type Frame,
  type Insights,
  type Job,
  type Predictions,
  type Query,
  type QueryAnswer,
  type QueryRequest,
  type QueryResponse,
  type Session,
} from '@eljefe/contract';

import { type BudgetStatus } from '../budgets/budgetStatus';
import { type PriceJob } from '../domain/jobView';
import { withCriticalPath } from '../graph/withCriticalPath';
import { parseWindow } from '../insight/parseWindow';
import { type LiveState } from '../live/liveState';
import { NO_SETTINGS, type MeasureSettings } from '../measures/settings';
import { type ListOptions, type Page, type Queries } from '../parts';
import { type SloStatus } from '../slo/sloStatus';
import { QueryAborted, type Store } from '../store';

import { AnswerCache, type CacheCounts } from './AnswerCache';
import { appliedFilters, filterableRows } from './appliedFilters';
import { askContext, type AskContext } from './askContext';
import { cacheKey, maxAgeMs, roundedWindow } from './cacheKey';
import { BadRequest } from './errors';
import { recordsFrame } from './frames';
import { budgetsFrame, slosFrame } from './kinds/budgets';
import { answerEvents } from './kinds/events';
import { insightFrames } from './kinds/insights';
import { findJobs, findSessions, listJobs, listSessions, newer } from './kinds/lists';
import { answerState, JOB_KEYS, orchestratorsFrame, SESSION_LIST_KEYS } from './kinds/live';
import { marksFrame, marksSql, type MarkRow } from './kinds/marks';
import { predictionsFrame } from './kinds/predictions';
import { answerTraces } from './kinds/traces';
import { valuesFrame, valuesSql } from './kinds/values';
import { DEFAULT_ROWS, listAsk, listOptions } from './listAsk';
import { problemOf } from './problemOf';
import { catalogFrame, readCatalog } from './readCatalog';
import { graphFrames, traceFrames, type SessionReads } from './sessionAnswers';
import { answerSeries, type Answered } from './series/answerSeries';
import { type Compute, type SeriesDeps } from './series/ask';
import { type Remembered } from './series/remembered';
import { type Sql } from './where';
import { type Window } from './window';

/** What is computed beside the store's rows; absent in a service that only answers from rows. */
export interface Analysis {
  compute(name: string): Compute | null;
  insights(windowMs: number): Promise<Insights>;
  predictions(): Promise<Predictions>;
  budgets(): Promise<BudgetStatus[]>;
  slos(): Promise<SloStatus[]>;
}

export interface QueryServiceDeps {
  store: Store;
  live: LiveState;
  price: PriceJob;
  now(): number;
  settings?: MeasureSettings;
  analysis?: () => Analysis;
  /** Buckets of rows, where this process alone writes them. */
  remembered?: Remembered | null;
  /** Most rows one question may read. */
  maxRows?: number;
}

const CACHE_BYTES = 64 * 1024 * 1024;

type Framed = Answered & { next_cursor?: string | null };

const only = (frame: Frame): Answered => ({ frames: [frame], notices: [] });

const merged = <T>(live: readonly T[], stored: readonly T[], keyOf: (item: T) => string): T[] => [
  ...new Map([...stored, ...live].map((item) => [keyOf(item), item])).values(),
];

/** Answers questions from the store and the live state. */
export class QueryService implements Queries {
  private readonly cache: AnswerCache;

  constructor(private readonly deps: QueryServiceDeps) {
    this.cache = new AnswerCache({ maxBytes: CACHE_BYTES, now: () => deps.now() });
  }

  /** Answers given from memory and those that were not, since the start. */
  cacheCounts(): CacheCounts {
    return this.cache.counts();
  }

  async answer(request: QueryRequest, { signal }: { signal: AbortSignal }): Promise<QueryResponse> {
    const answers = await Promise.all(request.queries.map((query) => this.answerOne(query, request, signal)));
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

  /** With the critical path filled in, as of now for a session under way. */
  async session(id: string, source?: string): Promise<Session[]> {
    const live = this.deps.live
      .allSessions()
      .filter((session) => session.session_id === id && (source === undefined || session.source === source));
    const stored = await findSessions(this.reader(), { id, source: source ?? null });
    const found = merged(live, stored, (session) => `${session.source}\u0000${session.session_id}`);
    return found.map((session) => withCriticalPath(session, session.completed_at ?? this.deps.now()));
  }

  catalog({ values, signal }: { values: boolean; signal: AbortSignal }): Promise<Catalog> {
    return readCatalog(values, this.seriesDeps(signal));
  }

  private async answerOne(query: Query, batch: QueryRequest, signal: AbortSignal): Promise<QueryAnswer> {
    const empty = { refId: query.refId, frames: [], notices: [], age_seconds: 0, next_cursor: null, problem: null };
    try {
      return { ...empty, ...(await this.remembered(query, askContext(query, batch, signal))) };
    } catch (error) {
      if (error instanceof QueryAborted) {
        throw error;
      }
      return { ...empty, problem: problemOf(error) };
    }
  }

  /** From memory while it is young enough; what is made for memory does not end with the one who asked. */
  private async remembered(query: Query, context: AskContext): Promise<Framed & { age_seconds?: number }> {
    const { maxPoints } = context;
    const window = roundedWindow(context.window, this.deps.now());
    const key = cacheKey(query, window, maxPoints);
    if (key === null) {
      return this.framesOf(query, context);
    }
    const signal = new AbortController().signal;
    const { ageSeconds, ...answer } = await this.cache.get(key, maxAgeMs(window, query.kind), async () => ({
      next_cursor: null,
      ...(await this.framesOf(query, { window, maxPoints, signal })),
    }));
    return { ...answer, age_seconds: ageSeconds };
  }

  private async framesOf(query: Query, context: AskContext): Promise<Framed> {
    const { window, maxPoints, signal } = context;
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
      case 'session_graph':
        return graphFrames(query, this.sessionReads());
      case 'trace':
        return traceFrames(query, this.sessionReads(signal));
      case 'traces':
        return answerTraces(query, window, this.reader(signal));
      case 'events':
      case 'alerts':
        return answerEvents(query, window, this.reader(signal));
      case 'marks':
        return this.markFrames(query, window, signal);
      case 'values':
        return this.valueFrames(query, window, signal);
      case 'catalog':
        return only(catalogFrame());
      case 'insights':
        return this.insightFrames(query, window);
      case 'budgets':
        return this.budgetFrames(query);
      case 'predictions':
        return this.predictionFrames(query);
    }
  }

  private async predictionFrames(query: Query): Promise<Answered> {
    const answer = await this.analysis().predictions();
    const frame = predictionsFrame(answer, { filters: query.filters ?? [], limit: query.limit ?? DEFAULT_ROWS });
    return { frames: [frame], notices: answer.notices };
  }

  private async jobFrames(query: Query, window: Window, signal: AbortSignal): Promise<Framed> {
    const page = await this.jobs({ ...listOptions(query, window), signal });
    return { frames: [recordsFrame('jobs', page.items, JOB_KEYS)], notices: [], next_cursor: page.next_cursor };
  }

  private async sessionFrames(query: Query, window: Window, signal: AbortSignal): Promise<Framed> {
    const { filters, notices } = appliedFilters(query.filters ?? [], filterableRows('sessions', 'Sessions'));
    const page = await this.sessions({ ...listOptions({ ...query, filters }, window), signal });
    const frames = [recordsFrame('sessions', page.items, SESSION_LIST_KEYS)];
    return { frames, notices, next_cursor: page.next_cursor };
  }

  private async markFrames(query: Query, window: Window, signal: AbortSignal): Promise<Answered> {
    const ask = { window, filters: query.filters ?? [], limit: query.limit ?? DEFAULT_ROWS };
    return only(marksFrame(await this.read<MarkRow>(marksSql(ask), signal)));
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
    const ask = {
      window,
      filters: query.filters ?? [],
      search: query.search ?? null,
      limit: query.limit ?? DEFAULT_ROWS,
    };
    const rows = await this.read<{ value: string }>(valuesSql(dimension, ask), signal);
    return only(valuesFrame(dimension, rows, this.deps.live.state()));
  }

  private async insightFrames(query: Query, window: Window): Promise<Answered> {
    const windowMs = query.window ? parseWindow(query.window) : window.to - window.from;
    const answer = await this.analysis().insights(windowMs);
    return { frames: insightFrames(answer), notices: answer.notices };
  }

  private async budgetFrames(query: Query): Promise<Answered> {
    if (query.format === 'slo') {
      return only(slosFrame(await this.analysis().slos()));
    }
    const budgets = await this.analysis().budgets();
    const none = {
      severity: 'info' as const,
      text: 'No budget is configured, or nothing was spent',
      hint: 'Configure budgets: [{name, by, value, limitUsd, period}].',
    };
    return { frames: [budgetsFrame(budgets)], notices: budgets.length === 0 ? [none] : [] };
  }

  private sessionReads(signal?: AbortSignal): SessionReads {
    return {
      read: (sql) => this.read(sql, signal),
      sessions: (id, source) => this.session(id, source),
      now: () => this.deps.now(),
    };
  }

  private analysis(): Analysis {
    const analysis = this.deps.analysis?.();
    if (!analysis) {
      throw new BadRequest('kind', '', 'this service only answers from its rows');
    }
    return analysis;
  }

  private seriesDeps(signal: AbortSignal): SeriesDeps {
    return {
      read: (sql) => this.read(sql, signal),
      liveJobs: () => this.deps.live.allJobs(),
      liveSessions: () => this.deps.live.allSessions(),
      now: () => this.deps.now(),
      settings: this.deps.settings ?? NO_SETTINGS,
      compute: (name) => this.deps.analysis?.().compute(name) ?? null,
      remembered: this.deps.remembered ?? null,
    };
  }

  private read<T>(sql: Sql, signal?: AbortSignal): Promise<T[]> {
    const { maxRows } = this.deps;
    return this.deps.store.query<T>(sql.text, {
      params: sql.params,
      ...(maxRows === undefined ? {} : { settings: { max_rows_to_read: String(maxRows) } }),
      ...(signal ? { signal } : {}),
    });
  }

  private reader(signal?: AbortSignal) {
    return <T>(sql: Sql): Promise<T[]> => this.read<T>(sql, signal);
  }
}
