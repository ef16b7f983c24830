import type { DataQuery, DataSourceApi, RawTimeRange } from '@grafana/data';
import {
  EmbeddedScene,
  SceneControlsSpacer,
  SceneFlexItem,
  SceneFlexLayout,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  VizPanel,
} from '@grafana/scenes';

export interface ExploreScene {
  scene: EmbeddedScene;
  runner: SceneQueryRunner;
  ask: (query: DataQuery) => void;
  range: () => RawTimeRange;
}

/** Time picker, one query and the panel that shows its answer in the form that the frames prefer. */
export function exploreScene(
  datasource: DataSourceApi,
  query: DataQuery,
  range: { from: string; to: string }
): ExploreScene {
  const runner = new SceneQueryRunner({ datasource: datasource.getRef(), queries: [query], maxDataPoints: 500 });
  const timeRange = new SceneTimeRange(range);
  const panel = new VizPanel({ pluginId: 'table', title: 'Result' });
  runner.subscribeToState(({ data }) => {
    const pluginId = preferredPanel(data?.series.map((frame) => frame.meta?.preferredVisualisationType) ?? []);
    if (data !== undefined && data.series.length > 0 && panel.state.pluginId !== pluginId) {
      void panel.changePluginType(pluginId);
    }
  });
  const scene = new EmbeddedScene({
    $timeRange: timeRange,
    $data: runner,
    controls: [new SceneControlsSpacer(), new SceneTimePicker({}), new SceneRefreshPicker({})],
    body: new SceneFlexLayout({ children: [new SceneFlexItem({ minHeight: 420, body: panel })] }),
  });
  return {
    scene,
    runner,
    ask: (next) => {
      runner.setState({ queries: [next] });
      runner.runQueries();
    },
    range: () => timeRange.state.value.raw,
  };
}

/** The panel for a frame's `preferredVisualisationType`; a table where the frames say nothing. */
export function preferredPanel(types: ReadonlyArray<string | undefined>): string {
  const panels: Record<string, string> = {
    graph: 'timeseries',
    logs: 'logs',
    trace: 'traces',
    nodeGraph: 'nodeGraph',
    table: 'table',
  };
  const known = types.find((type) => type !== undefined && type in panels);
  return (known === undefined ? undefined : panels[known]) ?? 'table';
}
