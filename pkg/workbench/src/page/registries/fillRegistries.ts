import {
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
  type DataTransformerInfo,
  type TransformerRegistryItem,
} from '@grafana/data';
import { standardFieldOptions } from './standardFieldOptions';

/** Editors that option builders ask for by name. Nothing is edited here, so each draws nothing. */
const editorIds = [
  'text',
  'number',
  'slider',
  'boolean',
  'radio',
  'select',
  'unit',
  'links',
  'actions',
  'mappings',
  'thresholds',
  'color',
  'fieldColor',
  'field-name',
  'fields-by-name',
  'multi-select',
  'stats-picker',
  'strings',
  'timezone',
  'cell-options',
  'dashboard-uid',
  'location',
  'layer',
];

/** Fills the registries of editors, field options and transformations that Grafana's application fills at its start. */
export function fillRegistries(): void {
  standardEditorsRegistry.setInit(() => editorIds.map((id) => ({ id, name: id, editor: () => null })));
  standardFieldConfigEditorRegistry.setInit(standardFieldOptions);
  standardTransformersRegistry.setInit(transformers);
}

function transformers(): TransformerRegistryItem[] {
  const infos: DataTransformerInfo[] = Object.values(standardTransformers);
  const byId = new Map(infos.map((info) => [info.id, info]));
  return [...byId.values()].map((info) => ({
    id: info.id,
    name: info.name,
    description: info.description,
    transformation: () => Promise.resolve(info),
    editor: () => null,
    imageDark: '',
    imageLight: '',
  }));
}
