import type {
  CoreApp,
  DataFrame,
  DataQuery,
  DataQueryError,
  DataQueryRequest,
  DataQueryResponse,
  DataSourceApi,
  PanelData,
} from '@grafana/data';
import { LoadingState } from '@grafana/schema';
import { from, isObservable, Observable, of } from 'rxjs';

export interface RunRequestOptions {
  toError: (error: unknown) => DataQueryError;
  toApp: (name: string) => CoreApp;
  /** Age of a request, in milliseconds, from which on it shows as loading. */
  slowAfterMs: number;
}

export type RunRequest = (
  datasource: DataSourceApi,
  request: DataQueryRequest,
  queryFunction?: DataSourceApi['query']
) => Observable<PanelData>;

/**
 * Runs the queries of one panel. Packets of an answer add up by their `key`, a later one replacing the earlier; frames
 * about annotations stay apart; a slow answer shows as loading first; unsubscribing cancels.
 */
export function createRunRequest(options: RunRequestOptions): RunRequest {
  return (datasource, request, queryFunction) => {
    const targets = request.targets
      .filter((target) => isAsked(datasource, target))
      .map((target) => withDefaults(target, () => datasource.getDefaultQuery?.(options.toApp(request.app))));
    const asked = { ...request, targets };
    const blank = { state: LoadingState.Done, series: [], annotations: [], timeRange: request.range, request: asked };
    if (targets.length === 0) {
      return of(blank);
    }
    return new Observable((subscriber) => {
      const packets = new Map<string, DataQueryResponse>();
      const slow = setTimeout(() => subscriber.next({ ...blank, state: LoadingState.Loading }), options.slowAfterMs);
      const asking = ask(datasource, asked, queryFunction).subscribe({
        next: (packet) => {
          clearTimeout(slow);
          packets.set(packet.key ?? '', packet);
          subscriber.next(collect([...packets.values()], { latest: packet, request: asked }));
        },
        error: (error: unknown) => {
          clearTimeout(slow);
          const failure = options.toError(error);
          subscriber.next({ ...blank, state: LoadingState.Error, error: failure, errors: [failure] });
          subscriber.complete();
        },
        complete: () => {
          clearTimeout(slow);
          subscriber.complete();
        },
      });
      return () => {
        clearTimeout(slow);
        asking.unsubscribe();
      };
    });
  };
}

function isAsked(datasource: DataSourceApi, target: DataQuery): boolean {
  return target.hide !== true && (datasource.filterQuery?.(target) ?? true);
}

/** A query that says nothing but whom it asks takes the data source's default one. */
function withDefaults(target: DataQuery, defaults: () => Partial<DataQuery> | undefined): DataQuery {
  const bare = new Set(['refId', 'datasource', 'hide', 'key']);
  return Object.keys(target).every((name) => bare.has(name)) ? { ...defaults(), ...target } : target;
}

function ask(
  datasource: DataSourceApi,
  request: DataQueryRequest,
  queryFunction: DataSourceApi['query'] | undefined
): Observable<DataQueryResponse> {
  try {
    const answer = queryFunction === undefined ? datasource.query(request) : queryFunction(request);
    return isObservable(answer) ? answer : from(answer);
  } catch (error) {
    return new Observable((subscriber) => subscriber.error(error));
  }
}

function collect(
  packets: DataQueryResponse[],
  context: { latest: DataQueryResponse; request: DataQueryRequest }
): PanelData {
  const { latest, request } = context;
  // Passed on as they come: the scene makes frames of them, except of a variable's plain values.
  const frames: DataFrame[] = packets.flatMap((packet) => packet.data);
  const isAnnotation = (frame: DataFrame) => frame.meta?.dataTopic === 'annotations';
  const errors = packets.flatMap((packet) => packet.errors ?? (packet.error === undefined ? [] : [packet.error]));
  return {
    state: latest.state ?? (errors.length === 0 ? LoadingState.Done : LoadingState.Error),
    series: frames.filter((frame) => !isAnnotation(frame)),
    annotations: frames.filter(isAnnotation),
    timeRange: request.range,
    request,
    ...(errors.length === 0 ? {} : { error: errors[0], errors }),
  };
}
