import { parse } from '@eljefe/contract';
import { Type } from '@sinclair/typebox';

/** Who may follow a source, until when (epoch ms). */
const Claim = Type.Object({ owner: Type.String(), until: Type.Number() });

/** What a lease needs of the store: the newest claim of a key, and to add one. */
export interface ClaimStore {
  read(key: string): Promise<{ value: string; version: number } | null>;
  write(row: { key: string; value: string; version: number }): Promise<void>;
}

export interface LeaseOptions {
  source: string;
  /** This process; different for every process and every start. */
  owner: string;
  /** How long a claim holds without being renewed, ms. */
  ttlMs: number;
  /** How long a new claim waits to see whether another was made at the same time, ms. */
  settleMs: number;
}

export interface LeaseDeps {
  store: ClaimStore;
  now(): number;
  pause(ms: number): Promise<void>;
}

/**
 * One source is followed by one of several service processes on a shared store. The store has no compare-and-set: of two
 * claims made at once the later version stands, and each claimant looks again after a while before it begins.
 * A process that stalls for longer than it settles may overlap with its successor until its next renewal; facts are
 * idempotent, so that costs duplicates of observations, not jobs.
 */
export class SourceLease {
  private held = false;

  constructor(
    private readonly options: LeaseOptions,
    private readonly deps: LeaseDeps
  ) {}

  isHeld(): boolean {
    return this.held;
  }

  /**
   * Claims or renews; to be called every third of the time to live.
   * @returns whether this process may follow the source now; false as well when the store does not answer in a way that
   * proves it
   */
  async renew(): Promise<boolean> {
    const current = await this.current();
    const now = this.deps.now();
    if (current !== null && current.owner !== this.options.owner && current.until > now) {
      this.held = false;
      return false;
    }
    const renews = this.held && current?.owner === this.options.owner;
    await this.claim(now + this.options.ttlMs, current?.version ?? 0);
    if (!renews) {
      await this.deps.pause(this.options.settleMs);
    }
    this.held = (await this.current())?.owner === this.options.owner;
    return this.held;
  }

  /** Lets another process take over at once. */
  async release(): Promise<void> {
    if (this.held) {
      this.held = false;
      const current = await this.current();
      if (current?.owner === this.options.owner) {
        await this.claim(0, current.version);
      }
    }
  }

  private key(): string {
    return `lease:${this.options.source}`;
  }

  private async current(): Promise<{ owner: string; until: number; version: number } | null> {
    const row = await this.deps.store.read(this.key());
    if (row === null) {
      return null;
    }
    const read = parse(Claim, JSON.parse(row.value));
    return read.ok ? { ...read.value, version: row.version } : null;
  }

  private claim(until: number, after: number): Promise<void> {
    const { owner } = this.options;
    const version = Math.max(this.deps.now() * 1_000, after + 1);
    return this.deps.store.write({ key: this.key(), value: JSON.stringify({ owner, until }), version });
  }
}
