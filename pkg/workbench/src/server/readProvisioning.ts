import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { asBoolean, asOptionalText, asRecord, asRecords, asText, type JsonRecord } from '../shared/json';
import { interpolateValue, type Environment } from './interpolate';

export interface ProvisionedDatasource {
  uid: string;
  name: string;
  type: string;
  /** Top-level address; empty means that requests which match no route have nowhere to go. */
  url: string;
  isDefault: boolean;
  editable: boolean;
  basicAuth: boolean;
  basicAuthUser: string;
  jsonData: JsonRecord;
  /** Never leaves the server. */
  secureJsonData: Record<string, string>;
}

export interface ProvisionedApp {
  type: string;
  enabled: boolean;
  jsonData: JsonRecord;
  /** Never leaves the server. */
  secureJsonData: Record<string, string>;
}

export interface DashboardProvider {
  name: string;
  folder: string;
  /** Absolute path of the folder that holds the JSON files. */
  path: string;
}

export interface Provisioning {
  datasources: ProvisionedDatasource[];
  apps: ProvisionedApp[];
  dashboardProviders: DashboardProvider[];
}

/** Reads `datasources/`, `plugins/` and `dashboards/` below a Grafana provisioning folder; a missing one is empty. */
export function readProvisioning(folder: string, env: Environment): Provisioning {
  // Grafana names its own provisioning folder in this variable; dashboard providers use it.
  const known = { ...env, GF_PATHS_PROVISIONING: path.resolve(folder) };
  const read = (name: string) => readYamlFiles(path.join(folder, name), known);
  return {
    datasources: read('datasources').flatMap((file) => asRecords(file['datasources']).map(toDatasource)),
    apps: read('plugins').flatMap((file) => asRecords(file['apps']).map(toApp)),
    dashboardProviders: read('dashboards').flatMap((file) =>
      asRecords(file['providers']).map((provider) => toDashboardProvider(provider, folder))
    ),
  };
}

function readYamlFiles(folder: string, env: Environment): JsonRecord[] {
  if (!existsSync(folder)) {
    return [];
  }
  const names = readdirSync(folder).filter((name) => /\.(ya?ml|json)$/.test(name));
  return names.sort().map((name) => {
    const file = path.join(folder, name);
    try {
      return asRecord(interpolateValue(parse(readFileSync(file, 'utf8')), env));
    } catch (error) {
      throw new Error(`Cannot read the provisioning file ${file}: ${String(error)}`, { cause: error });
    }
  });
}

function toDatasource(entry: JsonRecord): ProvisionedDatasource {
  const name = asText(entry['name'], 'unnamed');
  return {
    uid: asText(entry['uid'], name),
    name,
    type: asText(entry['type']),
    url: asText(entry['url']),
    isDefault: asBoolean(entry['isDefault']),
    editable: asBoolean(entry['editable']),
    basicAuth: asBoolean(entry['basicAuth']),
    basicAuthUser: asText(entry['basicAuthUser']),
    jsonData: asRecord(entry['jsonData']),
    secureJsonData: toSecrets(entry['secureJsonData']),
  };
}

function toApp(entry: JsonRecord): ProvisionedApp {
  return {
    type: asText(entry['type']),
    enabled: !asBoolean(entry['disabled']),
    jsonData: asRecord(entry['jsonData']),
    secureJsonData: toSecrets(entry['secureJsonData']),
  };
}

/** Secrets that are set: an empty one counts as absent, as it does in Grafana's forms. */
export function toSecrets(value: unknown): Record<string, string> {
  const entries = Object.entries(asRecord(value)).map(([key, secret]): [string, string] => [key, String(secret ?? '')]);
  return Object.fromEntries(entries.filter(([, secret]) => secret !== ''));
}

function toDashboardProvider(entry: JsonRecord, folder: string): DashboardProvider {
  return {
    name: asText(entry['name'], 'default'),
    folder: asOptionalText(entry['folder']) ?? 'General',
    path: resolveDashboardPath(asText(asRecord(entry['options'])['path']), folder),
  };
}

/**
 * Provider files name a folder of the machine that Grafana runs on, often one inside a container. Where it does not
 * exist here, the part behind `provisioning/` is looked up in the folder at hand.
 */
export function resolveDashboardPath(configured: string, provisioningDir: string): string {
  const absolute = path.resolve(provisioningDir, configured);
  if (existsSync(absolute)) {
    return absolute;
  }
  const behind = /(?:^|\/)provisioning\/(.*)$/.exec(configured)?.[1];
  return behind === undefined ? absolute : path.join(provisioningDir, behind);
}
