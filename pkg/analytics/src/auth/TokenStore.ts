import { type Role } from '@eljefe/contract';
import { randomBytes, timingSafeEqual } from 'node:crypto';

import { readTokenFile, tokenFileStamp, withTokenFileLock, writeTokenFile, type StoredToken } from './tokenFile';
import { hashSecret, newToken, readToken } from './tokenText';

/** A token as lists show it. */
export type TokenInfo = Omit<StoredToken, 'hash'> & { last_used_at: number | null };

export type TokenCheck =
  | { ok: true; token: { id: string; name: string; role: Role } }
  | { ok: false; reason: 'malformed' | 'unknown' | 'expired' };

export interface NewTokenRequest {
  name: string;
  role: Role;
  createdBy: string;
  expiresAt: number | null;
}

export interface TokenStoreOptions {
  file: string;
  /** Epoch ms. */
  now: () => number;
  random?: (bytes: number) => Buffer;
  /** How long a reading of the file counts before it is looked at again, ms. */
  recheckMs?: number;
}

const NOBODY = hashSecret('');

/** The service's own API tokens, kept hashed in one file that the command line may change while the service runs. */
export class TokenStore {
  private tokens = new Map<string, StoredToken>();
  private readonly lastUsed = new Map<string, number>();
  private stamp: string | null = null;
  private lookedAt = -Infinity;
  private readonly recheckMs: number;

  /** @throws when the file exists and is not a token file */
  constructor(private readonly options: TokenStoreOptions) {
    this.recheckMs = options.recheckMs ?? 1_000;
    this.refresh();
  }

  /** Is this token ours, and alive? The secret is compared in constant time, also for an id nobody has. */
  check(text: string): TokenCheck {
    const parts = readToken(text);
    if (!parts) {
      return { ok: false, reason: 'malformed' };
    }
    this.refresh();
    const stored = this.tokens.get(parts.id);
    const same = timingSafeEqual(hashSecret(parts.secret), stored ? Buffer.from(stored.hash, 'hex') : NOBODY);
    if (!stored || !same) {
      return { ok: false, reason: 'unknown' };
    }
    if (!this.alive(stored)) {
      return { ok: false, reason: 'expired' };
    }
    this.lastUsed.set(stored.id, this.options.now());
    return { ok: true, token: { id: stored.id, name: stored.name, role: stored.role } };
  }

  /** Still known and not run out? For connections that were let in earlier. */
  has(id: string): boolean {
    this.refresh();
    const stored = this.tokens.get(id);
    return stored !== undefined && this.alive(stored);
  }

  list(): TokenInfo[] {
    this.refresh();
    return [...this.tokens.values()].map((stored) => this.info(stored));
  }

  /** @returns the token's text, told this once, and what lists will show of it */
  async create(request: NewTokenRequest): Promise<{ text: string; info: TokenInfo }> {
    const made = newToken(this.options.random ?? randomBytes);
    const stored: StoredToken = {
      id: made.id,
      name: request.name,
      role: request.role,
      hash: hashSecret(made.secret).toString('hex'),
      created_at: this.options.now(),
      created_by: request.createdBy,
      expires_at: request.expiresAt,
    };
    await this.change((tokens) => [...tokens, stored]);
    return { text: made.text, info: this.info(stored) };
  }

  /** @returns false when no token has this id */
  async revoke(id: string): Promise<boolean> {
    let known = false;
    await this.change((tokens) => {
      known = tokens.some((token) => token.id === id);
      return tokens.filter((token) => token.id !== id);
    });
    return known;
  }

  private info({ hash: _, ...shown }: StoredToken): TokenInfo {
    return { ...shown, last_used_at: this.lastUsed.get(shown.id) ?? null };
  }

  private alive(stored: StoredToken): boolean {
    return stored.expires_at === null || this.options.now() < stored.expires_at;
  }

  private async change(edit: (tokens: StoredToken[]) => StoredToken[]): Promise<void> {
    const { file } = this.options;
    await withTokenFileLock(file, () => writeTokenFile(file, edit(readTokenFile(file))));
    this.lookedAt = -Infinity;
    this.refresh();
  }

  private refresh(): void {
    const now = this.options.now();
    if (now - this.lookedAt < this.recheckMs && now >= this.lookedAt) {
      return;
    }
    this.lookedAt = now;
    const stamp = tokenFileStamp(this.options.file);
    if (stamp !== this.stamp) {
      this.tokens = new Map(readTokenFile(this.options.file).map((token) => [token.id, token]));
      this.stamp = stamp;
    }
  }
}
