import { type DataSourceApi, type DataSourceInstanceSettings, type PluginMetaInfo, PluginType } from '@grafana/data';
import { type DataSourceSrv } from '@grafana/runtime';

import { DATASOURCE_TYPE } from '../../constants';

/** What a plugin says of itself, where a test needs none of it. */
export const NO_INFO: PluginMetaInfo = {
  author: { name: '' },
  description: '',
  links: [],
  logos: { small: '', large: '' },
  screenshots: [],
  updated: '',
  version: '',
};

const settings = (name: string): DataSourceInstanceSettings => ({
  id: 1,
  uid: `uid-${name}`,
  type: DATASOURCE_TYPE,
  name,
  access: 'proxy',
  readOnly: false,
  jsonData: {},
  meta: {
    id: DATASOURCE_TYPE,
    name,
    type: PluginType.datasource,
    module: '',
    baseUrl: '',
    info: NO_INFO,
  },
});

export interface Held {
  names: string[];
  datasource?: DataSourceApi;
}

/** Grafana's list of data sources, holding those named; all of them are the one given. */
export const dataSourceSrv = ({ names, datasource }: Held): DataSourceSrv => ({
  getList: ({ pluginId } = {}) => (pluginId === DATASOURCE_TYPE ? names.map(settings) : []),
  get: async () => {
    if (!datasource) {
      throw new Error('There is no such data source.');
    }
    return datasource;
  },
  getInstanceSettings: () => undefined,
  reload: () => Promise.resolve(),
  registerRuntimeDataSource: () => undefined,
});
