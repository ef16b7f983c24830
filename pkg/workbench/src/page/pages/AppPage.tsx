import { PluginContextProvider, type AppPlugin, type AppPluginMeta } from '@grafana/data';
import { locationSearchToObject } from '@grafana/runtime';
import { LoadingPlaceholder } from '@grafana/ui';
import { useLocation, useParams } from 'react-router';
import { workbenchBoot } from '../boot';
import { importApp } from '../services/pluginModules';
import { Failure } from '../shell/Failure';
import { UnknownPage } from './UnknownPage';
import { useLoaded } from './useLoaded';

const ignoreNav = () => undefined;

/** The app's own root component, on every page below `/a/<id>`. */
export function AppPage() {
  const { pluginId = '' } = useParams();
  const meta = workbenchBoot().apps.find((app) => app.id === pluginId);
  return meta?.enabled === true ? <EnabledApp meta={meta} /> : <UnknownPage />;
}

function EnabledApp({ meta }: { meta: AppPluginMeta }) {
  const { pathname, search } = useLocation();
  const loaded = useLoaded(meta.id, () => loadApp(meta));
  if (loaded.state === 'failed') {
    return <Failure what={`The app ${meta.name} failed to load`} error={loaded.error} />;
  }
  if (loaded.state === 'loading') {
    return <LoadingPlaceholder text="Loading the app" />;
  }
  const Root = loaded.value.root;
  return Root === undefined ? (
    <Failure what={`The app ${meta.name} has no pages`} error="Its plugin sets no root page." />
  ) : (
    <PluginContextProvider meta={meta}>
      <Root
        meta={meta}
        basename={`/a/${meta.id}`}
        path={pathname}
        query={locationSearchToObject(search)}
        onNavChanged={ignoreNav}
      />
    </PluginContextProvider>
  );
}

/** Loads an app's plugin and tells it its settings. */
export async function loadApp(meta: AppPluginMeta): Promise<AppPlugin> {
  const plugin = await importApp(meta.module);
  plugin.meta = meta;
  plugin.init(meta);
  return plugin;
}
