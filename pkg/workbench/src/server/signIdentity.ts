import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import type { ProxyUser } from './proxy/proxyRequest';

export interface IdentitySigner {
  /** What Grafana answers at `/api/signing-keys/keys`. */
  keys: { keys: JWK[] };
  /** The user as `X-Grafana-Id` names them: a JWT of ten minutes, used again until its last minute. */
  sign: (user: ProxyUser) => Promise<string>;
}

const KEY_ID = 'workbench';
const VALID_SECONDS = 600;
const LEAST_LEFT_SECONDS = 60;

/**
 * Names the workbench's user to services the way Grafana names its own, so that roles hold there too. The key is made at the
 * start and never leaves the process.
 * @param now epoch ms
 */
export async function makeIdentitySigner(now: () => number = Date.now): Promise<IdentitySigner> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const made = new Map<string, { token: string; expiresAt: number }>();
  const sign = async (user: ProxyUser): Promise<string> => {
    const seconds = Math.floor(now() / 1_000);
    const known = made.get(`${user.login} ${user.role}`);
    if (known !== undefined && known.expiresAt - seconds > LEAST_LEFT_SECONDS) {
      return known.token;
    }
    const expiresAt = seconds + VALID_SECONDS;
    const claims = { role: user.role, username: user.login, name: user.name, email: user.email };
    const token = await new SignJWT({ ...claims, authenticatedBy: 'workbench' })
      .setProtectedHeader({ alg: 'ES256', kid: KEY_ID, typ: 'JWT' })
      .setAudience('org:1')
      .setSubject('user:1')
      .setIssuer('workbench')
      .setIssuedAt(seconds)
      .setExpirationTime(expiresAt)
      .sign(privateKey);
    made.set(`${user.login} ${user.role}`, { token, expiresAt });
    return token;
  };
  return { keys: { keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, use: 'sig', alg: 'ES256' }] }, sign };
}
