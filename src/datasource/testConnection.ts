import { type QueryRequest, type QueryResponse } from '@eljefe/contract';
import { catchError, forkJoin, map, type Observable, of, switchMap } from 'rxjs';

import { failureOf, RequestFailure, type Transport } from '../client/transport';
import {
  assessOrchestrator,
  assessReady,
  combineHealth,
  failed,
  type HalfHealth,
  type Health,
  isReadiness,
  offHalf,
} from '../core/health/assessHealth';
import { defaultQuery } from '../core/query/defaultQuery';
import { toWireQuery } from '../core/query/toWireQuery';
import { type ElJefeOptions } from './settings.types';

export interface ConnectionTest {
  options: ElJefeOptions;
  /** Version of this bundle; empty when unknown. */
  version: string;
  transport: Transport;
  post: (request: QueryRequest) => Observable<QueryResponse>;
  now: () => number;
}

const HOUR_MS = 3_600_000;

/** Smallest question there is: `/readyz` needs no token, a question does. */
const smallestQuestion = (to: number): QueryRequest => ({
  from: to - HOUR_MS,
  to,
  queries: [
    toWireQuery(
      { ...defaultQuery('values'), refId: 'test', dimension: 'source', limit: 1 },
      { filters: [], intervalMs: 1_000 }
    ),
  ],
});

const readiness = ({ transport }: ConnectionTest): Observable<unknown> =>
  transport.getJson('analytics', 'health').pipe(
    // A service that is not ready says why with a 503.
    catchError((thrown: unknown) => {
      if (thrown instanceof RequestFailure && isReadiness(thrown.body)) {
        return of(thrown.body);
      }
      throw thrown;
    })
  );

const asked = (test: ConnectionTest, body: unknown): Observable<HalfHealth> => {
  const sentAt = test.now();
  return test
    .post(smallestQuestion(sentAt))
    .pipe(map(({ at }) => assessReady({ body, at, sentAt, receivedAt: test.now() }, test.version)));
};

const analytics = (test: ConnectionTest): Observable<HalfHealth> => {
  if (!test.options.analyticsUrl) {
    return of(offHalf('analytics'));
  }
  return readiness(test).pipe(
    switchMap((body) => {
      const ready = assessReady({ body, at: null, sentAt: 0, receivedAt: 0 }, test.version);
      return ready.state === 'failed' ? of(ready) : asked(test, body);
    }),
    catchError((thrown: unknown) => of(failed(failureOf('analytics', thrown))))
  );
};

const orchestrator = ({ options, transport }: ConnectionTest): Observable<HalfHealth> =>
  options.orchestratorUrl
    ? transport.getJson('orchestrator', 'orchestrator/status').pipe(
        map(assessOrchestrator),
        catchError((thrown: unknown) => of(failed(failureOf('orchestrator', thrown))))
      )
    : of(offHalf('orchestrator'));

/** Tests both halves of the connection and says which one fails and why. */
export const testConnection = (test: ConnectionTest): Observable<Health> =>
  forkJoin([analytics(test), orchestrator(test)]).pipe(map(([first, second]) => combineHealth(first, second)));
