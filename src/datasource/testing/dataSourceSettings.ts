import { type DataSourceInstanceSettings, PluginType } from '@grafana/data';

import { type ElJefeOptions } from '../settings.types';

/** Settings of a data source as Grafana hands them to its class. */
export const dataSourceSettings = (): DataSourceInstanceSettings<ElJefeOptions> => ({
  id: 1,
  uid: 'uid',
  type: 'eljefe-observability-datasource',
  name: 'El Jefe',
  access: 'proxy',
  readOnly: false,
  url: '/api/datasources/proxy/uid/uid',
  jsonData: { analyticsUrl: 'http://analytics' },
  meta: {
    id: 'eljefe-observability-datasource',
    name: 'El Jefe',
    type: PluginType.datasource,
    module: '',
    baseUrl: '',
    info: {
      author: { name: '' },
      description: '',
      links: [],
      logos: { small: '', large: '' },
      screenshots: [],
      updated: '',
      version: '0.1.0',
    },
  },
});
