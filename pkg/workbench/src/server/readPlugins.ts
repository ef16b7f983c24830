import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { asOptionalText, asRecord, asRecords, asText, asTexts, isRecord, type JsonRecord } from '../shared/json';

/** One route of a plugin.json: where a proxied request goes and who may send it. */
export interface PluginRoute {
  path: string;
  method: string;
  url: string;
  reqRole: string;
  reqAction: string;
  headers: Array<{ name: string; content: string }>;
  urlParams: Array<{ name: string; content: string }>;
}

/** Actions that the plugin defines, and the organisation role from which on they are granted. */
export interface ActionGrant {
  action: string;
  roles: string[];
}

export interface InstalledPlugin {
  id: string;
  type: string;
  name: string;
  /** URL of the plugin's folder, without a trailing slash. */
  baseUrl: string;
  routes: PluginRoute[];
  grants: ActionGrant[];
  /** Files of the dashboards that the plugin ships. */
  dashboardPaths: string[];
  json: JsonRecord;
}

/**
 * Every plugin.json below the built bundle, the app first.
 * @throws when the folder holds no plugin.json: it has not been built.
 */
export function readPlugins(distDir: string): InstalledPlugin[] {
  const files = findPluginFiles(distDir);
  const root = files.find((file) => path.dirname(file) === path.resolve(distDir));
  if (root === undefined) {
    throw new Error(`There is no plugin.json in ${distDir}: build the bundle first (npm run build).`);
  }
  const appId = asText(readJson(root)['id']);
  const nested = files.filter((file) => file !== root).sort();
  return [root, ...nested].map((file) => toPlugin(file, { appId, distDir: path.resolve(distDir) }));
}

function findPluginFiles(distDir: string): string[] {
  try {
    return readdirSync(distDir, { recursive: true, encoding: 'utf8' })
      .filter((name) => path.basename(name) === 'plugin.json')
      .map((name) => path.resolve(distDir, name));
  } catch (error) {
    throw new Error(`Cannot read the built bundle at ${distDir}: build it first (npm run build).`, { cause: error });
  }
}

function readJson(file: string): JsonRecord {
  const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isRecord(json)) {
    throw new Error(`${file} does not hold a JSON object.`);
  }
  return json;
}

function toPlugin(file: string, context: { appId: string; distDir: string }): InstalledPlugin {
  const json = readJson(file);
  const folder = path.relative(context.distDir, path.dirname(file)).split(path.sep).filter(Boolean).join('/');
  return {
    id: asText(json['id']),
    type: asText(json['type']),
    name: asText(json['name'], asText(json['id'])),
    baseUrl: `/public/plugins/${context.appId}${folder === '' ? '' : `/${folder}`}`,
    routes: asRecords(json['routes']).map(toRoute),
    grants: asRecords(json['roles']).flatMap(toGrants),
    dashboardPaths: asRecords(json['includes'])
      .filter((include) => include['type'] === 'dashboard')
      .map((include) => path.join(path.dirname(file), asText(include['path']))),
    json,
  };
}

function toRoute(route: JsonRecord): PluginRoute {
  return {
    path: asText(route['path']),
    method: asText(route['method']),
    url: asText(route['url']),
    reqRole: asText(route['reqRole']),
    reqAction: asText(route['reqAction']),
    headers: asRecords(route['headers']).map(toNamedContent),
    urlParams: asRecords(route['urlParams']).map(toNamedContent),
  };
}

function toNamedContent(entry: JsonRecord): { name: string; content: string } {
  return { name: asText(entry['name']), content: asText(entry['content']) };
}

function toGrants(registration: JsonRecord): ActionGrant[] {
  const granted = asTexts(registration['grants']);
  return asRecords(asRecord(registration['role'])['permissions']).flatMap((permission) => {
    const action = asOptionalText(permission['action']);
    return action === undefined ? [] : [{ action, roles: granted }];
  });
}
