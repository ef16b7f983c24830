import { type MeasureInfo } from '@eljefe/contract';
import {
  type AdHocVariableFilter,
  type AnnotationSupport,
  type CoreApp,
  type DataQueryRequest,
  type DataQueryResponse,
  DataSourceApi,
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  type DataSourceWithLogsContextSupport,
  type DataSourceWithQueryModificationSupport,
  type DataSourceWithToggleableQueryFiltersSupport,
  dateTime,
  type LogRowContextOptions,
  LogRowContextQueryDirection,
  type LogRowModel,
  type MetricFindValue,
  type QueryFilterOptions,
  type QueryFixAction,
  type ScopedVars,
  type TestDataSourceResponse,
  type TimeRange,
  type ToggleFilterAction,
} from '@grafana/data';
import { getBackendSrv, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { lazy } from 'react';
import { defer, firstValueFrom, from, type Observable, switchMap } from 'rxjs';

import { adhocFilters } from '../core/query/adhocFilters';
import { annotationQuery } from '../core/query/annotationQuery';
import { defaultQuery } from '../core/query/defaultQuery';
import { interpolateQuery } from '../core/query/interpolateQuery';
import { logContext } from '../core/query/logContext';
import { presentAnnotation } from '../core/query/presentAnnotation';
import { migrateQuery } from '../core/query/migrateQuery';
import { missingId, missingInput } from '../core/query/missingInput';
import { addFilter, type FilterChange, hasFilter, toggleFilter } from '../core/query/modifyQuery';
import { type ElJefeQuery } from '../core/query/query.types';
import { queryText } from '../core/query/queryText';
import { type Engine } from './engine';
import { type ElJefeOptions } from './settings.types';
import { templateReader } from './templateReader';
import { VariableSupport } from './VariableSupport';
import { withLoading } from './withLoading';

const WAYS: Readonly<Record<string, FilterChange['way']>> = {
  ADD_FILTER: 'for',
  ADD_FILTER_OUT: 'out',
  FILTER_FOR: 'for',
  FILTER_OUT: 'out',
};

/** What Explore wants changed; null when it names no value or an action that means nothing here. */
const filterChange = (action: { type: string; options?: Record<string, string> }): FilterChange | null => {
  const way = Object.hasOwn(WAYS, action.type) ? WAYS[action.type] : undefined;
  const { key, value } = action.options ?? {};
  return way && key && value !== undefined ? { key, value, way } : null;
};

const LAST_DAY_MS = 86_400_000;

/** What is needed of a log line. */
type LogLine = Pick<LogRowModel, 'timeEpochMs' | 'labels'>;

const AnnotationEditor = withLoading(lazy(() => import('./editors/AnnotationEditor')));

/** What Grafana holds of the data source. It stays small: everything that asks the network is loaded with its first use. */
export class DataSource
  extends DataSourceApi<ElJefeQuery, ElJefeOptions>
  implements
    DataSourceWithLogsContextSupport<ElJefeQuery>,
    DataSourceWithToggleableQueryFiltersSupport<ElJefeQuery>,
    DataSourceWithQueryModificationSupport<ElJefeQuery>
{
  readonly annotations: AnnotationSupport<ElJefeQuery> = {
    QueryEditor: AnnotationEditor,
    getDefaultQuery: () => ({ ...defaultQuery('marks'), format: 'annotations' }),
    prepareAnnotation: presentAnnotation,
    prepareQuery: ({ target }) => (target ? annotationQuery(migrateQuery(target)) : undefined),
  };

  private engine: Promise<Engine> | null = null;

  constructor(
    private readonly settings: DataSourceInstanceSettings<ElJefeOptions>,
    private readonly templates: TemplateSrv = getTemplateSrv()
  ) {
    super(settings);
    this.variables = new VariableSupport(this);
  }

  query(request: DataQueryRequest<ElJefeQuery>): Observable<DataQueryResponse> {
    const reader = templateReader(this.templates, request.scopedVars);
    const targets = request.targets
      .filter((target) => !target.hide)
      .map((target) => interpolateQuery(migrateQuery(target), reader))
      // A graph or trace that is not chosen yet is answered by a hint.
      .filter((target) => missingInput(target) === null || missingId(target) !== null);
    return this.withEngine((engine) => engine.query({ ...request, targets }));
  }

  async testDatasource(): Promise<TestDataSourceResponse> {
    return firstValueFrom(this.withEngine((engine) => engine.health()));
  }

  getDefaultQuery(_app: CoreApp): Partial<ElJefeQuery> {
    return defaultQuery('state');
  }

  filterQuery(query: ElJefeQuery): boolean {
    return missingInput(migrateQuery(query)) === null;
  }

  getQueryDisplayText(query: ElJefeQuery): string {
    return queryText(migrateQuery(query));
  }

  interpolateVariablesInQueries(
    queries: ElJefeQuery[],
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[]
  ): ElJefeQuery[] {
    const reader = templateReader(this.templates, scopedVars);
    const added = adhocFilters(filters).filters;
    return queries.map((query) => {
      const filled = interpolateQuery(migrateQuery(query), reader);
      return added.length > 0 ? { ...filled, filters: [...(filled.filters ?? []), ...added] } : filled;
    });
  }

  async getTagKeys(_options?: DataSourceGetTagKeysOptions<ElJefeQuery>): Promise<MetricFindValue[]> {
    const { DIMENSIONS } = await import('@eljefe/contract');
    return DIMENSIONS.map((dimension) => ({ text: dimension, value: dimension }));
  }

  async getTagValues({
    key,
    filters,
    timeRange,
  }: DataSourceGetTagValuesOptions<ElJefeQuery>): Promise<MetricFindValue[]> {
    const others = adhocFilters(filters.filter((filter) => filter.key !== key)).filters;
    const query: ElJefeQuery = { ...defaultQuery('values'), refId: 'values', dimension: key, filters: others };
    return firstValueFrom(this.values(query, timeRange));
  }

  modifyQuery(query: ElJefeQuery, action: QueryFixAction): ElJefeQuery {
    const saved = migrateQuery(query);
    if (action.type === 'ADD_STRING_FILTER') {
      return { ...saved, search: action.options?.value };
    }
    const change = filterChange(action);
    return change ? addFilter(saved, change) : saved;
  }

  /** What the menus of Explore may offer. */
  getSupportedQueryModifications(): string[] {
    return ['ADD_FILTER', 'ADD_FILTER_OUT', 'ADD_STRING_FILTER'];
  }

  toggleQueryFilter(query: ElJefeQuery, action: ToggleFilterAction): ElJefeQuery {
    const change = filterChange(action);
    return change ? toggleFilter(migrateQuery(query), change) : query;
  }

  queryHasFilter(query: ElJefeQuery, { key, value }: QueryFilterOptions): boolean {
    return key !== undefined && value !== undefined && hasFilter(migrateQuery(query), key, value);
  }

  /** Events right before or right after a log line, of the same orchestrator. */
  getLogRowContext(row: LogLine, options: LogRowContextOptions = {}): Promise<DataQueryResponse> {
    const { query, range } = this.context(row, options);
    return firstValueFrom(this.withEngine((engine) => engine.lines(query, range)));
  }

  async getLogRowContextQuery(row: LogLine, options: LogRowContextOptions = {}): Promise<ElJefeQuery> {
    return this.context(row, options).query;
  }

  private context(row: LogLine, { direction, limit }: LogRowContextOptions) {
    return logContext({
      at: row.timeEpochMs,
      direction: direction === LogRowContextQueryDirection.Forward ? 'after' : 'before',
      source: row.labels.source ?? null,
      limit: limit ?? null,
    });
  }

  /** Values of a dimension; variables in the query are filled in. */
  values(query: ElJefeQuery, range: TimeRange | undefined, scopedVars?: ScopedVars): Observable<MetricFindValue[]> {
    const filled = interpolateQuery(migrateQuery(query), templateReader(this.templates, scopedVars));
    const to = range?.to.valueOf() ?? dateTime().valueOf();
    const epoch = { from: range?.from.valueOf() ?? to - LAST_DAY_MS, to };
    return this.withEngine((engine) => engine.values(filled, epoch));
  }

  /** The service's catalog. */
  measures(): Observable<MeasureInfo[]> {
    return this.withEngine((engine) => engine.measures());
  }

  private withEngine<T>(use: (engine: Engine) => Observable<T>): Observable<T> {
    return defer(() => {
      this.engine ??= this.loadEngine();
      return from(this.engine);
    }).pipe(switchMap(use));
  }

  /** A chunk that could not be loaded is tried again with the next use. */
  private async loadEngine(): Promise<Engine> {
    try {
      const { Engine } = await import('./engine');
      return new Engine(
        {
          options: this.settings.jsonData,
          baseUrl: this.settings.url ?? '',
          target: { uid: this.settings.uid, name: this.settings.name },
          version: this.settings.meta.info.version,
        },
        { backend: getBackendSrv(), now: () => Date.now(), random: () => Math.random() }
      );
    } catch (thrown) {
      this.engine = null;
      throw thrown;
    }
  }
}
