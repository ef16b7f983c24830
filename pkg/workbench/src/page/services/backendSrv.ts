import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { lastValueFrom, map, Observable } from 'rxjs';

export interface BackendSrvOptions {
  fetch: typeof fetch;
  /** Told of failures, unless a request asks for silence, and of successes where a request wants that. */
  notify: (severity: 'success' | 'error', text: string) => void;
}

/**
 * Requests of the page. Answers that are not ok are thrown as Grafana's `FetchError`; unsubscribing aborts; `chunked`
 * hands on the bytes of a stream as they come.
 */
export function createBackendSrv(options: BackendSrvOptions): BackendSrv {
  const whole = <T>(request: BackendSrvRequest) => observe<T>(request, { ...options, read: readWhole });
  const send = <T>(request: BackendSrvRequest) =>
    lastValueFrom(whole<T>(request).pipe(map((response) => response.data)));
  return {
    fetch: <T>(request: BackendSrvRequest) => whole<T>(request),
    chunked: (request) => observe<Uint8Array | undefined>(request, { ...options, read: readChunks }),
    request: <T>(request: BackendSrvRequest) => send<T>(request),
    datasourceRequest: <T>(request: BackendSrvRequest) => lastValueFrom(whole<T>(request)),
    get: (url, params, requestId, rest) => send({ ...rest, method: 'GET', url, params, requestId }),
    delete: (url, data, rest) => send({ ...rest, method: 'DELETE', url, data }),
    post: (url, data, rest) => send({ ...rest, method: 'POST', url, data }),
    patch: (url, data, rest) => send({ ...rest, method: 'PATCH', url, data }),
    put: (url, data, rest) => send({ ...rest, method: 'PUT', url, data }),
  };
}

type Reader<T> = (context: {
  response: Response;
  request: BackendSrvRequest;
  next: (data: T) => void;
}) => Promise<void>;

function observe<T>(
  request: BackendSrvRequest,
  how: BackendSrvOptions & { read: Reader<T> }
): Observable<FetchResponse<T>> {
  return new Observable((subscriber) => {
    const controller = new AbortController();
    const abort = () => controller.abort();
    request.abortSignal?.addEventListener('abort', abort, { once: true });
    const run = async () => {
      const response = await how.fetch(urlOf(request), { ...initOf(request), signal: controller.signal });
      if (!response.ok) {
        throw await failureOf(response, request);
      }
      await how.read({ response, request, next: (data) => subscriber.next(answerOf(response, request, data)) });
      if (request.showSuccessAlert === true) {
        how.notify('success', 'Saved');
      }
      subscriber.complete();
    };
    run().catch((error: unknown) => {
      const failure = isFailure(error) ? error : networkFailure(error, request, controller.signal.aborted);
      if (failure.cancelled !== true && (request.showErrorAlert ?? !isDataRequest(request))) {
        how.notify('error', failure.data.message ?? failure.statusText ?? 'The request failed');
      }
      subscriber.error(failure);
    });
    return () => {
      request.abortSignal?.removeEventListener('abort', abort);
      controller.abort();
    };
  });
}

/** Panels show the failures of their own queries. */
function isDataRequest({ url }: BackendSrvRequest): boolean {
  return url.includes('api/datasources/proxy/');
}

interface Failure extends FetchError<{ message?: string }> {
  statusText: string;
}

function isFailure(error: unknown): error is Failure {
  return typeof error === 'object' && error !== null && 'status' in error && 'config' in error;
}

function urlOf(request: BackendSrvRequest): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(request.params ?? {})) {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    values.filter((one) => one !== undefined && one !== null).forEach((one) => params.append(name, String(one)));
  }
  const query = params.toString();
  const url = /^(https?:)?\/\//.test(request.url) || request.url.startsWith('/') ? request.url : `/${request.url}`;
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

function initOf(request: BackendSrvRequest): RequestInit {
  const headers = new Headers({ accept: 'application/json, text/plain, */*', ...request.headers });
  const credentials = request.credentials ?? (request.withCredentials === true ? 'include' : 'same-origin');
  const body = bodyOf(request.data);
  if (typeof request.data === 'object' && typeof body === 'string' && !headers.has('content-type')) {
    headers.set('content-type', 'application/json');
  }
  return { method: request.method ?? 'GET', headers, credentials, body };
}

function bodyOf(data: unknown): BodyInit | undefined {
  if (data === undefined || data === null) {
    return undefined;
  }
  if (typeof data === 'string' || data instanceof Blob || data instanceof FormData || data instanceof URLSearchParams) {
    return data;
  }
  return JSON.stringify(data);
}

async function readWhole<T>({ response, request, next }: Parameters<Reader<T>>[0]): Promise<void> {
  next(await parseBody<T>(response, request.responseType));
}

async function readChunks({ response, next }: Parameters<Reader<Uint8Array | undefined>>[0]): Promise<void> {
  const reader = response.body?.getReader();
  if (reader === undefined) {
    next(undefined);
    return;
  }
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    next(part.value);
  }
}

async function parseBody<T>(response: Response, type: BackendSrvRequest['responseType']): Promise<T> {
  const read: Record<string, () => Promise<unknown>> = {
    arraybuffer: () => response.arrayBuffer(),
    blob: () => response.blob(),
    text: () => response.text(),
  };
  const body = await (read[type ?? ''] ?? (async () => parseText(await response.text())))();
  claim<T>(body);
  return body;
}

/** What an answer holds is its caller's claim, as it is with Grafana's own service. */
function claim<T>(_body: unknown): asserts _body is T {}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text === '' ? {} : text;
  }
}

function answerOf<T>(response: Response, config: BackendSrvRequest, data: T): FetchResponse<T> {
  const { status, statusText, ok, headers, redirected, type, url } = response;
  return { data, status, statusText, ok, headers, redirected, type, url, config };
}

async function failureOf(response: Response, config: BackendSrvRequest): Promise<Failure> {
  const body = parseText(await response.text());
  const isObject = typeof body === 'object' && body !== null;
  const fallback = { message: typeof body === 'string' ? body : response.statusText };
  return { status: response.status, statusText: response.statusText, data: isObject ? body : fallback, config };
}

function networkFailure(error: unknown, config: BackendSrvRequest, cancelled: boolean): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const statusText = cancelled ? 'Request was aborted' : message;
  return { status: -1, statusText, data: { message: statusText }, message: statusText, cancelled, config };
}
