import { type BackendSrv, type BackendSrvRequest } from '@grafana/runtime';
import { catchError, concatMap, filter, from, map, type Observable, throwError } from 'rxjs';

import { explainFailure, type Half, unreadable } from '../core/problem/explainFailure';
import { type Failure, failureText } from '../core/problem/failure.types';

/** A request that gave no usable answer, with the reason in words. */
export class RequestFailure extends Error {
  /** @param body what came with it, when the other side said something */
  constructor(
    readonly failure: Failure,
    readonly body: unknown = null
  ) {
    super(failureText(failure));
    this.name = 'RequestFailure';
  }
}

export type Backend = Pick<BackendSrv, 'fetch' | 'chunked'>;

const STATUS_OF_NO_ANSWER = 0;

const held = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** Whatever was thrown on the way, as a failure in words. */
export const failureOf = (half: Half, thrown: unknown): Failure => {
  if (thrown instanceof RequestFailure) {
    return thrown.failure;
  }
  const status = held(thrown, 'status');
  const statusText = held(thrown, 'statusText');
  return explainFailure(half, {
    status: typeof status === 'number' && status > 0 ? status : STATUS_OF_NO_ANSWER,
    statusText: typeof statusText === 'string' ? statusText : '',
    body: held(thrown, 'data'),
  });
};

const asFailure = (half: Half, thrown: unknown): RequestFailure =>
  thrown instanceof RequestFailure ? thrown : new RequestFailure(failureOf(half, thrown), held(thrown, 'data'));

/** The routes of the data source's proxy: every request of the bundle goes through here. */
export interface Transport {
  getJson: (half: Half, path: string) => Observable<unknown>;
  postJson: (half: Half, path: string, body: unknown) => Observable<unknown>;
  putJson: (half: Half, path: string, body: unknown) => Observable<unknown>;
  /** Removes what the path names; the answer has no body. */
  remove: (half: Half, path: string) => Observable<void>;
  /** Bytes of an answer that stays open. */
  bytes: (half: Half, path: string, headers: Record<string, string>) => Observable<Uint8Array>;
}

/** @param baseUrl the data source's proxy path, without a slash at the end */
export const createTransport = (backend: Backend, baseUrl: string): Transport => {
  const explained = <T>(half: Half, answer: Observable<T>): Observable<T> =>
    answer.pipe(catchError((thrown: unknown) => throwError(() => asFailure(half, thrown))));

  const json = (half: Half, request: BackendSrvRequest): Observable<unknown> =>
    explained(
      half,
      backend.fetch<unknown>({ ...request, showErrorAlert: false }).pipe(
        map(({ data }) => {
          if (typeof data !== 'object' || data === null) {
            throw new RequestFailure(unreadable(half, data));
          }
          return data;
        })
      )
    );

  return {
    getJson: (half, path) => json(half, { method: 'GET', url: `${baseUrl}/${path}` }),
    postJson: (half, path, body) => json(half, { method: 'POST', url: `${baseUrl}/${path}`, data: body }),
    putJson: (half, path, body) => json(half, { method: 'PUT', url: `${baseUrl}/${path}`, data: body }),
    remove: (half, path) =>
      explained(
        half,
        backend
          .fetch<unknown>({ method: 'DELETE', url: `${baseUrl}/${path}`, showErrorAlert: false })
          .pipe(map(() => undefined))
      ),
    bytes: (half, path, headers) =>
      explained(
        half,
        backend.chunked({ method: 'GET', url: `${baseUrl}/${path}`, headers, showErrorAlert: false }).pipe(
          concatMap(({ ok, status, statusText, data }) =>
            ok ? from([data]) : throwError(() => ({ status, statusText, data: undefined }))
          ),
          filter((data): data is Uint8Array => data !== undefined)
        )
      ),
  };
};
