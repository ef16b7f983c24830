import { PluginContextProvider, type AppPluginMeta } from '@grafana/data';
import { getBackendSrv, locationSearchToObject, PluginPage } from '@grafana/runtime';
import { LoadingPlaceholder } from '@grafana/ui';
import { useLocation, useParams } from 'react-router';
import { workbenchBoot } from '../boot';
import { Failure } from '../shell/Failure';
import { loadApp } from './AppPage';
import { UnknownPage } from './UnknownPage';
import { useLoaded } from './useLoaded';

/** The configuration pages of an app, for administrators. */
export function AppConfigPage() {
  const { pluginId = '' } = useParams();
  const { role, apps } = workbenchBoot();
  const known = apps.find((app) => app.id === pluginId);
  if (known === undefined) {
    return <UnknownPage />;
  }
  return role === 'Admin' ? (
    <Configuration known={known} />
  ) : (
    <Failure what="Configuration" error="This takes the role Admin." />
  );
}

function Configuration({ known }: { known: AppPluginMeta }) {
  const { pathname, search } = useLocation();
  const loaded = useLoaded(known.id, async () => {
    const meta = await getBackendSrv().get<AppPluginMeta>(`/api/plugins/${known.id}/settings`);
    return { meta, plugin: await loadApp(meta) };
  });
  if (loaded.state === 'failed') {
    return <Failure what="The configuration failed to load" error={loaded.error} />;
  }
  if (loaded.state === 'loading') {
    return <LoadingPlaceholder text="Loading the configuration" />;
  }
  const { meta, plugin } = loaded.value;
  const pages = plugin.configPages ?? [];
  const query = locationSearchToObject(search);
  const page = pages.find((candidate) => candidate.id === query['page']) ?? pages[0];
  const tabs = pages.map((tab) => ({ text: tab.title, url: `${pathname}?page=${tab.id}`, active: tab === page }));
  return (
    <PluginPage pageNav={{ text: meta.name, children: tabs }} subTitle={meta.info.description}>
      <PluginContextProvider meta={meta}>
        {page === undefined ? <p>This app has no configuration page.</p> : <page.body plugin={plugin} query={query} />}
      </PluginContextProvider>
    </PluginPage>
  );
}
