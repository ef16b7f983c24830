import { ROLES, type Identity, type Role } from '@eljefe/contract';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { createHash } from 'node:crypto';

import { type GrafanaKeys } from './GrafanaKeys';

export type GrafanaCheck =
  { ok: true; identity: Identity; org: string; expiresAt: number } | { ok: false; reason: GrafanaRefusal };

export type GrafanaRefusal = 'malformed' | 'unknown-key' | 'signature' | 'audience' | 'issuer' | 'expired' | 'no-role';

export interface GrafanaIdentityOptions {
  keys: GrafanaKeys;
  audiences: readonly string[];
  issuer: string | null;
  /** Epoch ms. */
  now: () => number;
}

class UnknownKey extends Error {}

const SKEW_SECONDS = 30;
const MAX_LENGTH = 8_192;
const CACHE_SIZE = 1_000;

const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);
const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, 512) : null;

const refusalOf = (error: unknown): GrafanaRefusal | null => {
  if (error instanceof UnknownKey) {
    return 'unknown-key';
  }
  if (error instanceof errors.JWTExpired) {
    return 'expired';
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === 'aud'
      ? 'audience'
      : error.claim === 'iss'
        ? 'issuer'
        : error.claim === 'nbf' || error.claim === 'iat'
          ? 'expired'
          : 'malformed';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return 'signature';
  }
  return error instanceof errors.JOSEError ? 'malformed' : null;
};

/**
 * Verifies `X-Grafana-Id`: a JWT that Grafana signed with ES256 for one of our organisations.
 * Only that algorithm is taken, so neither `none` nor a shared-secret signature made with the public key passes.
 */
export class GrafanaIdentity {
  private readonly verified = new Map<string, GrafanaCheck & { ok: true }>();

  constructor(private readonly options: GrafanaIdentityOptions) {}

  /** @throws KeysUnavailable when it cannot be decided now */
  async check(token: string): Promise<GrafanaCheck> {
    if (token.length > MAX_LENGTH) {
      return { ok: false, reason: 'malformed' };
    }
    const digest = createHash('sha256').update(token).digest('base64');
    const before = this.verified.get(digest);
    if (before && this.options.now() < before.expiresAt) {
      return before;
    }
    this.verified.delete(digest);
    const result = await this.verify(token);
    if (result.ok) {
      this.remember(digest, result);
    }
    return result;
  }

  private remember(digest: string, result: GrafanaCheck & { ok: true }): void {
    if (this.verified.size >= CACHE_SIZE) {
      const oldest = this.verified.keys().next().value;
      this.verified.delete(oldest ?? '');
    }
    this.verified.set(digest, result);
  }

  private async verify(token: string): Promise<GrafanaCheck> {
    const { audiences, issuer, keys, now } = this.options;
    try {
      const { payload } = await jwtVerify(
        token,
        async (header) => {
          const key = typeof header.kid === 'string' ? await keys.get(header.kid) : null;
          if (!key) {
            throw new UnknownKey();
          }
          return key;
        },
        {
          algorithms: ['ES256'],
          audience: [...audiences],
          ...(issuer === null ? {} : { issuer }),
          clockTolerance: SKEW_SECONDS,
          currentDate: new Date(now()),
          requiredClaims: ['exp', 'aud', 'sub'],
        }
      );
      return this.read(payload);
    } catch (error) {
      const reason = refusalOf(error);
      if (reason) {
        return { ok: false, reason };
      }
      throw error;
    }
  }

  private read(payload: JWTPayload): GrafanaCheck {
    const role = payload.role;
    if (!isRole(role)) {
      return { ok: false, reason: 'no-role' };
    }
    const name = textOf(payload.username) ?? textOf(payload.name) ?? textOf(payload.sub) ?? 'unknown';
    const audience = [payload.aud ?? []].flat().find((aud) => this.options.audiences.includes(aud)) ?? '';
    return {
      ok: true,
      identity: { name, role, email: textOf(payload.email), by: 'grafana' },
      org: audience,
      expiresAt: (payload.exp ?? 0) * 1_000 + SKEW_SECONDS * 1_000,
    };
  }
}
