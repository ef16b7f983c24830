import path from 'node:path';

import { isLoopbackHost } from '../config/isLoopbackHost';
import { type Config } from '../config/schema';
import { buildAuthenticator, type Authenticate } from './buildAuthenticator';
import { GrafanaIdentity } from './GrafanaIdentity';
import { GrafanaKeys } from './GrafanaKeys';
import { SecurityWatch } from './SecurityWatch';
import { TokenStore } from './TokenStore';

export interface Auth {
  authenticate: Authenticate;
  tokens: TokenStore;
  watch: SecurityWatch;
}

/** Where the API tokens are kept. */
export const tokensFileOf = (config: Config): string =>
  config.auth.tokensFile ?? path.join(config.dataDir, 'tokens.json');

/**
 * Authentication as configured.
 * @param world the clock (epoch ms) and the way to Grafana
 * @throws when the token file cannot be read
 */
export const buildAuth = (config: Config, world: { now: () => number; fetch: typeof fetch }): Auth => {
  const { grafana, required } = config.auth;
  const watch = new SecurityWatch(world.now);
  const tokens = new TokenStore({ file: tokensFileOf(config), now: world.now });
  const open = !required && isLoopbackHost(config.host);
  const authenticate = buildAuthenticator({
    tokens,
    grafana:
      grafana.url === null
        ? null
        : new GrafanaIdentity({ ...grafana, keys: new GrafanaKeys({ url: grafana.url, ...world }), now: world.now }),
    requireToken: grafana.requireToken,
    isOpenTo: (address) => open && isLoopbackHost(address),
    watch,
    now: world.now,
  });
  return { authenticate, tokens, watch };
};
