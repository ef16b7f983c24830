import {
  booleanOverrideProcessor,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  FieldType,
  identityOverrideProcessor,
  numberOverrideProcessor,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  ThresholdsMode,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
  type Field,
  type FieldConfigPropertyItem,
} from '@grafana/data';

type Option = Pick<FieldConfigPropertyItem, 'id' | 'process'> & Partial<FieldConfigPropertyItem>;

const isNumber = (field: Field) => field.type === FieldType.number;

const options: Option[] = [
  { id: 'unit', process: unitOverrideProcessor },
  { id: 'min', process: numberOverrideProcessor, shouldApply: isNumber },
  { id: 'max', process: numberOverrideProcessor, shouldApply: isNumber },
  { id: 'fieldMinMax', process: booleanOverrideProcessor, shouldApply: isNumber },
  { id: 'decimals', process: numberOverrideProcessor },
  { id: 'displayName', process: displayNameOverrideProcessor, settings: { expandTemplateVars: true } },
  { id: 'color', process: identityOverrideProcessor },
  { id: 'noValue', process: stringOverrideProcessor },
  { id: 'links', process: dataLinksOverrideProcessor },
  { id: 'actions', process: identityOverrideProcessor },
  { id: 'mappings', process: valueMappingsOverrideProcessor, defaultValue: [] },
  {
    id: 'thresholds',
    process: thresholdsOverrideProcessor,
    defaultValue: {
      mode: ThresholdsMode.Absolute,
      steps: [
        { value: -Infinity, color: 'green' },
        { value: 80, color: 'red' },
      ],
    },
  },
  { id: 'filterable', process: booleanOverrideProcessor },
];

/** The options that every field has, with the library's own processors, so that saved values and overrides apply. */
export function standardFieldOptions(): FieldConfigPropertyItem[] {
  return options.map((option) => ({
    path: option.id,
    name: option.id,
    editor: () => null,
    override: () => null,
    shouldApply: () => true,
    ...option,
  }));
}
