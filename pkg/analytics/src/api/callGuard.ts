import { isLoopbackHost } from '../config/isLoopbackHost';
import { type Config } from '../config/schema';
import { ProblemError } from './ProblemError';

const hostNameOf = (header: string): string => header.replace(/:\d+$/, '').toLowerCase();

/**
 * Refuses what a web page elsewhere could make a browser send.
 * - While bound to loopback, the Host header must name this computer: a foreign name that resolves to 127.0.0.1 (DNS
 *   rebinding) would otherwise read everything.
 * - An Origin must be this service's own; there is no CORS.
 */
export const buildCallGuard = (config: Pick<Config, 'host' | 'allowedHosts'>) => {
  const local = isLoopbackHost(config.host);
  const names = new Set([config.host, ...config.allowedHosts].map((name) => name.toLowerCase()));
  return ({ host, origin }: { host: string | undefined; origin: string | undefined }): void => {
    const name = hostNameOf(host ?? '');
    if (local && !isLoopbackHost(name) && !names.has(name)) {
      throw new ProblemError(
        'wrong-host',
        `The Host header says ${JSON.stringify(name.slice(0, 80))}; ask for localhost, or add the name to allowedHosts`
      );
    }
    if (
      origin !== undefined &&
      (!URL.canParse(origin) || new URL(origin).host.toLowerCase() !== (host ?? '').toLowerCase())
    ) {
      throw new ProblemError(
        'foreign-origin',
        'Web pages of other origins may not call this service; go through the Grafana data source'
      );
    }
  };
};
