import type { IncomingMessage, ServerResponse } from 'node:http';
import { asBoolean, asRecord, asText, type JsonRecord } from '../shared/json';
import { roleAllows } from '../shared/role';
import { workbenchVersion } from '../shared/version';
import { appMeta, datasourceSettings } from './bootData';
import { proxyToApp, proxyToDatasource, type ProxyUser } from './proxy/proxyRequest';
import { readBody } from './readBody';
import { toSecrets } from './readProvisioning';
import { sendJson } from './sendJson';
import type { IdentitySigner } from './signIdentity';
import type { WorkbenchState } from './state';

export interface ApiCall {
  request: IncomingMessage;
  response: ServerResponse;
  /** Raw path with its leading slash. */
  path: string;
  /** With the leading `?`, or empty. */
  query: string;
  state: WorkbenchState;
  signer: IdentitySigner;
  headerTimeoutMs: number;
}

type Handler = (call: ApiCall, names: string[]) => Promise<void> | void;

const doors: Array<{ method: string; path: RegExp; handle: Handler }> = [
  { method: '*', path: /^\/api\/datasources\/proxy\/uid\/([^/]+)(?:\/(.*))?$/, handle: datasourceProxy },
  { method: '*', path: /^\/api\/plugin-proxy\/([^/]+)\/(.*)$/, handle: appProxy },
  { method: 'GET', path: /^\/api\/health$/, handle: health },
  { method: 'GET', path: /^\/api\/signing-keys\/keys$/, handle: signingKeys },
  { method: 'GET', path: /^\/api\/dashboards\/uid\/([^/]+)$/, handle: getDashboard },
  { method: 'GET', path: /^\/api\/datasources\/uid\/([^/]+)$/, handle: getDatasource },
  { method: 'PUT', path: /^\/api\/datasources\/uid\/([^/]+)$/, handle: putDatasource },
  { method: 'GET', path: /^\/api\/plugins\/([^/]+)\/settings$/, handle: getAppSettings },
  { method: 'POST', path: /^\/api\/plugins\/([^/]+)\/settings$/, handle: postAppSettings },
  {
    method: '*',
    path: /^\/apis\/userstorage\.grafana\.app\/[^/]+\/namespaces\/[^/]+\/user-storage(?:\/([^/]+))?$/,
    handle: userStorage,
  },
];

/** Everything under `/api` and `/apis`; what no door answers is 404, as JSON. */
export async function handleApi(call: ApiCall): Promise<void> {
  for (const door of doors) {
    const names = door.path.exec(call.path);
    if (names !== null && (door.method === '*' || door.method === call.request.method)) {
      await door.handle(
        call,
        names.slice(1).map((name) => name ?? '')
      );
      return;
    }
  }
  notFound(call, 'The workbench has no such API.');
}

function notFound(call: ApiCall, message: string): void {
  sendJson(call.response, 404, { message });
}

/** Answers 403 and returns false unless the user is an administrator. */
function admits(call: ApiCall): boolean {
  if (roleAllows(call.state.role, 'Admin')) {
    return true;
  }
  sendJson(call.response, 403, { message: 'This takes the role Admin.' });
  return false;
}

async function datasourceProxy(call: ApiCall, [uid = '', rawPath = '']: string[]): Promise<void> {
  const datasource = call.state.datasource(decodeURIComponent(uid));
  if (datasource === undefined) {
    notFound(call, 'Unable to find datasource');
    return;
  }
  const routes = call.state.plugin(datasource.type)?.routes ?? [];
  proxyToDatasource({ ...call, ...(await asker(call)), rawPath }, datasource, routes);
}

async function appProxy(call: ApiCall, [id = '', rawPath = '']: string[]): Promise<void> {
  const plugin = call.state.plugin(id);
  const app = plugin?.type === 'app' ? call.state.app(id) : undefined;
  if (plugin === undefined || app === undefined || !app.enabled) {
    notFound(
      call,
      plugin === undefined ? 'Plugin not found, no installed plugin with that id' : 'Plugin is not enabled'
    );
    return;
  }
  proxyToApp({ ...call, ...(await asker(call)), rawPath }, app, plugin.routes);
}

