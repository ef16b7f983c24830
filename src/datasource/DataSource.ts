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
  dateTime,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
  type TimeRange,
} from '@grafana/data';
import { getBackendSrv, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { defer, firstValueFrom, from, type Observable, switchMap } from 'rxjs';

import { adhocFilters } from '../core/query/adhocFilters';
import { changeKind, defaultQuery } from '../core/query/defaultQuery';
import { interpolateQuery } from '../core/query/interpolateQuery';
import { migrateQuery } from '../core/query/migrateQuery';
import { missingInput } from '../core/query/missingInput';
import { type ElJefeQuery } from '../core/query/query.types';
import { queryText } from '../core/query/queryText';
import { type Engine } from './engine';
import { type ElJefeOptions } from './settings.types';
import { templateReader } from './templateReader';
import { VariableSupport } from './VariableSupport';

/** Live state never ends, while annotations are read once: marks are asked for instead. */
const annotationQuery = (target: ElJefeQuery): ElJefeQuery => {
  const query = { ...migrateQuery(target), refId: target.refId || 'Anno' };
  return query.kind === 'state' ? changeKind(query, 'marks') : query;
};

const LAST_DAY_MS = 86_400_000;

/** What Grafana holds of the data source. It stays small: everything that asks the network is loaded with its first use. */
export class DataSource extends DataSourceApi<ElJefeQuery, ElJefeOptions> {
  readonly annotations: AnnotationSupport<ElJefeQuery> = {
    getDefaultQuery: () => defaultQuery('marks'),
    prepareAnnotation: (saved) => (saved.target ? { ...saved, target: migrateQuery(saved.target) } : saved),
    prepareQuery: ({ target }) => (target ? annotationQuery(target) : undefined),
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
      .filter((target) => missingInput(target) === null);
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
