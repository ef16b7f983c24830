import {
  applyFieldOverrides,
  EventBusSrv,
  getDefaultTimeRange,
  LoadingState,
  type PanelData,
  type PanelPlugin,
} from '@grafana/data';
import { config, getPluginImportUtils, getTemplateSrv } from '@grafana/runtime';
import type { PanelRendererProps } from '#runtime/components/PanelRenderer';
import { useEffect, useMemo, useState } from 'react';
import { Failure } from './Failure';

const eventBus = new EventBusSrv();
const ignore = () => undefined;

/** Draws one panel plugin outside any dashboard, for bundle code that uses the runtime's component of this name. */
export function PanelRenderer(props: PanelRendererProps) {
  const [plugin, setPlugin] = useState<PanelPlugin | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    getPluginImportUtils().importPanelPlugin(props.pluginId).then(setPlugin, setError);
  }, [props.pluginId]);
  const data = useMemo(() => withFieldConfig(plugin, props), [plugin, props]);
  if (error !== null) {
    return <Failure what={`Panel ${props.pluginId} failed to load`} error={error} />;
  }
  const Panel = plugin?.panel;
  return Panel === undefined || Panel === null ? null : (
    <Panel
      id={1}
      data={data}
      title={props.title}
      timeRange={data.timeRange}
      timeZone={props.timeZone ?? 'browser'}
      options={{ ...plugin?.defaults, ...props.options }}
      fieldConfig={{ defaults: {}, overrides: [], ...props.fieldConfig }}
      transparent={false}
      width={props.width}
      height={props.height}
      renderCounter={0}
      replaceVariables={(text) => text}
      onOptionsChange={props.onOptionsChange ?? ignore}
      onFieldConfigChange={props.onFieldConfigChange ?? ignore}
      onChangeTimeRange={props.onChangeTimeRange ?? ignore}
      eventBus={eventBus}
    />
  );
}

function withFieldConfig(plugin: PanelPlugin | null, props: PanelRendererProps): PanelData {
  const data = props.data ?? { state: LoadingState.NotStarted, series: [], timeRange: getDefaultTimeRange() };
  const series = applyFieldOverrides({
    data: data.series,
    fieldConfig: { defaults: {}, overrides: [], ...props.fieldConfig },
    fieldConfigRegistry: plugin?.fieldConfigRegistry,
    replaceVariables: (text, scopedVars) => getTemplateSrv().replace(text, scopedVars),
    theme: config.theme2,
    timeZone: props.timeZone,
  });
  return { ...data, series };
}
