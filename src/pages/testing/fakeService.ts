import { type Query, type QueryAnswer } from '@eljefe/contract';
import { type Observable, of, throwError } from 'rxjs';

import { type PageService } from '../service/pageService';

/** What the service says: to a question, to a GET, to a POST. Absent: it does not answer. */
export interface Said {
  answer?: (query: Query) => Partial<QueryAnswer>;
  get?: (path: string) => unknown;
  /** Also what is put. */
  post?: (path: string, body: unknown) => unknown;
}

const silent = (): Observable<never> => throwError(() => ({ status: 0, statusText: '', data: undefined }));

export const answered = (refId: string, over: Partial<QueryAnswer>): QueryAnswer => ({
  refId,
  frames: [],
  notices: [],
  age_seconds: 0,
  next_cursor: null,
  problem: null,
  ...over,
});

/** A data source's service whose answers the test gives. */
export const fakeService = ({ answer, get, post }: Said): PageService => ({
  uid: 'uid-El Jefe',
  name: 'El Jefe',
  hasAnalytics: true,
  hasOrchestrator: false,
  transport: {
    getJson: (_, path) => (get ? of(get(path)) : silent()),
    postJson: (_, path, body) => (post ? of(post(path, body)) : silent()),
    putJson: (_, path, body) => (post ? of(post(path, body)) : silent()),
    remove: silent,
    bytes: silent,
  },
  ask: (queries) =>
    answer ? of(new Map(queries.map((query) => [query.refId, answered(query.refId, answer(query))]))) : silent(),
});

/** A frame out of rows; the columns are those of the first row. */
export const frameOfRows = (name: string, rows: ReadonlyArray<Record<string, unknown>>) => ({
  name,
  fields: Object.keys(rows[0] ?? {}).map((column) => ({
    name: column,
    type: 'other' as const,
    values: rows.map((row) => row[column] ?? null),
  })),
});
