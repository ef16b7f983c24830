import { parse, QueryResponse, State } from '@eljefe/contract';
import { type DataSourceInstanceSettings } from '@grafana/data';
import { catchError, from, map, type Observable, of, switchMap } from 'rxjs';

import { failureOf, RequestFailure } from '../../client/transport';
import { APP_ID, datasourceSettingsUrl, NEW_DATASOURCE_URL, OVERVIEW_DASHBOARD_URL } from '../../constants';
import { assessOrchestrator, assessReady, type HalfHealth, isReadiness, offHalf } from '../../core/health/assessHealth';
import { t } from '../../core/i18n/t';
import { type Failure } from '../../core/problem/failure.types';
import { type Half } from '../../core/problem/explainFailure';
import { type PageService } from '../service/pageService';
import { type CheckId, type CheckResult } from './check.types';
import { readStateNews } from './readStateNews';

/** What the checks ask, besides the data source itself. */
export interface CheckWorld {
  service: PageService;
  now: () => number;
  /** Data sources of another type that this viewer may use. */
  listOf: (type: string) => DataSourceInstanceSettings[];
  /** Names of series there are, by pattern. */
  metricNames: (uid: string, pattern: string) => Promise<string[]>;
  /** Is there a dashboard of this uid? */
  hasDashboard: (uid: string) => Promise<boolean>;
}

const HOUR_MS = 3_600_000;

const found = (state: CheckResult['state'], text: string, over: Partial<CheckResult> = {}): CheckResult => ({
  state,
  text,
  remedy: null,
  link: null,
  ...over,
});

const settingsLink = ({ uid }: PageService): CheckResult['link'] => ({
  href: datasourceSettingsUrl(uid),
  text: t('pages.setup.open-source', 'Settings of the data source'),
});

const ofFailure = ({ text, remedy }: Failure, service: PageService): CheckResult =>
  found('failed', text, { remedy, link: settingsLink(service) });

const failing =
  (half: Half, service: PageService) =>
  (thrown: unknown): Observable<CheckResult> =>
    of(ofFailure(failureOf(half, thrown), service));

const ofHalf = ({ state, text }: HalfHealth, service: PageService): CheckResult =>
  found(state, text, state === 'ok' ? {} : { link: settingsLink(service) });

const analytics = ({ service }: CheckWorld): Observable<CheckResult> =>
  service.hasAnalytics
    ? service.transport.getJson('analytics', 'health').pipe(
        // A service that is not ready says why with a 503.
        catchError((thrown: unknown) => {
          if (thrown instanceof RequestFailure && isReadiness(thrown.body)) {
            return of(thrown.body);
          }
          throw thrown;
        }),
        map((body) => ofHalf(assessReady({ body, at: null, sentAt: 0, receivedAt: 0 }, ''), service)),
        catchError(failing('analytics', service))
      )
    : of(ofHalf(offHalf('analytics'), service));

/** `/readyz` needs no token, a question does. */
const question = ({ service, now }: CheckWorld): Observable<CheckResult> => {
  const to = now();
  const body = { from: to - HOUR_MS, to, queries: [{ refId: 'test', kind: 'values', dimension: 'source', limit: 1 }] };
  return service.transport.postJson('analytics', 'query', body).pipe(
    map((answer) => {
      const parsed = parse(QueryResponse, answer);
      return parsed.ok
        ? found('ok', t('pages.setup.question-ok', 'It answers questions with the rights of this data source.'))
        : found('failed', t('pages.setup.question-odd', 'What answers is not the analytics service.'), {
            remedy: t('pages.setup.question-odd-remedy', 'Correct the address of the analytics service.'),
            link: settingsLink(service),
          });
    }),
    catchError(failing('analytics', service))
  );
};

const orchestrator = ({ service }: CheckWorld): Observable<CheckResult> =>
  service.hasOrchestrator
    ? service.transport.getJson('orchestrator', 'orchestrator/status').pipe(
        map((body) => ofHalf(assessOrchestrator(body), service)),
        catchError(failing('orchestrator', service))
      )
    : of(found('off', offHalf('orchestrator').text));

