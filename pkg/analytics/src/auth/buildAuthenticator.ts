import { mayAct, type Identity } from '@eljefe/contract';

import { type Caller } from './caller';
import { FailureLimit } from './FailureLimit';
import { type GrafanaCheck, type GrafanaIdentity, type GrafanaRefusal } from './GrafanaIdentity';
import { KeysUnavailable } from './GrafanaKeys';
import { type SecurityWatch } from './SecurityWatch';
import { type TokenCheck, type TokenStore } from './TokenStore';

/** What a request brings to say who it is. Nothing else of it counts. */
export interface Credentials {
  authorization: string | undefined;
  grafanaId: string | undefined;
  /** Of the connection itself, never from a header. */
  address: string;
}

export type Authentication =
  | { kind: 'caller'; caller: Caller }
  | { kind: 'none'; reason: string; detail: string }
  | { kind: 'refused'; reason: string; detail: string; retryAfterSeconds: number | null }
  | { kind: 'unavailable'; detail: string };

export type Authenticate = (credentials: Credentials) => Promise<Authentication>;

export interface AuthenticatorOptions {
  tokens: TokenStore;
  grafana: GrafanaIdentity | null;
  /** A Grafana identity counts only beside a token. */
  requireToken: boolean;
  /** May this address read and send without saying who it is? */
  isOpenTo: (address: string) => boolean;
  watch: SecurityWatch;
  /** Epoch ms. */
  now: () => number;
}

const LIMIT = { failures: 20, windowMs: 60_000, addresses: 10_000 };

const TOKEN_REFUSALS: Readonly<Record<(TokenCheck & { ok: false })['reason'], string>> = {
  malformed: 'The Authorization header holds no token of this service; send `Bearer eljefe_<id>_<secret>`',
  unknown:
    'This token is not known here: wrong, revoked, or of another service; make one with `eljefe-analytics token create`',
  expired: 'This token has run out; make a new one with `eljefe-analytics token create`',
};

const GRAFANA_REFUSALS: Readonly<Record<GrafanaRefusal, string>> = {
  malformed: 'X-Grafana-Id is no ES256 token; only Grafana can make one',
  'unknown-key': 'X-Grafana-Id is signed with a key the configured Grafana does not have; check auth.grafana.url',
  signature: 'X-Grafana-Id is not signed by the configured Grafana',
  audience: 'X-Grafana-Id is for an organisation that is not let in; check auth.grafana.audiences',
  issuer: 'X-Grafana-Id was issued by another Grafana; check auth.grafana.issuer',
  expired: 'X-Grafana-Id has run out or is not valid yet; check the clocks of both computers',
  'no-role': 'X-Grafana-Id names no role of Viewer, Editor or Admin in this organisation',
};

/** Text of a bearer token; null when the header is absent or an empty `Bearer `, which counts as no token. */
const bearerOf = (header: string | undefined): string | null => {
  const text = header?.trim() ?? '';
  return text === '' || /^bearer$/i.test(text) ? null : text.replace(/^bearer\s+/i, '');
};

const LOOPBACK: Identity = { name: 'loopback', role: 'Viewer', email: null, by: 'loopback' };

type Checked<T extends { ok: boolean }> = T | null;

/**
 * Decides who asks.
 * The token proves the way in (a proxy, a job); the Grafana identity names the person. With both, the person is named and the
 * lower of the two roles holds: a reading token never controls, and an Admin's token lends a Viewer nothing.
 * A credential that is wrong is refused even where none is needed; good ones always pass, whatever else came from that address.
 */
export const buildAuthenticator = (options: AuthenticatorOptions): Authenticate => {
  const limit = new FailureLimit(LIMIT);

  const refuse = (reason: string, detail: string, address: string): Authentication => {
    const retryAfterSeconds = limit.fail(address, options.now());
    options.watch.record({ kind: retryAfterSeconds === null ? 'failure' : 'limited', reason, address });
    return { kind: 'refused', reason, detail, retryAfterSeconds };
  };

  const admit = (caller: Caller, address: string): Authentication => {
    options.watch.record({ kind: 'success', reason: caller.identity.by, address });
    return { kind: 'caller', caller };
  };

  const missing = (detail: string, address: string): Authentication => {
    const reason = 'missing';
    options.watch.record({ kind: 'failure', reason, address });
    return { kind: 'none', reason, detail };
  };

  const withoutCredentials = (address: string, ignoredIdentity: boolean): Authentication => {
    if (options.isOpenTo(address)) {
      return admit({ identity: LOOPBACK, token: null, org: null, stillValid: () => true }, address);
    }
    const hint = ignoredIdentity
      ? 'X-Grafana-Id came, but auth.grafana.url is not configured, so it cannot be verified'
      : 'Send `Authorization: Bearer eljefe_…` (make a token with `eljefe-analytics token create`), or come through Grafana';
    return missing(hint, address);
  };

  return async ({ authorization, grafanaId, address }) => {
    const bearer = bearerOf(authorization);
    const token: Checked<TokenCheck> = bearer === null ? null : options.tokens.check(bearer);
    if (token && !token.ok) {
      return refuse(`token-${token.reason}`, TOKEN_REFUSALS[token.reason], address);
    }
    const person = await checkPerson(options.grafana, grafanaId);
    if (person instanceof KeysUnavailable) {
      return { kind: 'unavailable', detail: `${person.message}; check auth.grafana.url` };
    }
    if (person && !person.ok) {
      return refuse(`grafana-${person.reason}`, GRAFANA_REFUSALS[person.reason], address);
    }
    if (person && !token && options.requireToken) {
      return missing('A Grafana identity counts here only beside an API token (auth.grafana.requireToken)', address);
    }
    if (!person && !token) {
      return withoutCredentials(address, Boolean(grafanaId));
    }
    return admit(callerOf(token, person, options.tokens), address);
  };
};

const checkPerson = async (
  grafana: GrafanaIdentity | null,
  grafanaId: string | undefined
): Promise<Checked<GrafanaCheck> | KeysUnavailable> => {
  if (!grafana || !grafanaId) {
    return null;
  }
  try {
    return await grafana.check(grafanaId);
  } catch (error) {
    if (error instanceof KeysUnavailable) {
      return error;
    }
    throw error;
  }
};

const callerOf = (
  token: Checked<TokenCheck & { ok: true }>,
  person: Checked<GrafanaCheck & { ok: true }>,
  tokens: TokenStore
): Caller => {
  const identity: Identity = person
    ? {
        ...person.identity,
        role: token && !mayAct(token.token.role, person.identity.role) ? token.token.role : person.identity.role,
      }
    : { name: token?.token.name ?? '', role: token?.token.role ?? 'Viewer', email: null, by: 'token' };
  return {
    identity,
    token: token ? { id: token.token.id, name: token.token.name } : null,
    org: person?.org ?? null,
    stillValid: () => !token || tokens.has(token.token.id),
  };
};
