import type { DataSourceApi, DataSourceInstanceSettings, DataSourceRef, ScopedVars } from '@grafana/data';
import type { DataSourceSrv, GetDataSourceListFilters } from '@grafana/runtime';

export type Reference = DataSourceRef | string | null | undefined;

export interface DataSourceSrvOptions {
  settings: () => DataSourceInstanceSettings[];
  /** Loads the plugin's module and makes the instance. */
  create: (settings: DataSourceInstanceSettings) => Promise<DataSourceApi>;
  replace: (text: string, scopedVars?: ScopedVars) => string;
}

/** Looks data sources up by uid, name or type; each instance is made once, on first use. */
export function createDataSourceSrv(options: DataSourceSrvOptions): DataSourceSrv {
  const instances = new Map<string, Promise<DataSourceApi>>();
  const find = (reference: Reference, scopedVars?: ScopedVars) =>
    findSettings(
      options.settings(),
      nameOf(reference, (text) => options.replace(text, scopedVars))
    );
  return {
    getInstanceSettings: find,
    getList: (filters = {}) => options.settings().filter((settings) => passes(settings, filters)),
    get: (reference, scopedVars) => {
      const settings = find(reference, scopedVars);
      if (settings === undefined) {
        return Promise.reject(new Error(`Data source ${describe(reference)} was not found`));
      }
      const instance = instances.get(settings.uid) ?? options.create(settings);
      instances.set(settings.uid, instance);
      instance.catch(() => instances.delete(settings.uid));
      return instance;
    },
    reload: () => {
      instances.clear();
      return Promise.resolve();
    },
    registerRuntimeDataSource: ({ dataSource }) => {
      instances.set(dataSource.uid, Promise.resolve(dataSource));
    },
  };
}

type Name = { uid?: string; type?: string; text?: string } | null;

/** What a reference asks for; null stands for the default data source. */
function nameOf(reference: Reference, replace: (text: string) => string): Name {
  if (reference === null || reference === undefined) {
    return null;
  }
  if (typeof reference === 'string') {
    const text = replace(reference);
    return text === '' || text === 'default' ? null : { text };
  }
  const uid = reference.uid === undefined ? undefined : replace(reference.uid);
  if (uid === 'default') {
    return null;
  }
  return uid === undefined || uid === '' ? { type: reference.type } : { uid };
}

function findSettings(all: DataSourceInstanceSettings[], name: Name): DataSourceInstanceSettings | undefined {
  if (name === null) {
    return all.find((settings) => settings.isDefault) ?? all[0];
  }
  const wanted = name.uid ?? name.text;
  if (wanted === undefined) {
    return all.find((settings) => settings.type === name.type);
  }
  return (
    all.find((settings) => settings.uid === wanted) ??
    all.find((settings) => settings.name === wanted) ??
    (name.text === undefined ? undefined : all.find((settings) => settings.type === wanted))
  );
}

function passes(settings: DataSourceInstanceSettings, filters: GetDataSourceListFilters): boolean {
  const types = filters.type === undefined ? undefined : [filters.type].flat();
  return (
    (filters.pluginId === undefined || settings.type === filters.pluginId) &&
    (types === undefined || types.includes(settings.type)) &&
    (filters.metrics !== true || settings.meta.metrics === true) &&
    (filters.logs !== true || settings.meta.logs === true) &&
    (filters.tracing !== true || settings.meta.tracing === true) &&
    (filters.annotations !== true || settings.meta.annotations === true) &&
    (filters.alerting !== true || settings.meta.alerting === true) &&
    (filters.filter === undefined || filters.filter(settings))
  );
}

function describe(reference: Reference): string {
  return typeof reference === 'string' ? reference : (reference?.uid ?? reference?.type ?? 'default');
}
