import { importJWK, type CryptoKey, type JWK, type KeyObject } from 'jose';

/** Grafana's signing keys cannot be read now. */
export class KeysUnavailable extends Error {}

export interface GrafanaKeysOptions {
  /** Grafana's address; its keys are at `/api/signing-keys/keys`. */
  url: string;
  fetch: typeof fetch;
  /** Epoch ms. */
  now: () => number;
  /** Least time between two readings, whatever unknown key ids clients invent. */
  minRefetchMs?: number;
  /** Keys older than this are read anew, so that a withdrawn key does not count for ever. */
  maxAgeMs?: number;
}

type Key = CryptoKey | KeyObject | Uint8Array;

const FETCH_TIMEOUT_MS = 5_000;
const MAX_KEYS = 100;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isSigningKey = (value: unknown): value is JWK & { kid: string } =>
  isObject(value) &&
  value.kty === 'EC' &&
  value.crv === 'P-256' &&
  typeof value.kid === 'string' &&
  (value.use ?? 'sig') === 'sig';

/** Grafana's public keys by key id, cached; an unknown id has them read again, at most once in a while. */
export class GrafanaKeys {
  private keys = new Map<string, Key>();
  private readAt = -Infinity;
  private triedAt = -Infinity;
  private failure: string | null = null;
  private reading: Promise<void> | null = null;
  private readonly minRefetchMs: number;
  private readonly maxAgeMs: number;

  constructor(private readonly options: GrafanaKeysOptions) {
    this.minRefetchMs = options.minRefetchMs ?? 10_000;
    this.maxAgeMs = options.maxAgeMs ?? 3_600_000;
  }

  /**
   * @returns the key, or null when Grafana has none of this id
   * @throws KeysUnavailable when the id is unknown and Grafana does not answer
   */
  async get(kid: string): Promise<Key | null> {
    const { now } = this.options;
    const known = this.keys.get(kid);
    const fresh = now() - this.readAt < this.maxAgeMs;
    if (known && fresh) {
      return known;
    }
    if (this.reading || now() - this.triedAt >= this.minRefetchMs) {
      this.reading ??= this.read().finally(() => {
        this.reading = null;
      });
      await this.reading;
    }
    const found = this.keys.get(kid);
    if (!found && this.failure !== null) {
      throw new KeysUnavailable(this.failure);
    }
    return found ?? null;
  }

  private async read(): Promise<void> {
    const { now, url } = this.options;
    this.triedAt = now();
    const address = `${url.replace(/\/+$/, '')}/api/signing-keys/keys`;
    try {
      const answer = await this.options.fetch(address, {
        signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
        redirect: 'error',
      });
      if (!answer.ok) {
        throw new Error(`status ${answer.status}`);
      }
      const body: unknown = await answer.json();
      const list: unknown[] = isObject(body) && Array.isArray(body.keys) ? body.keys : [];
      const pairs = list
        .slice(0, MAX_KEYS)
        .filter(isSigningKey)
        .map(async (jwk) => [jwk.kid, await importJWK(jwk, 'ES256')] as const);
      this.keys = new Map(await Promise.all(pairs));
      this.readAt = now();
      this.failure = null;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.failure = `Grafana's signing keys cannot be read from ${address}: ${reason}`;
    }
  }
}