const data = ({ service }: CheckWorld): Observable<CheckResult> =>
  service.transport.getJson('analytics', 'read/state').pipe(
    map((body) => {
      const parsed = parse(State, body);
      return parsed.ok
        ? readStateNews(parsed.value)
        : found('failed', t('pages.setup.data-odd', 'The live state comes in a shape this version does not know.'), {
            remedy: t('pages.setup.data-odd-remedy', 'Bring the app and the service to one version.'),
          });
    }),
    catchError(failing('analytics', service))
  );

const noMetrics = (name: string): CheckResult =>
  found('warning', t('pages.setup.prometheus-empty', '{{name}} holds no series of this product.', { name }), {
    remedy: t(
      'pages.setup.prometheus-empty-remedy',
      'Let Prometheus scrape /metrics of the analytics service; deploy/prometheus/prometheus.yml shows how.'
    ),
  });

const prometheus = ({ listOf, metricNames }: CheckWorld): Observable<CheckResult> => {
  const [source] = listOf('prometheus');
  if (!source) {
    return of(
      found(
        'warning',
        t('pages.setup.prometheus-none', 'There is no Prometheus data source: alert rules cannot run.'),
        {
          remedy: t(
            'pages.setup.prometheus-none-remedy',
            'Add one whose Prometheus scrapes /metrics of the analytics service. Everything else works without it.'
          ),
          link: { href: NEW_DATASOURCE_URL, text: t('pages.setup.add-source', 'Add data source') },
        }
      )
    );
  }
  return from(metricNames(source.uid, 'eljefe_.*')).pipe(
    map((names) =>
      names.length === 0
        ? noMetrics(source.name)
        : found(
            'ok',
            t('pages.setup.prometheus-ok', '{{name}} holds {{number}} series names of this product.', {
              name: source.name,
              number: names.length,
            })
          )
    ),
    catchError(() =>
      of(
        found('warning', t('pages.setup.prometheus-silent', '{{name}} does not answer.', { name: source.name }), {
          remedy: t('pages.setup.prometheus-silent-remedy', 'Test it in its settings.'),
          link: { href: datasourceSettingsUrl(source.uid), text: t('pages.setup.open-prometheus', 'Its settings') },
        })
      )
    )
  );
};

const dashboards = ({ hasDashboard }: CheckWorld): Observable<CheckResult> =>
  of(OVERVIEW_DASHBOARD_URL.replace('/d/', '')).pipe(
    switchMap((uid) => from(hasDashboard(uid))),
    catchError(() => of(false)),
    map((has) =>
      has
        ? found('ok', t('pages.setup.dashboards-ok', 'The dashboards are here.'), {
            link: { href: OVERVIEW_DASHBOARD_URL, text: t('pages.setup.open-overview', 'Open the overview') },
          })
        : found(
            'warning',
            t('pages.setup.dashboards-none', 'The dashboards are not in this Grafana, or not for you.'),
            {
              remedy: t(
                'pages.setup.dashboards-none-remedy',
                'Provision provisioning/dashboards/eljefe, or import its files; the pages of this app work without them.'
              ),
            }
          )
    )
  );

const source = ({ service }: CheckWorld): Observable<CheckResult> =>
  of(
    service.hasAnalytics || service.hasOrchestrator
      ? found('ok', t('pages.setup.source-ok', '“{{name}}” is used by this app.', { name: service.name }), {
          link: settingsLink(service),
        })
      : found('failed', t('pages.setup.source-empty', '“{{name}}” has no address.', { name: service.name }), {
          remedy: t('pages.setup.source-empty-remedy', 'Enter the address of the analytics service.'),
          link: settingsLink(service),
        })
  );

const CHECKS: Readonly<Record<CheckId, (world: CheckWorld) => Observable<CheckResult>>> = {
  source,
  analytics,
  question,
  orchestrator,
  data,
  prometheus,
  dashboards,
};

/** Runs one check. Never fails: what goes wrong is what it finds. */
export const runCheck = (id: CheckId, world: CheckWorld): Observable<CheckResult> => {
  const needsAnalytics = id === 'question' || id === 'data';
  return needsAnalytics && !world.service.hasAnalytics
    ? of(found('off', t('pages.setup.needs-analytics', 'Needs the analytics service.')))
    : CHECKS[id](world);
};

export const CONFIGURATION_URL = `/plugins/${APP_ID}`;
