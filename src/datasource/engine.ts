import { Catalog, type MeasureInfo, parse } from '@eljefe/contract';
import {
  CoreApp,
  type DataQueryRequest,
  type DataQueryResponse,
  LoadingState,
  type MetricFindValue,
} from '@grafana/data';
import {
  asyncScheduler,
  filter,
  forkJoin,
  map,
  merge,
  type Observable,
  of,
  ReplaySubject,
  share,
  switchMap,
  take,
  throttleTime,
  throwError,
  timer,
} from 'rxjs';

import { liveState } from '../client/liveState';
import { postQueries } from '../client/postQueries';
import { QueryBatcher } from '../client/queryBatcher';
import { type Backend, createTransport, RequestFailure, type Transport } from '../client/transport';
import { type LinkTarget } from '../core/frames/fieldLinks';
import { hintFrame } from '../core/frames/hintFrame';
import { stateFrame } from '../core/frames/stateFrames';
import { variableValues } from '../core/frames/variableValues';
import { type Health } from '../core/health/assessHealth';
import { notConfigured, unreadable } from '../core/problem/explainFailure';
import { failureText } from '../core/problem/failure.types';
import { adhocFilters } from '../core/query/adhocFilters';
import { type EpochRange } from '../core/query/alignRange';
import { missingId } from '../core/query/missingInput';
import { type ElJefeQuery, MEASURE_DIMENSION } from '../core/query/query.types';
import { toWireQuery } from '../core/query/toWireQuery';
import { agedState } from '../core/state/agedState';
import { type LiveView } from '../core/state/liveView.types';
import { AnswerMemory } from './answerMemory';
import { askService, type ServiceDeps, type TargetResult } from './askService';
import { liveWaysOf } from './liveWaysOf';
import { needsAnalytics, refusedFilters } from './refusals';
import { type ElJefeOptions } from './settings.types';
import { testConnection } from './testConnection';
import { ValuesMemory } from './ValuesMemory';

export interface EngineSettings {
  options: ElJefeOptions;
  /** The data source's proxy path. */
  baseUrl: string;
  target: LinkTarget;
  /** Version of this bundle; empty when unknown. */
  version: string;
}

export interface EngineWorld {
  backend: Backend;
  now: () => number;
  random: () => number;
}

/** At most one frame a second goes to a panel. */
const MIN_EMIT_MS = 1_000;
/** Without news, ages still move this often. */
const AGE_TICK_MS = 5_000;
/** How long the stream stays open after its last listener: a refresh subscribes anew. */
const LINGER_MS = 5_000;

interface AgedView {
  view: LiveView;
  now: number;
}

/** Everything behind the data source that needs the network; one per data source instance, loaded with its first use. */
export class Engine {
  private readonly transport: Transport;
  private readonly service: ServiceDeps;
  /** For what panels wait for: it does not wait for the slowest question of the panels. */
  private readonly ahead: ServiceDeps;
  private readonly known: ValuesMemory;
  private readonly live$: Observable<AgedView>;

  constructor(
    private readonly settings: EngineSettings,
    private readonly world: EngineWorld
  ) {
    this.transport = createTransport(world.backend, settings.baseUrl);
    this.service = {
      batcher: new QueryBatcher((request) => postQueries(this.transport, request)),
      memory: new AnswerMemory(),
      target: settings.target,
      now: world.now,
    };
    const atOnce = () => timer(0);
    this.ahead = {
      ...this.service,
      batcher: new QueryBatcher((request) => postQueries(this.transport, request), atOnce),
    };
    this.known = new ValuesMemory(world.now);
    this.live$ = liveState(liveWaysOf(settings.options, this.transport, world.now), world).pipe(
      throttleTime(MIN_EMIT_MS, asyncScheduler, { leading: true, trailing: true }),
      switchMap((view) => timer(0, AGE_TICK_MS).pipe(map(() => ({ view, now: world.now() })))),
      share({ connector: () => new ReplaySubject(1), resetOnRefCountZero: () => timer(LINGER_MS) })
    );
  }

  /** @param request with targets already brought to the present shape and filled in */
  query(request: DataQueryRequest<ElJefeQuery>): Observable<DataQueryResponse> {
    const live = request.targets.filter((query) => query.kind === 'state');
    const asked = request.targets.filter((query) => query.kind !== 'state');
    if (request.targets.length === 0) {
      return of({ data: [], state: LoadingState.Done });
    }
    return merge(
      ...(asked.length > 0 ? [this.askAll(asked, request)] : []),
      ...live.map((query) => this.follow(query, request))
    );
  }

  /** Values of a dimension, for variables and filters. */
  values(query: ElJefeQuery, range: EpochRange): Observable<MetricFindValue[]> {
    if (query.dimension === MEASURE_DIMENSION) {
      return this.measures().pipe(map((list) => list.map(({ title, name }) => ({ text: title, value: name }))));
    }
    return this.known.values(query, range, {
      first: (asked) => this.askValues(asked, range, this.ahead),
      again: (asked) => this.askValues(asked, range, this.service),
    });
  }

