import { asBoolean, asNumber, asRecord, asRecords, asText, type JsonRecord } from '../shared/json';
import { workbenchVersion } from '../shared/version';
import { permissionsOf } from './permissions';
import type { InstalledPlugin } from './readPlugins';
import type { ProvisionedDatasource } from './readProvisioning';
import type { Theme, WorkbenchState } from './state';

/** How the page was asked to show itself. */
export interface Look {
  theme: Theme;
  /** a code as Grafana has it: `de-DE` */
  language: string;
}

/** Boot data in Grafana's shape, with the workbench's own part under `workbench`. Holds no secret. */
export function bootData(state: WorkbenchState, look: Look): JsonRecord {
  const plugins = state.plugins();
  const apps = plugins.filter((plugin) => plugin.type === 'app');
  return {
    settings: settings(state, plugins),
    user: user(state, { ...look, plugins }),
    assets: { dark: '', light: '' },
    navTree: [],
    workbench: {
      role: state.role,
      version: workbenchVersion,
      apps: apps.map((plugin) => appMeta(plugin, state)),
      dashboards: state.dashboards().map((dashboard) => dashboard.summary),
    },
  };
}

function settings(state: WorkbenchState, plugins: readonly InstalledPlugin[]): JsonRecord {
  const panels = plugins.filter((plugin) => plugin.type === 'panel');
  const apps = plugins.filter((plugin) => plugin.type === 'app');
  const datasources = state.datasources.map((datasource) => instanceSettings(datasource, plugins));
  return {
    appUrl: '/',
    appSubUrl: '',
    minRefreshInterval: '1s',
    defaultDatasource: state.datasources.find((datasource) => datasource.isDefault)?.name ?? '',
    buildInfo: {
      version: '13.2.2',
      versionString: `Workbench ${workbenchVersion}`,
      env: 'production',
      edition: 'Open Source',
    },
    featureToggles: {},
    exploreEnabled: true,
    datasources: Object.fromEntries(datasources.map((datasource) => [asText(datasource['name']), datasource])),
    panels: Object.fromEntries(panels.map((plugin) => [plugin.id, pluginMeta(plugin)])),
    apps: Object.fromEntries(apps.map((plugin) => [plugin.id, appConfig(plugin)])),
  };
}

function user(state: WorkbenchState, context: Look & { plugins: readonly InstalledPlugin[] }): JsonRecord {
  return {
    id: 1,
    uid: 'workbench',
    login: state.user.login,
    name: state.user.name,
    email: state.user.email,
    orgId: 1,
    orgName: 'Workbench',
    orgCount: 1,
    orgRole: state.role,
    isSignedIn: true,
    isGrafanaAdmin: false,
    gravatarUrl: '',
    theme: context.theme,
    timezone: 'browser',
    weekStart: 'monday',
    locale: context.language,
    regionalFormat: context.language,
    language: context.language,
    permissions: permissionsOf(state.role, context.plugins),
  };
}

/** A plugin.json as Grafana hands it to the page. */
export function pluginMeta(plugin: InstalledPlugin): JsonRecord {
  const { routes: _routes, roles: _roles, ...json } = plugin.json;
  const info = asRecord(json['info']);
  const logos = asRecord(info['logos']);
  const logo = (size: string) => (asText(logos[size]) === '' ? '' : `${plugin.baseUrl}/${asText(logos[size])}`);
  return {
    ...json,
    baseUrl: plugin.baseUrl,
    module: `${plugin.baseUrl}/module.js`,
    info: { links: [], screenshots: [], ...info, logos: { small: logo('small'), large: logo('large') } },
    includes: asRecords(json['includes']),
    sort: asNumber(json['sort'], 100),
    skipDataQuery: asBoolean(json['skipDataQuery']),
    signature: 'missing',
  };
}

export function appMeta(plugin: InstalledPlugin, state: WorkbenchState): JsonRecord {
  const app = state.app(plugin.id);
  return {
    ...pluginMeta(plugin),
    enabled: app.enabled,
    pinned: true,
    jsonData: app.jsonData,
    secureJsonFields: secureFields(app.secureJsonData),
  };
}

function appConfig(plugin: InstalledPlugin): JsonRecord {
  const info = asRecord(plugin.json['info']);
  return {
    id: plugin.id,
    path: `${plugin.baseUrl}/module.js`,
    version: asText(info['version']),
    preload: asBoolean(plugin.json['preload']),
    angular: { detected: false, hideDeprecation: false },
    loadingStrategy: 'script',
    dependencies: asRecord(plugin.json['dependencies']),
    extensions: { addedComponents: [], addedFunctions: [], addedLinks: [], exposedComponents: [], extensionPoints: [] },
  };
}

function instanceSettings(datasource: ProvisionedDatasource, plugins: readonly InstalledPlugin[]): JsonRecord {
  const plugin = plugins.find((candidate) => candidate.id === datasource.type);
  return {
    id: idOf(datasource),
    uid: datasource.uid,
    name: datasource.name,
    type: datasource.type,
    access: 'proxy',
    url: `/api/datasources/proxy/uid/${datasource.uid}`,
    jsonData: datasource.jsonData,
    isDefault: datasource.isDefault,
    readOnly: !datasource.editable,
    meta:
      plugin === undefined ? { id: datasource.type, name: datasource.type, type: 'datasource' } : pluginMeta(plugin),
  };
}

/** The full settings that the data source's configuration page edits; secrets only as the names of those that are set. */
export function datasourceSettings(datasource: ProvisionedDatasource, plugin: InstalledPlugin | undefined): JsonRecord {
  const meta = plugin === undefined ? {} : pluginMeta(plugin);
  return {
    id: idOf(datasource),
    uid: datasource.uid,
    orgId: 1,
    name: datasource.name,
    type: datasource.type,
    typeName: asText(meta['name'], datasource.type),
    typeLogoUrl: asText(asRecord(asRecord(meta['info'])['logos'])['small']),
    access: 'proxy',
    url: datasource.url,
    user: '',
    database: '',
    basicAuth: datasource.basicAuth,
    basicAuthUser: datasource.basicAuthUser,
    isDefault: datasource.isDefault,
    jsonData: datasource.jsonData,
    secureJsonFields: secureFields(datasource.secureJsonData),
    readOnly: !datasource.editable,
    withCredentials: false,
    version: 1,
  };
}

function secureFields(secrets: Readonly<Record<string, string>>): Record<string, boolean> {
  return Object.fromEntries(Object.keys(secrets).map((name) => [name, true]));
}

/** A stable number for a data source: Grafana's are counted by its database. */
function idOf(datasource: ProvisionedDatasource): number {
  return [...datasource.uid].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
}
