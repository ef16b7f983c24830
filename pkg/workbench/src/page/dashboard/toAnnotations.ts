import { dataLayers, SceneDataLayerSet } from '@grafana/scenes';
import { asBoolean, asRecord, asRecords, asText, type JsonRecord } from '../../shared/json';
import { toDataSourceRef } from './dataSourceRef';

/** The annotation queries of a dashboard; Grafana's own built-in one has no data here. */
export function toAnnotations(model: JsonRecord): SceneDataLayerSet | undefined {
  const entries = asRecords(asRecord(model['annotations'])['list']).filter(
    (entry) => toDataSourceRef(entry['datasource'])?.uid !== '-- Grafana --' && entry['builtIn'] !== 1
  );
  if (entries.length === 0) {
    return undefined;
  }
  return new SceneDataLayerSet({
    name: 'Annotations',
    layers: entries.map(
      (entry) =>
        new dataLayers.AnnotationsDataLayer({
          name: asText(entry['name']),
          isEnabled: asBoolean(entry['enable'], true),
          isHidden: asBoolean(entry['hide']),
          query: {
            ...entry,
            name: asText(entry['name']),
            enable: asBoolean(entry['enable'], true),
            iconColor: asText(entry['iconColor'], 'blue'),
            datasource: toDataSourceRef(entry['datasource']),
          },
        })
    ),
  });
}
