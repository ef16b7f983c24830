import { AppPlugin, type AppPluginMeta, type AppRootProps, type PluginConfigPageProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';

import { t } from './core/i18n/t';
import { initTranslations } from './locales/initTranslations';

await initTranslations();

const LazyApp = lazy(() => import('./pages/App'));
const LazyConfiguration = lazy(() => import('./pages/configuration/ConfigurationPage'));

const App = (props: AppRootProps) => (
  <Suspense fallback={<LoadingPlaceholder text={t('panels.loading', 'Loading')} />}>
    <LazyApp {...props} />
  </Suspense>
);

const Configuration = (props: PluginConfigPageProps<AppPluginMeta>) => (
  <Suspense fallback={<LoadingPlaceholder text={t('panels.loading', 'Loading')} />}>
    <LazyConfiguration {...props} />
  </Suspense>
);

export const plugin = new AppPlugin().setRootPage(App).addConfigPage({
  title: 'Configuration',
  icon: 'cog',
  body: Configuration,
  id: 'configuration',
});
