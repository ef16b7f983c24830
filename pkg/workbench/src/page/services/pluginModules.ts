import { AppPlugin, DataSourcePlugin, PanelPlugin, type DataSourceApi } from '@grafana/data';

type Kind<T> = abstract new (...args: never[]) => T;

/**
 * Loads a plugin's AMD module; its `plugin` may stand on the namespace or on its default export, which is a promise when
 * the module awaits something (as those with texts in several languages do).
 */
async function importPlugin<T>(url: string, kind: Kind<T>): Promise<T> {
  const namespace: unknown = await System.import(url);
  const plugin = memberOf(namespace, 'plugin') ?? memberOf(await memberOf(namespace, 'default'), 'plugin');
  if (plugin instanceof kind) {
    return plugin;
  }
  throw new Error(`${url} exports no ${kind.name}.`);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

export function importApp(url: string): Promise<AppPlugin> {
  return importPlugin<AppPlugin>(url, AppPlugin);
}

export function importDatasource(url: string): Promise<DataSourcePlugin<DataSourceApi>> {
  return importPlugin<DataSourcePlugin<DataSourceApi>>(url, DataSourcePlugin);
}

export function importPanel(url: string): Promise<PanelPlugin> {
  return importPlugin<PanelPlugin>(url, PanelPlugin);
}
