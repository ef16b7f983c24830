import { type Notice, type Orchestrator, type Resources } from '@eljefe/contract';

import { type Entities } from '../../ingest/entities';
import { type EntityRef } from '../../ingest/folds';
import { type News } from '../../ingest/news';

import { ChannelHealth } from './channel';
import { ClockWatch } from './clockWatch';
import { followFile } from './followFile';
import { followHttp } from './followHttp';
import { followSocket } from './followSocket';
import { readJson } from './http';
import { Interpreter, type From } from './interpreter';
import { readFrame, type Said } from './messages';
import { readResources } from './resources';
import { Waker } from './waker';

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
  /** Largest answer, frame and file. */
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

/**
 * D1: follows one El Jefe orchestrator by HTTP, WebSocket and state file at once. The WebSocket brings news at once; a
 * full reading over HTTP at every (re)connection and every few seconds closes what it may have missed.
 */
export class ElJefeAdapter {
  private readonly http: ChannelHealth;
  private readonly websocket: ChannelHealth;
  private readonly file: ChannelHealth;
  private readonly stopping = new AbortController();
  private readonly httpWaker = new Waker(this.stopping.signal);
  private readonly clock = new ClockWatch();
  private readonly interpreter: Interpreter;
  private readonly loops: Array<Promise<void>> = [];
  private resources: Resources | null = null;
  private readonly reading = { reads: 0, readSeconds: 0, readBytes: 0 };
  private lastNews: number | null = null;
  private lastStatus: Orchestrator['status'] = 'unknown';

  constructor(
    private readonly options: ElJefeOptions,
    private readonly deps: ElJefeDeps
  ) {
    this.http = new ChannelHealth('http', deps.now);
    this.websocket = new ChannelHealth('websocket', deps.now);
    this.file = new ChannelHealth('file', deps.now);
    this.interpreter = new Interpreter(
      { ...options, followsFile: options.stateFile !== null },
      {
        entities: deps.entities,
        ensure: deps.ensure,
        now: deps.now,
        onProblem: (text) => this.onProblem(text),
        onStarted: (startedAt, seenAt) => this.clock.started(startedAt, seenAt),
      }
    );
  }

  start(): void {
    if (this.options.url !== null) {
      this.loops.push(this.followHttp(this.options.url), this.followSocket(this.options.url));
      this.loops.push(this.followResources(this.options.url));
    }
    if (this.options.stateFile !== null) {
      this.loops.push(this.followFile(this.options.stateFile));
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.loops);
  }

  /** Orchestrator as everyone sees it now. */
  view(): Orchestrator {
    const now = this.deps.now();
    const age = this.lastNews === null ? null : Math.max(0, now - this.lastNews);
    return {
      name: this.options.name,
      url: this.options.url,
      ...this.status(),
      last_news_at: this.lastNews,
      age_seconds: age === null ? null : age / 1_000,
      stale: age !== null && age > this.options.staleAfterMs,
      clock_offset_seconds: this.clock.offsetSeconds,
      channels: this.channels().map((channel) => channel.view()),
      resources: this.resources,
      malformed: this.interpreter.malformed,
    };
  }

  notices(): Notice[] {
    const { name } = this.options;
    const { status, reason } = this.status();
    const unwell: Notice[] =
      status === 'down' || status === 'degraded'
        ? [
            {
              severity: status === 'down' ? 'error' : 'warning',
              text: `Orchestrator ${name} is ${status === 'down' ? 'unreachable' : 'heard in part'}`,
              hint: reason,
            },
          ]
        : [];
    return [...unwell, ...this.clock.notices(name)];
  }

  /** W2.3: readings compared, and those in which the orchestrator's sources disagreed; W3.4: readings of the whole state. */
  counts() {
    const { comparisons, disagreements } = this.interpreter;
    return { name: this.options.name, comparisons, disagreements, ...this.reading };
  }

  get name(): string {
    return this.options.name;
  }

  /** Is it in the state of an orchestrator that is heard now? */
  shows(kind: 'job' | 'session', id: string): boolean {
    const { status } = this.status();
    return (status === 'up' || status === 'degraded') && this.interpreter.shows(kind, id);
  }

  private channels(): ChannelHealth[] {
    return [
      ...(this.options.url === null ? [] : [this.http, this.websocket]),
      ...(this.options.stateFile === null ? [] : [this.file]),
    ];
  }

