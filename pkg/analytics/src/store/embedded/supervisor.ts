import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import { backoffMs } from '../backoff';
import { StoreLocked, StoreUnavailable, StoreUnsupported, type StoreError } from '../errors';
import { pause } from '../pause';
import { checkReady } from './checkReady';
import { childEntry } from './childEntry';
import { ENGINE_THREADS, startChild, type ChildExit, type ChildProcess } from './childProcess';
import type { Address, ChildMessage } from './messages';
import type { SupervisorDeps, SupervisorOptions, SupervisorStatus } from './supervisorTypes';

const LOCK_TEXT = /Code: 76\b|Cannot lock file/;
const LOCK_RETRY_MS = 200;
const ASK_AGAIN_MS = 50;
const STABLE_AFTER_MS = 30_000;
// Kills, health queries and files keep this many of the child's threads.
const RESERVED_THREADS = 4;
const WRITE_SLOTS = 4;

type Failed = Extract<ChildMessage, { type: 'failed' }>;

/** Keeps the embedded engine's process alive: starts it, watches it, replaces it. */
export class Supervisor {
  readonly password = randomBytes(24).toString('base64url');
  readonly #options: SupervisorOptions;
  readonly #deps: SupervisorDeps;
  readonly #runDirectory = mkdtempSync(join(tmpdir(), 'eljefe-store-'));
  readonly #waiters = new Set<() => void>();
  #child: ChildProcess | undefined;
  #address: Address | undefined;
  #status: SupervisorStatus;
  #failure: StoreError | undefined;
  #lastFailed: Failed | undefined;
  #loop: Promise<void> = Promise.resolve();
  #stopping = false;
  #recycling = false;

  constructor(options: SupervisorOptions, deps: SupervisorDeps) {
    this.#options = options;
    this.#deps = deps;
    const nothing = { pid: undefined, version: undefined, rssBytes: undefined, lastError: undefined };
    this.#status = { state: 'starting', ...nothing, running: 0, queued: 0, restarts: 0 };
  }

