import type { DataSourceApi, DataSourceInstanceSettings } from '@grafana/data';
import { importDatasource } from './pluginModules';

/** Loads the plugin of a data source and makes its instance, as the settings describe it. */
export async function createDatasource(settings: DataSourceInstanceSettings): Promise<DataSourceApi> {
  if (!settings.meta.module) {
    throw new Error(`The workbench has no data source of type ${settings.type} ("${settings.name}").`);
  }
  const plugin = await importDatasource(settings.meta.module);
  plugin.meta = settings.meta;
  const instance: DataSourceApi = new plugin.DataSourceClass(settings);
  instance.components = plugin.components;
  instance.meta = settings.meta;
  return instance;
}