/** Who asks, and the same signed for services. */
async function asker({ state, signer }: ApiCall): Promise<{ user: ProxyUser; identity: string }> {
  const user = state.proxyUser();
  return { user, identity: await signer.sign(user) };
}

function signingKeys(call: ApiCall): void {
  sendJson(call.response, 200, call.signer.keys);
}

function health(call: ApiCall): void {
  sendJson(call.response, 200, { workbench: true, version: workbenchVersion, note: 'This is not Grafana.' });
}

function getDashboard(call: ApiCall, [uid]: string[]): void {
  const found = call.state.dashboards().find((dashboard) => dashboard.summary.uid === uid);
  if (found === undefined) {
    notFound(call, 'Dashboard not found');
    return;
  }
  sendJson(call.response, 200, { dashboard: found.model, meta: { folderTitle: found.summary.folder, canEdit: false } });
}

function getDatasource(call: ApiCall, [uid = '']: string[]): void {
  const datasource = call.state.datasource(uid);
  if (datasource === undefined) {
    notFound(call, 'Data source not found');
    return;
  }
  sendJson(call.response, 200, datasourceSettings(datasource, call.state.plugin(datasource.type)));
}

async function putDatasource(call: ApiCall, [uid = '']: string[]): Promise<void> {
  const datasource = call.state.datasource(uid);
  if (!admits(call)) {
    return;
  }
  if (datasource === undefined) {
    notFound(call, 'Data source not found');
    return;
  }
  if (!datasource.editable) {
    sendJson(call.response, 403, { message: 'Cannot update read-only data source' });
    return;
  }
  const body = await readBody(call.request);
  datasource.url = asText(body['url'], datasource.url);
  datasource.jsonData = asRecord(body['jsonData']);
  Object.assign(datasource, { secureJsonData: mergeSecrets(datasource.secureJsonData, body) });
  const settings = datasourceSettings(datasource, call.state.plugin(datasource.type));
  sendJson(call.response, 200, { message: 'Datasource updated', datasource: settings });
}

/** Secrets in the body are set; those that its `secureJsonFields` names as not set are removed. */
function mergeSecrets(known: Readonly<Record<string, string>>, body: JsonRecord): Record<string, string> {
  const fields = asRecord(body['secureJsonFields']);
  const kept = Object.entries(known).filter(([name]) => fields[name] !== false);
  return { ...Object.fromEntries(kept), ...toSecrets(body['secureJsonData']) };
}

function getAppSettings(call: ApiCall, [id = '']: string[]): void {
  const plugin = call.state.plugin(id);
  if (plugin === undefined) {
    notFound(call, 'Plugin not found, no installed plugin with that id');
    return;
  }
  sendJson(call.response, 200, appMeta(plugin, call.state));
}

async function postAppSettings(call: ApiCall, [id = '']: string[]): Promise<void> {
  const plugin = call.state.plugin(id);
  if (!admits(call)) {
    return;
  }
  if (plugin === undefined) {
    notFound(call, 'Plugin not found, no installed plugin with that id');
    return;
  }
  const body = await readBody(call.request);
  const app = call.state.app(id);
  app.enabled = asBoolean(body['enabled'], app.enabled);
  app.jsonData = asRecord(body['jsonData'] ?? app.jsonData);
  app.secureJsonData = mergeSecrets(app.secureJsonData, body);
  sendJson(call.response, 200, { message: 'Plugin settings updated' });
}

async function userStorage(call: ApiCall, [name = '']: string[]): Promise<void> {
  const { method } = call.request;
  const body = method === 'GET' ? {} : await readBody(call.request);
  const key = decodeURIComponent(name === '' ? asText(asRecord(body['metadata'])['name']) : name);
  const known = call.state.userStorage.get(key);
  if (method === 'GET' && known === undefined) {
    notFound(call, 'Nothing is stored under this name.');
    return;
  }
  const stored = { ...known, ...asRecord(asRecord(body['spec'])['data']) };
  const data = Object.fromEntries(Object.entries(stored).filter(([, value]) => value !== null));
  call.state.userStorage.set(key, data);
  sendJson(call.response, method === 'POST' ? 201 : 200, { metadata: { name: key }, spec: { data } });
}
