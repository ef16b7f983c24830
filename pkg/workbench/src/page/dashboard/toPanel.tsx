import { SceneDataTransformer, SceneQueryRunner, SceneTimeRange, VizPanel, type SceneDataQuery } from '@grafana/scenes';
import {
  asBoolean,
  asNumber,
  asOptionalNumber,
  asOptionalText,
  asRecord,
  asRecords,
  asText,
  type JsonRecord,
} from '../../shared/json';
import { toDataSourceRef } from './dataSourceRef';
import { PanelLinks } from './PanelLinks';
import { toFieldConfig } from './toFieldConfig';

/** One panel of a classic dashboard, with its queries and transformations. */
export function toPanel(panel: JsonRecord): VizPanel {
  const hasTitle = asText(panel['title']) !== '';
  return new VizPanel({
    key: `panel-${asNumber(panel['id'], 0)}`,
    pluginId: asText(panel['type'], 'unknown'),
    pluginVersion: asOptionalText(panel['pluginVersion']),
    title: asText(panel['title']),
    description: asOptionalText(panel['description']),
    options: asRecord(panel['options']),
    fieldConfig: toFieldConfig(panel),
    displayMode: asBoolean(panel['transparent']) ? 'transparent' : 'default',
    hoverHeader: !hasTitle,
    titleItems: asRecords(panel['links']).length === 0 ? undefined : <PanelLinks links={asRecords(panel['links'])} />,
    $timeRange: ownTimeRange(panel),
    $data: toData(panel),
  });
}

function toData(panel: JsonRecord): SceneDataTransformer | undefined {
  const targets = asRecords(panel['targets']);
  if (targets.length === 0) {
    return undefined;
  }
  const datasource = toDataSourceRef(panel['datasource']);
  return new SceneDataTransformer({
    $data: new SceneQueryRunner({
      datasource: datasource ?? toDataSourceRef(targets[0]?.['datasource']),
      queries: targets.map(toQuery),
      maxDataPoints: asOptionalNumber(panel['maxDataPoints']),
      maxDataPointsFromWidth: asOptionalNumber(panel['maxDataPoints']) === undefined,
      minInterval: asOptionalText(panel['interval']),
      liveStreaming: true,
      dataLayerFilter: { panelId: asNumber(panel['id'], 0) },
    }),
    transformations: asRecords(panel['transformations'])
      .filter((transformation) => !asBoolean(transformation['disabled']))
      .map((transformation) => ({ id: asText(transformation['id']), options: asRecord(transformation['options']) })),
  });
}

function toQuery(target: JsonRecord, index: number): SceneDataQuery {
  const refId = asText(target['refId'], String.fromCharCode('A'.charCodeAt(0) + index));
  return { ...target, refId, datasource: toDataSourceRef(target['datasource']) ?? null };
}

/** A panel may look at another stretch of time than the dashboard (`timeFrom`). */
function ownTimeRange(panel: JsonRecord): SceneTimeRange | undefined {
  const from = asOptionalText(panel['timeFrom']);
  return from === undefined
    ? undefined
    : new SceneTimeRange({ from: from.startsWith('now') ? from : `now-${from}`, to: 'now' });
}
