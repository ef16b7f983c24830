import { CoreApp, LoadingState, type DataQuery, type DataSourceApi, type PanelData } from '@grafana/data';
import { DataSourcePicker, getDataSourceSrv, locationService, PluginPage } from '@grafana/runtime';
import { Alert, Button, LoadingPlaceholder, Stack } from '@grafana/ui';
import { useEffect, useMemo, useState } from 'react';
import { Failure } from '../shell/Failure';
import { exploreScene, type ExploreScene } from './exploreScene';
import { readExploreUrl, writeExploreUrl } from './exploreUrl';
import { useLoaded } from './useLoaded';

/** A simple Explore: one query in the data source's own editor, its answer as graph, logs or table. */
export function ExplorePage() {
  const [asked] = useState(() => readExploreUrl(locationService.getSearch()));
  const [uid, setUid] = useState(asked.datasource ?? firstUsable());
  const loaded = useLoaded(uid ?? '', () => getDataSourceSrv().get(uid));
  return (
    <PluginPage pageNav={{ text: 'Explore' }}>
      <Stack direction="column">
        <div>
          <DataSourcePicker
            current={uid}
            filter={(settings) => Boolean(settings.meta.module)}
            onChange={(settings) => setUid(settings.uid)}
          />
        </div>
        {loaded.state === 'failed' && <Failure what="The data source failed to load" error={loaded.error} />}
        {loaded.state === 'loading' && <LoadingPlaceholder text="Loading the data source" />}
        {loaded.state === 'loaded' && <Asking key={uid} datasource={loaded.value} asked={asked} />}
      </Stack>
    </PluginPage>
  );
}

function firstUsable(): string | undefined {
  return getDataSourceSrv().getList({ filter: (settings) => Boolean(settings.meta.module) })[0]?.uid;
}

function Asking({ datasource, asked }: { datasource: DataSourceApi; asked: ReturnType<typeof readExploreUrl> }) {
  const initial = useMemo(() => startQuery(datasource, asked.query), [datasource, asked]);
  const [query, setQuery] = useState(initial);
  const explore = useMemo(() => exploreScene(datasource, initial, asked.range), [datasource, initial, asked]);
  const data = useResult(explore);
  const QueryEditor = datasource.components?.QueryEditor;
  const run = () => {
    explore.ask(query);
    locationService.partial({ panes: writeExploreUrl(datasource.uid, query, explore.range()) }, true);
  };
  return (
    <>
      {QueryEditor === undefined ? (
        <Alert severity="info" title="This data source has no query editor." />
      ) : (
        <QueryEditor
          datasource={datasource}
          query={query}
          queries={[query]}
          app={CoreApp.Explore}
          data={data}
          range={data?.timeRange}
          onChange={setQuery}
          onRunQuery={run}
        />
      )}
      <div>
        <Button icon="sync" onClick={run}>
          Run query
        </Button>
      </div>
      {data?.state === LoadingState.Error && (
        <Failure what="The query failed" error={data.errors?.[0]?.message ?? 'unknown'} />
      )}
      <explore.scene.Component model={explore.scene} />
    </>
  );
}

function startQuery(datasource: DataSourceApi, fromUrl: DataQuery | undefined): DataQuery {
  return { refId: 'A', ...datasource.getDefaultQuery?.(CoreApp.Explore), ...fromUrl };
}

function useResult(explore: ExploreScene): PanelData | undefined {
  const [data, setData] = useState<PanelData>();
  useEffect(() => {
    const subscription = explore.runner.subscribeToState((state) => setData(state.data));
    return () => subscription.unsubscribe();
  }, [explore]);
  return data;
}
