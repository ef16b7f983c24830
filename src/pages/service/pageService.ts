import { type Query, type QueryAnswer } from '@eljefe/contract';
import { forkJoin, map, type Observable, of } from 'rxjs';

import { postQueries } from '../../client/postQueries';
import { QueryBatcher } from '../../client/queryBatcher';
import { type Backend, createTransport, type Transport } from '../../client/transport';
import { problemMessage } from '../../core/problem/problemMessage';
import { alignRange, type EpochRange } from '../../core/query/alignRange';

/** Answers by the question's refId. */
export type Answers = ReadonlyMap<string, QueryAnswer>;

/** What a page asks of one data source, by its own routes. */
export interface PageService {
  uid: string;
  name: string;
  /** Is the address of the analytics service set? Without it only live state can be had. */
  hasAnalytics: boolean;
  hasOrchestrator: boolean;
  transport: Transport;
  /** Questions that are asked at the same moment go out as one request. Fails as a whole when the service does not answer. */
  ask: (queries: readonly Query[], range: EpochRange) => Observable<Answers>;
}

export interface PageSource {
  uid: string;
  name: string;
  /** The data source's proxy path. */
  url: string;
  analyticsUrl: string;
  orchestratorUrl: string;
}

const MAX_DATA_POINTS = 400;

export const createPageService = (source: PageSource, backend: Backend): PageService => {
  const transport = createTransport(backend, source.url);
  const batcher = new QueryBatcher((request) => postQueries(transport, request));
  return {
    uid: source.uid,
    name: source.name,
    hasAnalytics: source.analyticsUrl !== '',
    hasOrchestrator: source.orchestratorUrl !== '',
    transport,
    ask: (queries, range) =>
      queries.length === 0
        ? of(new Map())
        : forkJoin(
            queries.map((query) =>
              batcher
                .ask({ ...alignRange(range), maxDataPoints: MAX_DATA_POINTS, query })
                .pipe(map((answer): [string, QueryAnswer] => [query.refId, { ...answer, refId: query.refId }]))
            )
          ).pipe(map((entries) => new Map(entries))),
  };
};

/** Why this one question has no answer, in words; null when it has one. */
export const answerProblem = (answer: QueryAnswer | undefined): string | null =>
  answer?.problem ? problemMessage(answer.problem) : null;
