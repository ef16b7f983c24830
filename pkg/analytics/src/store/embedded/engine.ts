import { randomUUID } from 'node:crypto';
import type { ChdbResult, Session } from 'chdb';
import { pause } from '../pause';
import type { EngineRequest } from './parseRequest';
import { Slots } from './slots';

type Chdb = Pick<typeof import('chdb'), 'Session' | 'drainPending'>;

export interface EngineOptions {
  dataDirectory: string;
  configFile: string;
  database: string;
  readSlots: number;
  writeSlots: number;
}

/** The request's client left before or while the engine worked on it. */
export class ClientGone extends Error {}

const KILL_AGAIN_AFTER_MS = 50;

/**
 * The engine in this process. Every request has a session of its own (settings stick to a session); one more session
 * lives as long as the engine, keeps it open and carries kills and health queries, which therefore never queue.
 */
export class Engine {
  readonly #chdb: Chdb;
  readonly #options: EngineOptions;
  readonly #keeper: Session;
  readonly #reads: Slots;
  readonly #writes: Slots;
  readonly #tags = new Set<string>();
  #keeperTail: Promise<unknown> = Promise.resolve();

  /** Opens the data directory. Throws when it cannot (the reason may be on stderr only). */
  constructor(chdb: Chdb, options: EngineOptions) {
    this.#chdb = chdb;
    this.#options = options;
    this.#reads = new Slots(options.readSlots);
    this.#writes = new Slots(options.writeSlots);
    this.#keeper = this.#openSession();
  }

  get running(): number {
    return this.#reads.running + this.#writes.running;
  }

  get queued(): number {
    return this.#reads.queued + this.#writes.queued;
  }

  /** Makes the database and tells the engine's version. */
  async prepare(): Promise<string> {
    await this.#keep(`CREATE DATABASE IF NOT EXISTS ${this.#options.database} ENGINE = Atomic`);
    return (await this.#keep('SELECT version()')).text().trim();
  }

  /** One small query through the engine; rejects when the engine no longer works. */
  async check(): Promise<void> {
    await this.#keep('SELECT 1');
  }

  /** Runs a request to its end and returns the whole answer. */
  run(request: EngineRequest, signal: AbortSignal): Promise<ChdbResult> {
    return this.#inSlot(request, signal, (session, tag) => {
      const sql = [...request.prelude, `/*${tag}*/ ${request.sql}`].join('; ');
      return session.queryAsync(sql, { format: request.format });
    });
  }

  /** Runs a read and hands over the answer piece by piece; waits for each piece to be taken. */
  stream(request: EngineRequest, signal: AbortSignal, take: (piece: Uint8Array) => Promise<void>): Promise<void> {
    return this.#inSlot(request, signal, async (session, tag) => {
      await session.queryAsync(request.prelude.join('; '));
      const chunks = session.queryStream(`/*${tag}*/ ${request.sql}`, { format: request.format, signal });
      for await (const chunk of chunks) {
        await take(chunk.raw());
      }
    });
  }

  /** Ends what runs, then lets go of the data directory. */
  async close(): Promise<void> {
    while (this.#tags.size > 0) {
      await Promise.all([...this.#tags].map((tag) => this.#kill(tag)));
      await pause(KILL_AGAIN_AFTER_MS).done;
    }
    await this.#keeperTail;
    this.#keeper.close();
    await this.#chdb.drainPending();
  }

  #openSession(): Session {
    const { dataDirectory, configFile } = this.#options;
    return new this.#chdb.Session(dataDirectory, { connectionArgs: [`--config-file=${configFile}`] });
  }

  #keep(sql: string): Promise<ChdbResult> {
    const result = this.#keeperTail.then(() => this.#keeper.queryAsync(sql, { format: 'TabSeparated' }));
    this.#keeperTail = result.catch(() => undefined);
    return result;
  }

  async #kill(tag: string): Promise<void> {
    await this.#keep(`KILL QUERY WHERE query LIKE '%/*${tag}*/%' AND query NOT LIKE 'KILL%' ASYNC`).catch(
      () => undefined
    );
  }

  async #inSlot<T>(
    request: EngineRequest,
    signal: AbortSignal,
    work: (session: Session, tag: string) => Promise<T>
  ): Promise<T> {
    const slots = request.isRead ? this.#reads : this.#writes;
    if (!(await slots.acquire(signal))) {
      throw new ClientGone();
    }
    try {
      return await this.#inSession(signal, work);
    } finally {
      slots.release();
    }
  }

  async #inSession<T>(signal: AbortSignal, work: (session: Session, tag: string) => Promise<T>): Promise<T> {
    if (signal.aborted) {
      throw new ClientGone();
    }
    const tag = randomUUID();
    const session = this.#openSession();
    this.#tags.add(tag);
    const stopKilling = this.#killOnAbort(tag, signal);
    try {
      return await work(session, tag);
    } finally {
      stopKilling();
      this.#tags.delete(tag);
      session.close();
    }
  }

  /** Once the client is gone: kills the query again and again until it has settled (a kill may come before its start). */
  #killOnAbort(tag: string, signal: AbortSignal): () => void {
    let settled = false;
    const killUntilSettled = async (): Promise<void> => {
      while (!settled) {
        await this.#kill(tag);
        await pause(KILL_AGAIN_AFTER_MS).done;
      }
    };
    const onAbort = (): void => void killUntilSettled();
    signal.addEventListener('abort', onAbort, { once: true });
    return () => {
      settled = true;
      signal.removeEventListener('abort', onAbort);
    };
  }
}
