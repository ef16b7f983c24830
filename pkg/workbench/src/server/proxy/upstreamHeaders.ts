import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

const removed = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'host',
  'cookie',
  'origin',
  'referer',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-ds-authorization',
  // Who asks is said by the workbench, never by the page.
  'x-grafana-id',
]);

export interface HeaderContext {
  remoteAddress: string;
  /** Set on every request, over the client's own. */
  own: Record<string, string>;
  /** The route's headers, filled in; they win over everything else. */
  route: Record<string, string>;
}

/** Headers of the request that goes upstream, by the rules of Grafana's proxies. */
export function upstreamHeaders(client: IncomingHttpHeaders, context: HeaderContext): OutgoingHttpHeaders {
  const passed = Object.fromEntries(Object.entries(client).filter(([name]) => !removed.has(name)));
  const authorization = client['x-ds-authorization'];
  return {
    ...passed,
    ...(typeof authorization === 'string' ? { authorization } : {}),
    // The answer is streamed on as it comes, so it must not arrive compressed.
    'accept-encoding': 'identity',
    'x-forwarded-for': context.remoteAddress,
    ...(client.referer === undefined ? {} : { 'x-grafana-referer': client.referer }),
    ...lowerCased(context.own),
    ...lowerCased(context.route),
  };
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
