import { parse, type QueryRequest, QueryResponse } from '@eljefe/contract';
import { map, type Observable } from 'rxjs';

import { unreadable } from '../core/problem/explainFailure';
import { RequestFailure, type Transport } from './transport';

/** Sends one batch of questions; fails when what comes back is no answer to questions. */
export const postQueries = (transport: Transport, request: QueryRequest): Observable<QueryResponse> =>
  transport.postJson('analytics', 'query', request).pipe(
    map((body) => {
      const parsed = parse(QueryResponse, body);
      if (!parsed.ok) {
        throw new RequestFailure(unreadable('analytics', body));
      }
      return parsed.value;
    })
  );