  private status(): Pick<Orchestrator, 'status' | 'reason'> {
    const views = this.channels().map((channel) => channel.view());
    const up = views.some(({ state }) => state === 'up');
    const failing = views.filter(({ state }) => state === 'down');
    const reason = failing.map(({ kind, error }) => `${kind}: ${error}`).join('; ') || null;
    if (failing.length === 0) {
      return { status: up ? 'up' : 'unknown', reason: null };
    }
    return { status: up ? 'degraded' : 'down', reason };
  }

  private followHttp(url: string): Promise<void> {
    return followHttp({
      ...this.common(this.http),
      http: this.reader(url),
      pollMs: this.options.pollMs,
      channel: this.http,
      waker: this.httpWaker,
      now: this.deps.now,
      onRead: ({ seconds, bytes }) => {
        this.reading.reads += 1;
        this.reading.readSeconds += seconds;
        this.reading.readBytes += bytes;
      },
      onClock: (serverTime, asked) => this.clock.answered(serverTime, { asked, heard: this.deps.now() }),
      take: (said) => this.take(said, 'http'),
    });
  }

  private followSocket(url: string): Promise<void> {
    const { token, maxBytes } = this.options;
    return followSocket({
      ...this.common(this.websocket),
      url,
      token,
      maxBytes,
      waker: new Waker(this.stopping.signal),
      onOpen: () => {
        this.heard(this.websocket);
        this.httpWaker.wake();
      },
      onAlive: () => this.heard(this.websocket),
      onFrame: (frame) => this.onFrame(frame),
    });
  }

  private followFile(path: string): Promise<void> {
    return followFile({
      ...this.common(this.file),
      path,
      maxBytes: this.options.maxBytes,
      waker: new Waker(this.stopping.signal),
      take: ({ jobs, sessions }, writtenAt) =>
        this.take({ kind: 'everything', agents: jobs, workflows: sessions }, 'file', writtenAt),
    });
  }

  private async followResources(url: string): Promise<void> {
    const { name } = this.options;
    const waker = new Waker(this.stopping.signal);
    while (!this.stopping.signal.aborted) {
      try {
        const { body } = await readJson('/api/analytics/resources', this.reader(url), this.stopping.signal);
        this.resources = readResources(body, this.deps.now());
        if (this.resources !== null) {
          await this.deps.record([{ kind: 'resource', source: name, subject: name, news: this.resources }]);
        }
      } catch {
        // 503 without psutil, or the orchestrator or the store is down, which others report: no resources, no sample.
        this.resources = null;
      }
      await waker.sleep(RESOURCES_EVERY_MS);
    }
  }

  private common(channel: ChannelHealth) {
    return {
      signal: this.stopping.signal,
      random: this.deps.random,
      onHeard: () => this.heard(channel),
      onFailed: (error: unknown, retryInMs: number) => this.failed(channel, error, retryInMs),
      onNotStored: (error: unknown) => this.notStored(error),
    };
  }

  private reader(url: string) {
    const { token, requestTimeoutMs, maxBytes } = this.options;
    return { url, token, timeoutMs: requestTimeoutMs, maxBytes };
  }

  private onFrame(frame: string): void {
    this.heard(this.websocket);
    this.take(readFrame(frame), 'websocket').catch((error: unknown) => {
      this.notStored(error);
      this.httpWaker.wake();
    });
  }

  private async take(said: Said, from: From, writtenAt?: number): Promise<void> {
    if (said.kind === 'readAgain') {
      this.httpWaker.wake();
      return;
    }
    const { items, readAgain } = await this.interpreter.news(said, from, writtenAt);
    if (items.length > 0) {
      await this.deps.record(items);
    }
    if (readAgain) {
      this.httpWaker.wake();
    }
  }

  /** Not stored, so not acknowledged: the next full reading must bring it again. */
  private notStored(error: unknown): void {
    this.interpreter.forget();
    this.deps.log.warn({ orchestrator: this.options.name, error: String(error) }, 'news not stored; reading again');
  }

  private onProblem(text: string): void {
    this.deps.log.warn({ orchestrator: this.options.name }, `malformed message: ${text}`);
    this.deps.record([this.interpreter.note('Malformed message', text)]).catch((error: unknown) => {
      this.deps.log.warn({ orchestrator: this.options.name, error: String(error) }, 'note not stored');
    });
  }

  private heard(channel: ChannelHealth): void {
    this.lastNews = this.deps.now();
    channel.ok();
    this.tellStatus();
  }

  private failed(channel: ChannelHealth, error: unknown, retryInMs: number): void {
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
}
