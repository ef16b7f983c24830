import { type BackendSrvRequest, type FetchResponse } from '@grafana/runtime';
import { Observable, Subject } from 'rxjs';

import { type Backend } from '../transport';

export interface Call {
  request: BackendSrvRequest;
  aborted: boolean;
  answer: (data: unknown) => void;
  fail: (status: number, data?: unknown) => void;
}

export interface OpenStream {
  request: BackendSrvRequest;
  closed: boolean;
  push: (text: string) => void;
  fail: (status: number) => void;
  end: () => void;
}

const response = <T>(request: BackendSrvRequest, data: T, status = 200): FetchResponse<T> => ({
  data,
  status,
  statusText: String(status),
  ok: status < 400,
  headers: new Headers(),
  redirected: false,
  type: 'basic',
  url: request.url,
  config: request,
});

/** A stand-in for Grafana's backend service: each request is recorded and answered by the test, or by a handler. */
export class FakeBackend implements Backend {
  readonly calls: Call[] = [];
  readonly streams: OpenStream[] = [];

  /** @param handler answers at once with a body; undefined leaves the request open */
  constructor(private readonly handler: (call: Call) => void = () => undefined) {}

  fetch<T>(request: BackendSrvRequest): Observable<FetchResponse<T>> {
    return new Observable((out) => {
      const call: Call = {
        request,
        aborted: false,
        answer: (data) => {
          out.next(response(request, data as T));
          out.complete();
        },
        fail: (status, data = null) => out.error({ status, statusText: String(status), data, config: request }),
      };
      this.calls.push(call);
      let settled = false;
      out.add(() => (call.aborted = !settled));
      const answer = call.answer;
      const fail = call.fail;
      call.answer = (data) => {
        settled = true;
        answer(data);
      };
      call.fail = (status, data) => {
        settled = true;
        fail(status, data);
      };
      this.handler(call);
    });
  }

  chunked(request: BackendSrvRequest): Observable<FetchResponse<Uint8Array | undefined>> {
    return new Observable((out) => {
      const bytes = new Subject<Uint8Array>();
      const stream: OpenStream = {
        request,
        closed: false,
        push: (text) => bytes.next(new TextEncoder().encode(text)),
        fail: (status) => out.error({ status, statusText: String(status), data: null }),
        end: () => bytes.complete(),
      };
      this.streams.push(stream);
      const subscription = bytes.subscribe({
        next: (chunk) => out.next(response(request, chunk)),
        complete: () => out.complete(),
      });
      return () => {
        stream.closed = true;
        subscription.unsubscribe();
      };
    });
  }

  urls(): string[] {
    return this.calls.map(({ request }) => request.url);
  }
}
