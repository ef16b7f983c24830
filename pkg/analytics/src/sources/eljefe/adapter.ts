import { type Notice, type Orchestrator, type Resources } from '@eljefe/contract';

import { type Entities } from '../../ingest/entities';
import { type EntityRef } from '../../ingest/folds';
import { type News } from '../../ingest/news';

import { backoffMs } from './backoff';
import { ChannelHealth } from './channel';
import { readJson } from './http';
import { Interpreter } from './interpreter';
import { readFrame, readKeyed, type Said } from './messages';
import { readResources } from './resources';
import { readStateFile, stampOf, StateFileError, type FileStamp } from './stateFile';
import { openSocket, type SocketHandle } from './socket';

export interface ElJefeOptions {
  name: string;
  url: string | null;
  token: string | null;
  stateFile: string | null;
  /** Zone of stamps that carry none, minutes east of UTC. */
  zoneMinutes: number;
  pollMs: number;
  staleAfterMs: number;
  requestTimeoutMs: number;
  maxBytes: number;
}

export interface ElJefeDeps {
  entities: Entities;
  ensure(jobs: readonly EntityRef[], sessions: readonly EntityRef[]): Promise<void>;
  record(items: readonly News[]): Promise<unknown>;
  now(): number;
  random(): number;
  log: { info(detail: object, text: string): void; warn(detail: object, text: string): void };
  onStatus(orchestrator: Orchestrator): void;
}

const RESOURCES_EVERY_MS = 10_000;
const FILE_EVERY_MS = 1_000;
const HALF_WRITTEN_RETRIES = 5;
const CLOCK_TOLERANCE_S = 30;

/**
 * D1: follows one El Jefe orchestrator by HTTP, WebSocket and state file at once. The WebSocket brings news at once; a
 * full reading over HTTP at every (re)connection and every few seconds closes what it may have missed.
 */
export class ElJefeAdapter {
  private readonly http: ChannelHealth;
  private readonly websocket: ChannelHealth;
  private readonly file: ChannelHealth;
  private readonly stopping = new AbortController();
  private socket: SocketHandle | null = null;
  private resources: Resources | null = null;
  private lastNews: number | null = null;
  private clockOffsetS: number | null = null;
  private readonly interpreter: Interpreter;
  private lastStatus: Orchestrator['status'] = 'unknown';
  private readonly loops: Array<Promise<void>> = [];
  private wakeHttp: () => void = () => undefined;

  constructor(
    private readonly options: ElJefeOptions,
    private readonly deps: ElJefeDeps
  ) {
    this.http = new ChannelHealth('http', deps.now);
    this.websocket = new ChannelHealth('websocket', deps.now);
    this.file = new ChannelHealth('file', deps.now);
    this.interpreter = new Interpreter(options, {
      entities: deps.entities,
      ensure: deps.ensure,
      now: deps.now,
      onProblem: (text) => this.onProblem(text),
    });
  }

