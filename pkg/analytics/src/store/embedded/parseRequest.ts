import { isSettingName, setStatement } from './sqlQuote';

/** A request of ClickHouse's HTTP protocol, taken apart. */
export interface EngineRequest {
  sql: string;
  /** Statements that come first in the same engine session: database, settings, parameters. */
  prelude: string[];
  format: string;
  queryId: string | undefined;
  /** Reads only return rows; everything else may change something. */
  isRead: boolean;
  /** Whether the answer is sent while the engine still computes it. */
  streams: boolean;
}

/** A request that never reaches the engine; `code` is ClickHouse's. */
export class RefusedRequest extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string
  ) {
    super(`Code: ${code}. DB::Exception: ${message}. (BAD_REQUEST)`);
  }
}

// Keys of the protocol itself. Everything else in the URL is a setting or a parameter.
const PROTOCOL_KEYS = new Set([
  'query',
  'database',
  'default_format',
  'query_id',
  'wait_end_of_query',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'enable_http_compression',
  'session_id',
  'session_timeout',
  'session_check',
  'user',
  'password',
  'role',
]);

const READ = /^(?:\s|\(|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*(?:SELECT|WITH|SHOW|DESCRIBE|DESC|EXPLAIN)\b/i;
const TRAILING_FORMAT = /\sFORMAT\s+([A-Za-z0-9_]+)\s*;?\s*$/i;
// Formats without header or footer: their pieces can be sent as they come.
const ROW_FORMATS = new Set(['JSONEachRow', 'JSONCompactEachRow', 'TabSeparated', 'TSV', 'CSV']);
// A result bounded to this size is cheaper as one buffer than as a stream.
const BUFFERED_RESULT_BYTES = 32 * 1024 * 1024;

function settingsOf(query: URLSearchParams): Array<[string, string]> {
  const settings = [...query].filter(([key]) => !PROTOCOL_KEYS.has(key));
  const wrong = settings.find(([key]) => !isSettingName(key));
  if (wrong) {
    throw new RefusedRequest(400, 115, `Setting ${JSON.stringify(wrong[0])} is neither a setting nor a parameter`);
  }
  return settings;
}

function isBoundedSmall(settings: ReadonlyArray<readonly [string, string]>): boolean {
  const bound = Number(settings.find(([key]) => key === 'max_result_bytes')?.[1] ?? 0);
  return bound > 0 && bound <= BUFFERED_RESULT_BYTES;
}

function statementOf(query: URLSearchParams, body: string): string {
  const inUrl = query.get('query') ?? '';
  const sql = inUrl === '' ? body : body === '' ? inUrl : `${inUrl}\n${body}`;
  if (sql.trim() === '') {
    throw new RefusedRequest(400, 62, 'Syntax error: empty query');
  }
  return sql;
}

function databaseOf(query: URLSearchParams, fallback: string): string {
  const database = query.get('database') ?? fallback;
  if (!isSettingName(database)) {
    throw new RefusedRequest(404, 81, `Database ${JSON.stringify(database)} does not exist`);
  }
  return database;
}

/** Reads a request. Throws {@link RefusedRequest}. */
export function parseRequest(query: URLSearchParams, body: string, fallbackDatabase: string): EngineRequest {
  const sql = statementOf(query, body);
  const settings = settingsOf(query);
  const set = setStatement(settings);
  const isRead = READ.test(sql);
  const named = isRead ? TRAILING_FORMAT.exec(sql) : null;
  const format = named?.[1] ?? query.get('default_format') ?? 'TabSeparated';
  return {
    sql: named ? sql.slice(0, named.index) : sql,
    prelude: [`USE ${databaseOf(query, fallbackDatabase)}`, ...(set ? [set] : [])],
    format,
    queryId: query.get('query_id') ?? undefined,
    isRead,
    streams: isRead && ROW_FORMATS.has(format) && !isBoundedSmall(settings),
  };
}
