import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';

export interface FakeGrafana {
  /** Answers as `GET /api/signing-keys/keys` does. */
  fetch: typeof fetch;
  /** How often keys were read. */
  reads: () => number;
  setDown: (down: boolean) => void;
  /** A new key, from now on among those answered; gives its id. */
  addKey: (kid: string) => Promise<void>;
  sign: (kid: string, claims?: JWTPayload, expiresAt?: number) => Promise<string>;
  /** The public key as text, for confusion attacks. */
  publicText: (kid: string) => Promise<string>;
}

/** A Grafana that signs identities with locally made ES256 keys. Times are epoch ms. */
export const fakeGrafana = async (now: number): Promise<FakeGrafana> => {
  const keys = new Map<string, { privateKey: CryptoKey; publicKey: CryptoKey }>();
  let reads = 0;
  let down = false;
  const addKey = async (kid: string): Promise<void> => {
    keys.set(kid, await generateKeyPair('ES256', { extractable: true }));
  };
  await addKey('first');
  const pair = (kid: string) => {
    const found = keys.get(kid);
    if (!found) {
      throw new Error(`no key ${kid}`);
    }
    return found;
  };
  return {
    addKey,
    reads: () => reads,
    setDown: (value) => {
      down = value;
    },
    fetch: async (address) => {
      if (String(address) !== 'http://grafana.test/api/signing-keys/keys') {
        throw new Error(`unexpected address ${String(address)}`);
      }
      reads += 1;
      if (down) {
        throw new Error('connection refused');
      }
      const list = await Promise.all(
        [...keys].map(async ([kid, { publicKey }]) => ({
          ...(await exportJWK(publicKey)),
          kid,
          use: 'sig',
          alg: 'ES256',
        }))
      );
      return new Response(JSON.stringify({ keys: list }), { headers: { 'content-type': 'application/json' } });
    },
    sign: (kid, claims = {}, expiresAt = now + 600_000) =>
      new SignJWT({
        iss: 'http://grafana.test/',
        aud: 'org:1',
        sub: 'user:2',
        role: 'Editor',
        username: 'ada',
        email: 'ada@example.test',
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setIssuedAt(Math.floor(now / 1_000))
        .setExpirationTime(Math.floor(expiresAt / 1_000))
        .sign(pair(kid).privateKey),
    publicText: async (kid) => JSON.stringify(await exportJWK(pair(kid).publicKey)),
  };
};