  /** Resolves once the engine answers. Rejects with StoreUnsupported, StoreLocked or StoreUnavailable. */
  async start(): Promise<void> {
    this.#loop = this.#keepAlive();
    try {
      await this.waitReady(this.#options.startTimeoutMs);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  status(): SupervisorStatus {
    return { ...this.#status };
  }

  /** Where the engine listens. Throws StoreUnavailable before the first start has succeeded. */
  address(): Address {
    if (!this.#address) {
      throw new StoreUnavailable('the embedded store has not started yet');
    }
    return this.#address;
  }

  /** Resolves when the engine is ready (again); rejects after `deadlineMs`, or at once when it never will be. */
  async waitReady(deadlineMs: number): Promise<void> {
    const until = this.#deps.now() + deadlineMs;
    while (this.#status.state !== 'ready') {
      if (this.#failure || this.#stopping) {
        throw this.#failure ?? new StoreUnavailable('the embedded store is stopped');
      }
      const left = until - this.#deps.now();
      if (left <= 0) {
        throw new StoreUnavailable(`the embedded store is not ready: ${this.#status.lastError ?? this.#status.state}`);
      }
      await this.#changed(left);
    }
  }

  /** Resolves when the engine has answered just now: right after a crash the state may still say ready. */
  async waitAnswering(deadlineMs: number): Promise<void> {
    const until = this.#deps.now() + deadlineMs;
    for (;;) {
      const left = (): number => Math.max(1, until - this.#deps.now());
      await this.waitReady(left());
      if (await checkReady(this.address(), this.password, Math.min(left(), this.#options.check.deadlineMs))) {
        return;
      }
      if (this.#deps.now() >= until) {
        throw new StoreUnavailable('the embedded store does not answer');
      }
      await this.#changed(Math.min(left(), ASK_AGAIN_MS));
    }
  }

  /** Lets running requests end (up to the drain time), then ends the child. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#set({});
    await this.#drainChild();
    await this.#loop;
    this.#set({ state: this.#failure ? 'failed' : 'stopped' });
    rmSync(this.#runDirectory, { recursive: true, force: true });
  }

  #changed(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiters.delete(done);
        resolve();
      };
      const timer = setTimeout(done, withinMs);
      this.#waiters.add(done);
    });
  }

  #set(change: Partial<SupervisorStatus>): void {
    this.#status = { ...this.#status, ...change };
    for (const waiter of [...this.#waiters]) {
      waiter();
    }
  }

  async #keepAlive(): Promise<void> {
    const startedAt = this.#deps.now();
    let attempt = 0;
    while (!this.#stopping && !this.#failure) {
      const bornAt = this.#deps.now();
      const exit = await this.#oneLife();
      const locked = LOCK_TEXT.test(exit.stderr) || LOCK_TEXT.test(this.#lastFailed?.message ?? '');
      this.#explain(exit, locked);
      this.#failure = this.#finalFailure(locked, startedAt);
      if (this.#stopping || this.#failure) {
        break;
      }
      attempt = this.#deps.now() - bornAt > STABLE_AFTER_MS ? 0 : attempt;
      const waitMs = locked ? LOCK_RETRY_MS : this.#recycling ? 0 : backoffMs(attempt, this.#deps.random);
      attempt += 1;
      this.#set({ state: this.#address ? 'down' : 'starting', restarts: this.#status.restarts + (locked ? 0 : 1) });
      await this.#changed(Math.max(1, waitMs));
    }
    this.#set({ state: this.#failure ? 'failed' : 'stopped' });
  }

  /** From fork to exit. */
  async #oneLife(): Promise<ChildExit> {
    this.#lastFailed = undefined;
    this.#recycling = false;
    const child = startChild(this.#deps.entry ?? childEntry(), (message) => this.#hear(message));
    this.#child = child;
    child.send({ type: 'start', ...this.#startOptions() });
    const watch = this.#watch(child);
    const exit = await child.exited;
    clearInterval(watch);
    this.#child = undefined;
    this.#set({ state: 'down', pid: undefined, rssBytes: undefined, running: 0, queued: 0 });
    return exit;
  }

  #startOptions() {
    const { dataDirectory, database, memoryBytes, maxBodyBytes, port } = this.#options;
    const known = this.#address && 'port' in this.#address ? this.#address.port : port;
    const readSlots = ENGINE_THREADS - RESERVED_THREADS - WRITE_SLOTS;
    const fixed = { runDirectory: this.#runDirectory, password: this.password, writeSlots: WRITE_SLOTS, readSlots };
    return { ...fixed, dataDirectory: resolvePath(dataDirectory), database, memoryBytes, maxBodyBytes, port: known };
  }

  #hear(message: ChildMessage): void {
    if (message.type === 'ready') {
      this.#address = message.address;
      this.#set({ state: 'ready', version: message.version, pid: this.#child?.pid, lastError: undefined });
      this.#deps.log('embedded store ready', { pid: this.#child?.pid, version: message.version });
    } else if (message.type === 'failed') {
      this.#lastFailed = message;
    } else {
      const { rssBytes, running, queued } = message;
      this.#set({ rssBytes, running, queued });
      if (rssBytes > this.#options.rssLimitBytes && !this.#recycling) {
        this.#recycling = true;
        this.#deps.log('embedded store above its memory limit: restarting it', { rssBytes });
        void this.#drainChild();
      }
    }
  }

  /** Ends a child that does not start in time, or stops answering. */
  #watch(child: ChildProcess): NodeJS.Timeout {
    const { everyMs, deadlineMs, misses } = this.#options.check;
    const bornAt = this.#deps.now();
    let missed = 0;
    let asking = false;
    const look = async (): Promise<void> => {
      if (this.#status.state !== 'ready' || !this.#address) {
        if (this.#deps.now() - bornAt > this.#options.startTimeoutMs) {
          child.killNow();
        }
        return;
      }
      missed = (await checkReady(this.#address, this.password, deadlineMs)) ? 0 : missed + 1;
      if (missed >= misses && this.#child === child && !this.#stopping && !this.#recycling) {
        this.#deps.log('embedded store does not answer: ending it', { pid: child.pid });
        child.killNow();
      }
    };
    return setInterval(() => {
      if (!asking) {
        asking = true;
        void look().finally(() => {
          asking = false;
        });
      }
    }, everyMs);
  }

  async #drainChild(): Promise<void> {
    const child = this.#child;
    if (!child) {
      return;
    }
    if (this.#status.state === 'ready') {
      child.send({ type: 'stop', drainMs: this.#options.drainMs });
      const late = pause(this.#options.drainMs + 2000);
      await Promise.race([child.exited, late.done]);
      late.cancel();
    }
    child.killNow();
    await child.exited;
  }

  #explain(exit: ChildExit, locked: boolean): void {
    if (this.#stopping) {
      return;
    }
    const how = exit.signal ? `ended by ${exit.signal}` : `ended with code ${exit.code ?? 'none'}`;
    const why = locked
      ? 'another process holds the data directory'
      : (this.#lastFailed?.message ?? lastLine(exit.stderr));
    const lastError = `embedded store ${how}${why === '' ? '' : `: ${why}`}`;
    this.#set({ lastError });
    this.#deps.log(lastError);
  }

  #finalFailure(locked: boolean, startedAt: number): StoreError | undefined {
    if (this.#lastFailed?.reason === 'unsupported') {
      const hint = 'embedded store unsupported on this computer, set a ClickHouse URL';
      return new StoreUnsupported(`${hint} (${this.#lastFailed.message})`);
    }
    const waited = this.#deps.now() - startedAt;
    if (locked && !this.#address && waited > this.#options.lockWaitMs) {
      return new StoreLocked(
        `another process holds ${this.#options.dataDirectory}; stop it or choose another directory`,
        {
          code: '76',
        }
      );
    }
    return undefined;
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 500) ?? '';
}
