import { DataSourcePlugin } from '@grafana/data';
import { lazy } from 'react';

import { type ElJefeQuery } from '../core/query/query.types';
import { initTranslations } from '../locales/initTranslations';
import { DataSource } from './DataSource';
import { type ElJefeOptions, type ElJefeSecrets } from './settings.types';
import { withLoading } from './withLoading';

await initTranslations();

export const plugin = new DataSourcePlugin<DataSource, ElJefeQuery, ElJefeOptions, ElJefeSecrets>(DataSource)
  .setConfigEditor(withLoading(lazy(() => import('./editors/ConfigEditor'))))
  .setQueryEditor(withLoading(lazy(() => import('./editors/QueryEditor'))))
  .setQueryEditorHelp(withLoading(lazy(() => import('./editors/QueryHelp'))));