  /** Log lines around a line; the range is taken to the millisecond, so that the line itself is not among them. */
  lines(query: ElJefeQuery, range: EpochRange): Observable<DataQueryResponse> {
    return this.ask(query, { range, exact: true, app: CoreApp.Explore }).pipe(
      map(({ frames, error }) => ({
        data: frames,
        state: error ? LoadingState.Error : LoadingState.Done,
        ...(error ? { errors: [error] } : {}),
      }))
    );
  }

  /** Every measure there is, from the service's catalog. */
  measures(): Observable<MeasureInfo[]> {
    if (!this.settings.options.analyticsUrl) {
      return throwError(() => new RequestFailure(notConfigured('analytics')));
    }
    return this.transport.getJson('analytics', 'read/catalog').pipe(
      map((body) => {
        const parsed = parse(Catalog, body);
        if (!parsed.ok) {
          throw new RequestFailure(unreadable('analytics', body));
        }
        return parsed.value.measures;
      })
    );
  }

  health(): Observable<Health> {
    return testConnection({
      options: this.settings.options,
      version: this.settings.version,
      transport: this.transport,
      post: (request) => postQueries(this.transport, request),
      now: this.world.now,
    });
  }

  private askValues(query: ElJefeQuery, range: EpochRange, service: ServiceDeps): Observable<MetricFindValue[]> {
    return this.ask(query, { range, app: CoreApp.Unknown, service }).pipe(
      map(({ frames, error }) => {
        if (error && frames.length === 0) {
          throw new Error(error.message);
        }
        return variableValues(frames);
      })
    );
  }

  private askAll(targets: ElJefeQuery[], request: DataQueryRequest<ElJefeQuery>): Observable<DataQueryResponse> {
    const range = { from: request.range.from.valueOf(), to: request.range.to.valueOf() };
    const results = targets.map((query) => this.ask(query, { range, app: request.app, request }));
    return forkJoin(results).pipe(
      map((all) => {
        const errors = all.flatMap(({ error }) => (error ? [error] : []));
        return {
          key: 'asked',
          data: all.flatMap(({ frames }) => frames),
          state: errors.length > 0 ? LoadingState.Error : LoadingState.Done,
          ...(errors.length > 0 ? { errors } : {}),
        };
      })
    );
  }

  private ask(
    query: ElJefeQuery,
    context: {
      range: EpochRange;
      exact?: boolean;
      app: string;
      request?: DataQueryRequest<ElJefeQuery>;
      service?: ServiceDeps;
    }
  ): Observable<TargetResult> {
    const { request, service = this.service } = context;
    if (!this.settings.options.analyticsUrl) {
      return of({ frames: [], error: needsAnalytics(query) });
    }
    const { filters, refused } = adhocFilters(request?.filters);
    if (refused.length > 0) {
      return of({ frames: [], error: refusedFilters(query, refused) });
    }
    const unchosen = missingId(query);
    if (unchosen !== null) {
      return of({ frames: [hintFrame(query.refId, unchosen)], error: null });
    }
    const wire = toWireQuery(query, { filters, intervalMs: request?.intervalMs ?? 60_000 });
    const asking = {
      query,
      wire,
      range: context.range,
      exact: context.exact,
      maxDataPoints: Math.max(1, Math.round(request?.maxDataPoints ?? 1_000)),
      app: context.app,
    };
    return askService(asking, service);
  }

  /** Live state for one target. In Explore one answer is enough; a panel keeps listening. */
  private follow(query: ElJefeQuery, request: DataQueryRequest<ElJefeQuery>): Observable<DataQueryResponse> {
    const { filters, refused } = adhocFilters(request.filters);
    if (refused.length > 0) {
      return of({ key: query.refId, data: [], errors: [refusedFilters(query, refused)], state: LoadingState.Error });
    }
    const all = [...(query.filters ?? []), ...filters];
    const once = request.app === CoreApp.Explore && !request.liveStreaming;
    const packets = this.live$.pipe(
      map(({ view, now }) => this.livePacket({ query, view, now, filters: all, once })),
      filter((packet): packet is DataQueryResponse => packet !== null)
    );
    return once ? packets.pipe(take(1)) : packets;
  }

  private livePacket(input: {
    query: ElJefeQuery;
    view: LiveView;
    now: number;
    filters: NonNullable<ElJefeQuery['filters']>;
    once: boolean;
  }): DataQueryResponse | null {
    const { query, view, now, filters, once } = input;
    if (view.state === null) {
      return view.failure
        ? {
            key: query.refId,
            data: [],
            errors: [{ refId: query.refId, message: failureText(view.failure) }],
            state: LoadingState.Error,
          }
        : null;
    }
    const aged = agedState(view.state, view, now);
    return {
      key: query.refId,
      data: [stateFrame({ query, filters, aged, view, target: this.settings.target })],
      state: once ? LoadingState.Done : LoadingState.Streaming,
    };
  }
}
