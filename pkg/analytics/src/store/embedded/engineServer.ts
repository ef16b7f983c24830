import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ClientGone, type Engine } from './engine';
import { parseRequest, RefusedRequest, type EngineRequest } from './parseRequest';
import { readBody } from './readBody';

export interface EngineServerOptions {
  engine: Engine;
  password: string;
  database: string;
  maxBodyBytes: number;
  /** Called when the engine has aborted for good (code 236): only a new process helps. */
  onEngineGone: () => void;
  /** Nanoseconds of a monotonic clock. */
  now: () => bigint;
}

const ENGINE_GONE = 236;
const UNKNOWN_TABLE = 60;
const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

function isAllowed(request: IncomingMessage, password: string): boolean {
  const expected = Buffer.from(`Basic ${Buffer.from(`default:${password}`).toString('base64')}`);
  const given = Buffer.from(request.headers.authorization ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function fail(response: ServerResponse, status: number, failure: { code: number; message: string }): void {
  if (response.headersSent) {
    response.destroy(); // a normal end would pass a short result off as a whole one
    return;
  }
  response.writeHead(status, { 'X-ClickHouse-Exception-Code': String(failure.code), 'Content-Type': 'text/plain' });
  response.end(failure.message);
}

function codeOf(error: unknown): number {
  if (error instanceof Error && 'clickhouseCode' in error && typeof error.clickhouseCode === 'number') {
    return error.clickhouseCode;
  }
  const text =
    error instanceof Error ? `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}` : '';
  return Number(/Code: (\d+)/.exec(text)?.[1] ?? 0);
}

function withCode(error: unknown, code: number): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.startsWith('Code:') ? text : `Code: ${code}. DB::Exception: ${text}. (ENGINE_ERROR)`;
}

function summaryOf(rows: number, bytes: number, elapsedNs: bigint): string {
  const counts = { read_rows: String(rows), read_bytes: String(bytes), written_rows: '0', written_bytes: '0' };
  return JSON.stringify({
    ...counts,
    total_rows_to_read: '0',
    result_rows: '0',
    result_bytes: '0',
    elapsed_ns: String(elapsedNs),
  });
}

/** Aborts when the client goes away before its answer is complete. */
function goneSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) {
      controller.abort();
    }
  });
  return controller.signal;
}

function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    response.once('drain', done);
    signal.addEventListener('abort', done, { once: true });
  });
}

function headersOf(request: EngineRequest): Record<string, string> {
  return {
    'Content-Type': request.format.startsWith('JSON')
      ? 'application/json; charset=UTF-8'
      : 'text/tab-separated-values; charset=UTF-8',
    'X-ClickHouse-Format': request.format,
    ...(request.queryId === undefined ? {} : { 'X-ClickHouse-Query-Id': request.queryId }),
  };
}

async function answerWhole(
  response: ServerResponse,
  request: EngineRequest,
  options: EngineServerOptions
): Promise<void> {
  const started = options.now();
  const result = await options.engine.run(request, goneSignal(response));
  const summary = summaryOf(result.rowsRead, result.bytesRead, options.now() - started);
  const body = result.bytes();
  response.writeHead(200, {
    ...headersOf(request),
    'X-ClickHouse-Summary': summary,
    'Content-Length': String(body.byteLength),
  });
  response.end(body);
}

async function answerInPieces(
  response: ServerResponse,
  request: EngineRequest,
  options: EngineServerOptions
): Promise<void> {
  const signal = goneSignal(response);
  await options.engine.stream(request, signal, async (piece) => {
    if (!response.headersSent) {
      response.writeHead(200, headersOf(request));
    }
    if (!response.write(piece) && !signal.aborted) {
      await drained(response, signal);
    }
  });
  if (!response.headersSent) {
    response.writeHead(200, headersOf(request));
  }
  response.end();
}

async function answerQuery(
  request: IncomingMessage,
  response: ServerResponse,
  options: EngineServerOptions
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://store');
  const body = await readBody(request, options.maxBodyBytes);
  const parsed = parseRequest(url.searchParams, body, options.database);
  await (parsed.streams ? answerInPieces : answerWhole)(response, parsed, options);
}

function answerFailure(response: ServerResponse, error: unknown, options: EngineServerOptions): void {
  if (error instanceof RefusedRequest) {
    fail(response, error.status, { code: error.code, message: error.message });
    return;
  }
  if (error instanceof ClientGone) {
    response.destroy();
    return;
  }
  const code = codeOf(error);
  fail(response, code === UNKNOWN_TABLE ? 404 : 500, { code, message: withCode(error, code) });
  if (code === ENGINE_GONE) {
    response.once('close', options.onEngineGone);
  }
}

async function route(request: IncomingMessage, response: ServerResponse, options: EngineServerOptions): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0];
  if (!LOOPBACK_HOST.test(request.headers.host ?? '')) {
    fail(response, 403, {
      code: 516,
      message: 'Code: 516. DB::Exception: foreign Host header. (AUTHENTICATION_FAILED)',
    });
  } else if (path === '/ping') {
    response.end('Ok.\n');
  } else if (!isAllowed(request, options.password)) {
    fail(response, 403, {
      code: 516,
      message: 'Code: 516. DB::Exception: Authentication failed. (AUTHENTICATION_FAILED)',
    });
  } else if (path === '/ready') {
    await options.engine.check();
    response.end('Ok.\n');
  } else {
    await answerQuery(request, response, options);
  }
}

/** ClickHouse's HTTP protocol in front of the embedded engine. Does not listen yet. */
export function engineServer(options: EngineServerOptions): Server {
  const server = createServer((request, response) => {
    route(request, response, options).catch((error: unknown) => answerFailure(response, error, options));
  });
  server.keepAliveTimeout = 60_000; // longer than the client keeps an idle socket, so it never writes to a closed one
  server.requestTimeout = 0;
  return server;
}