  start(): void {
    if (this.options.url !== null) {
      this.loops.push(this.httpLoop(), this.resourceLoop());
      this.loops.push(this.socketLoop());
    }
    if (this.options.stateFile !== null) {
      this.loops.push(this.fileLoop());
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.socket?.close();
    this.wakeHttp();
    await Promise.allSettled(this.loops);
  }

  /** Orchestrator as everyone sees it now. */
  view(): Orchestrator {
    const now = this.deps.now();
    const status = this.status();
    return {
      name: this.options.name,
      url: this.options.url,
      status: status.status,
      reason: status.reason,
      last_news_at: this.lastNews,
      age_seconds: this.lastNews === null ? null : Math.max(0, (now - this.lastNews) / 1_000),
      stale: this.lastNews !== null && now - this.lastNews > this.options.staleAfterMs,
      clock_offset_seconds: this.clockOffsetS,
      channels: this.channels().map((channel) => channel.view()),
      resources: this.resources,
      malformed: this.interpreter.malformed,
    };
  }

  notices(): Notice[] {
    const { status, reason } = this.status();
    const notices: Notice[] = [];
    if (status === 'down' || status === 'degraded') {
      notices.push({
        severity: status === 'down' ? 'error' : 'warning',
        text: `Orchestrator ${this.options.name} is ${status === 'down' ? 'unreachable' : 'heard in part'}`,
        hint: reason,
      });
    }
    if (this.clockOffsetS !== null && Math.abs(this.clockOffsetS) > CLOCK_TOLERANCE_S) {
      notices.push({
        severity: 'warning',
        text: `Clock of orchestrator ${this.options.name} is ${Math.round(this.clockOffsetS)} s off`,
        hint: 'Set its clock, or its zone in the configuration if its stamps carry none.',
      });
    }
    return notices;
  }

  /** W2.3: readings compared, and those in which the orchestrator's sources disagreed. */
  agreement(): { comparisons: number; disagreements: number } {
    const { comparisons, disagreements } = this.interpreter;
    return { comparisons, disagreements };
  }

  private channels(): ChannelHealth[] {
    return [
      ...(this.options.url === null ? [] : [this.http, this.websocket]),
      ...(this.options.stateFile === null ? [] : [this.file]),
    ];
  }

  private status(): { status: Orchestrator['status']; reason: string | null } {
    const views = this.channels().map((channel) => channel.view());
    const up = views.filter(({ state }) => state === 'up');
    const failing = views.filter(({ state }) => state === 'down');
    const reason = failing.map(({ kind, error }) => `${kind}: ${error}`).join('; ') || null;
    if (up.length === views.length && views.length > 0) {
      return { status: 'up', reason: null };
    }
    if (up.length > 0) {
      return { status: failing.length > 0 ? 'degraded' : 'up', reason };
    }
    return failing.length > 0 ? { status: 'down', reason } : { status: 'unknown', reason: null };
  }

  private async httpLoop(): Promise<void> {
    let attempt = 0;
    while (!this.stopping.signal.aborted) {
      try {
        await this.readEverything();
        attempt = 0;
        await this.sleepHttp(this.options.pollMs);
      } catch (error) {
        const wait = backoffMs(attempt, this.deps.random);
        this.fail(this.http, error, wait);
        attempt += 1;
        await this.sleepHttp(wait);
      }
    }
  }

  private async readEverything(): Promise<void> {
    const asked = this.deps.now();
    const answer = await readJson('/api/status', this.httpOptions(), this.stopping.signal);
    const said = readKeyed(answer.body);
    if (said.kind !== 'everything') {
      throw new Error(
        `${this.options.url}/api/status holds neither agents nor workflows: is this an El Jefe orchestrator?`
      );
    }
    this.noteClock(answer.serverTime, asked);
    await this.take(said);
    this.succeed(this.http);
  }

  private httpOptions() {
    const { url, token, requestTimeoutMs, maxBytes } = this.options;
    return { url: url ?? '', token, timeoutMs: requestTimeoutMs, maxBytes };
  }

  /** The `Date` header has whole seconds; half of one is the best guess of the rest. */
  private noteClock(serverTime: number | null, asked: number): void {
    if (serverTime !== null) {
      const middle = (asked + this.deps.now()) / 2;
      this.clockOffsetS = Math.round((serverTime + 500 - middle) / 1_000);
    }
  }

  private async resourceLoop(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        const { body } = await readJson('/api/analytics/resources', this.httpOptions(), this.stopping.signal);
        const resources = readResources(body, this.deps.now());
        if (resources !== null) {
          this.resources = resources;
          const { name } = this.options;
          await this.deps.record([{ kind: 'resource', source: name, subject: name, news: resources }]);
        }
      } catch {
        // 503 without psutil, or the orchestrator is down, which the other channels report: no resources, no sample.
        this.resources = null;
      }
      await this.sleep(RESOURCES_EVERY_MS);
    }
  }

  private async socketLoop(): Promise<void> {
    let attempt = 0;
    while (!this.stopping.signal.aborted) {
      const error = await this.followSocket(() => {
        attempt = 0;
        this.wakeHttp();
      });
      if (this.stopping.signal.aborted) {
        return;
      }
      const wait = backoffMs(attempt, this.deps.random);
      attempt += 1;
      this.fail(this.websocket, new Error(error), wait);
      await this.sleep(wait);
    }
  }

  private followSocket(onOpen: () => void): Promise<string> {
    return new Promise((resolve) => {
      this.socket = openSocket({
        url: this.options.url ?? '',
        token: this.options.token,
        maxBytes: this.options.maxBytes,
        onOpen: () => {
          this.succeed(this.websocket);
          onOpen();
        },
        onAlive: () => this.succeed(this.websocket),
        onFrame: (frame) => this.onFrame(frame),
        onClose: resolve,
      });
    });
  }

  private onFrame(frame: string): void {
    this.succeed(this.websocket);
    const said = readFrame(frame);
    this.take(said).catch((error: unknown) => {
      this.deps.log.warn({ orchestrator: this.options.name, error: String(error) }, 'news not stored; reading again');
      this.wakeHttp();
    });
  }

  private async fileLoop(): Promise<void> {
    const path = this.options.stateFile ?? '';
    let last: FileStamp | null = null;
    while (!this.stopping.signal.aborted) {
      try {
        const stamp = await stampOf(path);
        if (stamp === null) {
          throw new Error(`no file at ${path}`);
        }
        if (last === null || stamp.mtimeMs !== last.mtimeMs || stamp.size !== last.size) {
          const content = await this.readWholeFile(path);
          await this.take({ kind: 'everything', agents: content.jobs, workflows: content.sessions }, 'file');
          last = stamp;
        }
        this.succeed(this.file);
      } catch (error) {
        this.fail(this.file, error, FILE_EVERY_MS);
      }
      await this.sleep(FILE_EVERY_MS);
    }
  }

  /** A file met half-written is whole a moment later; only one that stays broken is an error. */
  private async readWholeFile(path: string) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await readStateFile(path, this.options.maxBytes);
      } catch (error) {
        if (!(error instanceof StateFileError && error.halfWritten) || attempt >= HALF_WRITTEN_RETRIES) {
          throw error;
        }
        await this.sleep(50 * 2 ** attempt);
      }
    }
  }

  private async take(said: Said, from: 'live' | 'file' = 'live'): Promise<void> {
    if (said.kind === 'readAgain') {
      this.wakeHttp();
      return;
    }
    const items = await this.interpreter.news(said, from);
    if (items.length > 0) {
      await this.record(items);
    }
  }

  private async record(items: readonly News[]): Promise<void> {
    try {
      await this.deps.record(items);
    } catch (error) {
      // Not stored, so not acknowledged: the next full reading must bring it again.
      this.interpreter.forget();
      throw error;
    }
  }

  private onProblem(text: string): void {
    this.deps.log.warn({ orchestrator: this.options.name }, `malformed message: ${text}`);
    this.record([this.interpreter.note('Malformed message', text)]).catch((error: unknown) => {
      this.deps.log.warn({ orchestrator: this.options.name, error: String(error) }, 'note not stored');
    });
  }

  private succeed(channel: ChannelHealth): void {
    this.lastNews = this.deps.now();
    channel.ok();
    this.tellStatus();
  }

  private fail(channel: ChannelHealth, error: unknown, retryInMs: number): void {
    channel.failed(error instanceof Error ? error.message : String(error), this.deps.now() + retryInMs);
    this.tellStatus();
  }

  private tellStatus(): void {
    const view = this.view();
    if (view.status !== this.lastStatus) {
      this.lastStatus = view.status;
      this.deps.log.info({ orchestrator: view.name, status: view.status, reason: view.reason }, 'orchestrator status');
      this.deps.onStatus(view);
    }
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.stopping.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.stopping.signal.addEventListener('abort', done);
    });
  }

  private sleepHttp(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeHttp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.stopping.signal.aborted) {
        this.wakeHttp();
      }
    });
  }
}
