/** What the store may answer with instead of rows. Each class is one decision for the caller. */
export class StoreError extends Error {
  /** ClickHouse error code, or the socket's errno name, as text. Absent when the store itself decided. */
  readonly code: string | undefined;

  constructor(message: string, options: { code?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
  }
}

/** No engine answers: it is starting, restarting, unreachable, or went away in mid-answer. Worth a later try. */
export class StoreUnavailable extends StoreError {}

/** The disk under the store has no room for the write. Reads go on. */
export class StoreFull extends StoreError {}

/** The write buffer's bound is reached, or the store is down too long: come back later (HTTP 503, Retry-After). */
export class StoreBusy extends StoreError {
  constructor(
    message: string,
    readonly retryAfterMs: number
  ) {
    super(message);
  }
}

/** The embedded engine cannot run on this computer at all (platform, missing package). Never retried. */
export class StoreUnsupported extends StoreError {}

/** Another process holds the data directory. */
export class StoreLocked extends StoreError {}

/** The configuration of the store is refused: wrong password, unknown database. */
export class StoreDenied extends StoreError {}

/** A read was stopped by one of its limits. */
export class QueryLimit extends StoreError {
  constructor(
    readonly limit: 'time' | 'rows' | 'memory',
    message: string,
    options: { code?: string; cause?: unknown } = {}
  ) {
    super(message, options);
  }
}

/** The caller's signal ended the query. */
export class QueryAborted extends StoreError {}

/** The statement itself is refused: syntax, unknown table or column, wrong parameter. Never retried unchanged. */
export class BadQuery extends StoreError {}

/** The engine refused a batch because of what is in it; nothing of the batch was stored. */
export class BadRows extends StoreError {}

export interface RefusedRow {
  /** Position in the rows as they were handed in. */
  index: number;
  reason: string;
}

/** Some rows of a write were refused, each with its reason; all others are stored. */
export class RowsRefused extends StoreError {
  constructor(readonly refused: readonly RefusedRow[]) {
    super(`${refused.length} row(s) refused: ${refused[0]?.reason ?? ''}`);
  }
}
