import type { IncomingMessage, ServerResponse } from 'node:http';
import { roleAllows, type Role } from '../../shared/role';
import type { PluginRoute } from '../readPlugins';
import type { ProvisionedApp, ProvisionedDatasource } from '../readProvisioning';
import { sendJson } from '../sendJson';
import { cleanPath, joinPath } from './cleanPath';
import { forward } from './forward';
import { matchByPrefix, matchExactly, type RouteMatch } from './matchRoute';
import { fillTemplate, type TemplateData } from './routeTemplate';
import { upstreamHeaders } from './upstreamHeaders';

export interface ProxyUser {
  role: Role;
  login: string;
  name: string;
  email: string;
  permissions: Readonly<Record<string, boolean>>;
}

export interface ProxyCall {
  request: IncomingMessage;
  response: ServerResponse;
  user: ProxyUser;
  /** The user, signed: `X-Grafana-Id`. */
  identity: string;
  /** Path behind the proxy's own, raw as it was sent. */
  rawPath: string;
  /** With the leading `?`, or empty. */
  query: string;
  headerTimeoutMs: number;
}

/** `/api/datasources/proxy/uid/<uid>/…` */
export function proxyToDatasource(call: ProxyCall, datasource: ProvisionedDatasource, routes: PluginRoute[]): void {
  const path = cleanPath(call.rawPath);
  const match = matchByPrefix(routes, call.request.method ?? 'GET', path);
  if (match === null) {
    const credentials = basicAuthHeader(datasource);
    send(call, {
      base: datasource.url,
      rest: path,
      headers: credentials,
      urlParams: [],
      own: agent(call),
      isApp: false,
    });
    return;
  }
  sendMatched(call, match, { data: datasource, own: agent(call), isApp: false });
}

/** `/api/plugin-proxy/<app id>/…`: denies what no route names, and says who asks. */
export function proxyToApp(call: ProxyCall, app: ProvisionedApp, routes: PluginRoute[]): void {
  const path = decodePath(call.rawPath);
  const match = path === null ? null : matchExactly(routes, call.request.method ?? 'GET', path);
  if (match === null) {
    sendJson(call.response, 404, { message: 'plugin route match not found' });
    return;
  }
  const own = { 'X-Grafana-Id': call.identity, 'X-Grafana-Context': JSON.stringify(grafanaContext(call.user)) };
  sendMatched(call, match, { data: { ...app, url: '' }, own, isApp: true });
}

function sendMatched(
  call: ProxyCall,
  match: RouteMatch,
  context: { data: TemplateData; own: Record<string, string>; isApp: boolean }
): void {
  if (!mayCall(call.user, match.route)) {
    sendJson(call.response, 403, { message: 'plugin proxy route access denied' });
    return;
  }
  const fill = (entries: PluginRoute['headers']) =>
    entries.map((entry): [string, string] => [entry.name, fillTemplate(entry.content, context.data)]);
  send(call, {
    base: fillTemplate(match.route.url, context.data),
    rest: match.rest,
    headers: Object.fromEntries(fill(match.route.headers)),
    urlParams: context.isApp ? [] : fill(match.route.urlParams),
    own: context.own,
    isApp: context.isApp,
  });
}

function mayCall(user: ProxyUser, route: PluginRoute): boolean {
  if (route.reqAction !== '') {
    return user.permissions[route.reqAction] === true;
  }
  return roleAllows(user.role, route.reqRole);
}

interface Outgoing {
  base: string;
  rest: string;
  headers: Record<string, string>;
  urlParams: Array<[string, string]>;
  own: Record<string, string>;
  isApp: boolean;
}

function send(call: ProxyCall, outgoing: Outgoing): void {
  const origin = toOrigin(outgoing.base);
  if (origin === null) {
    sendJson(call.response, 502, { message: 'Bad gateway: the address of the upstream is empty or no URL' });
    return;
  }
  const remoteAddress = call.request.socket.remoteAddress ?? '127.0.0.1';
  forward(call.request, call.response, {
    origin,
    path: upstreamPath(origin, outgoing, call.query),
    headers: upstreamHeaders(call.request.headers, { remoteAddress, own: outgoing.own, route: outgoing.headers }),
    headerTimeoutMs: call.headerTimeoutMs,
    hideUnauthorized: !outgoing.isApp,
  });
}

function toOrigin(base: string): URL | null {
  return /^https?:\/\//.test(base) && URL.canParse(base) ? new URL(base) : null;
}

/** Built as text: `URL` would resolve encoded dots, and the upstream must see them as they were sent. */
function upstreamPath(origin: URL, outgoing: Outgoing, query: string): string {
  const rest = outgoing.isApp ? encodeURI(outgoing.rest) : outgoing.rest;
  const path = joinPath(origin.pathname, rest);
  if (outgoing.urlParams.length === 0) {
    return `${path}${query}`;
  }
  const search = new URLSearchParams(query);
  outgoing.urlParams.forEach(([name, value]) => search.set(name, value));
  return `${path}?${search.toString()}`;
}

function decodePath(rawPath: string): string | null {
  try {
    return decodeURIComponent(rawPath);
  } catch {
    return null;
  }
}

function agent({ identity }: ProxyCall): Record<string, string> {
  return { 'User-Agent': 'eljefe-workbench', 'X-Grafana-Id': identity };
}

function basicAuthHeader(datasource: ProvisionedDatasource): Record<string, string> {
  if (!datasource.basicAuth) {
    return {};
  }
  const password = datasource.secureJsonData['basicAuthPassword'] ?? '';
  const credentials = Buffer.from(`${datasource.basicAuthUser}:${password}`).toString('base64');
  return { Authorization: `Basic ${credentials}` };
}

function grafanaContext(user: ProxyUser): Record<string, unknown> {
  return {
    UserID: 1,
    UserUID: 'workbench',
    OrgID: 1,
    OrgName: 'Workbench',
    OrgRole: user.role,
    Login: user.login,
    Name: user.name,
    Email: user.email,
    IsGrafanaAdmin: false,
    IsAnonymous: false,
    AuthenticatedBy: 'workbench',
    Teams: [],
  };
}
