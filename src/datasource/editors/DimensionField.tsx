import { DIMENSIONS } from '@eljefe/contract';
import { type ComboboxOption, InlineField } from '@grafana/ui';
import React from 'react';

import { NamedCombobox } from '../../components/NamedCombobox';
import { t } from '../../core/i18n/t';
import { MEASURE_DIMENSION } from '../../core/query/query.types';
import { type PartProps } from './fieldProps';

const common = (): Readonly<Record<string, string>> => ({
  source: t('datasource.dimensions.source', 'Orchestrators'),
  agent: t('datasource.dimensions.agent', 'Agents'),
  agent_type: t('datasource.dimensions.agentType', 'Agent types'),
  workflow: t('datasource.dimensions.workflow', 'Workflows'),
  session_id: t('datasource.dimensions.session', 'Sessions'),
  status: t('datasource.dimensions.status', 'Statuses'),
  model: t('datasource.dimensions.model', 'Models'),
  deployment_version: t('datasource.dimensions.version', 'Versions'),
  [MEASURE_DIMENSION]: t('datasource.dimensions.measure', 'Measures of the catalog'),
});

const options = (): Array<ComboboxOption<string>> => {
  const named = common();
  return [
    ...Object.entries(named).map(([value, label]) => ({ value, label })),
    ...DIMENSIONS.filter((dimension) => !Object.hasOwn(named, dimension)).map((dimension) => ({ value: dimension })),
  ];
};

/** Whose values: a dimension, `label.<name>`, or the measures of the catalog. */
export const DimensionField = ({ query, onChange }: PartProps) => (
  <InlineField label={t('datasource.editor.valuesOf', 'Values of')} labelWidth={14}>
    <NamedCombobox
      aria-label={t('datasource.editor.dimension', 'Dimension')}
      width={30}
      options={options()}
      value={query.dimension ?? null}
      createCustomValue
      onChange={({ value }) => onChange({ ...query, dimension: value })}
    />
  </InlineField>
);
