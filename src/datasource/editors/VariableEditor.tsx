import { DIMENSIONS } from '@eljefe/contract';
import { type QueryEditorProps } from '@grafana/data';
import { Combobox, type ComboboxOption, InlineField, Stack } from '@grafana/ui';
import React from 'react';

import { migrateQuery } from '../../core/query/migrateQuery';
import { type ElJefeQuery } from '../../core/query/query.types';
import { type DataSource } from '../DataSource';
import { type ElJefeOptions } from '../settings.types';
import { FiltersField } from './FiltersField';

const COMMON: Readonly<Record<string, string>> = {
  source: 'Orchestrators',
  agent: 'Agents',
  agent_type: 'Agent types',
  workflow: 'Workflows',
  status: 'Statuses',
  model: 'Models',
};

const OPTIONS: Array<ComboboxOption<string>> = [
  ...Object.entries(COMMON).map(([value, label]) => ({ value, label })),
  ...DIMENSIONS.filter((dimension) => !Object.hasOwn(COMMON, dimension)).map((dimension) => ({ value: dimension })),
];

type Props = QueryEditorProps<DataSource, ElJefeQuery, ElJefeOptions, ElJefeQuery>;

/** Editor of a template variable: which dimension, and filters that may name other variables. */
export default function VariableEditor({ datasource, query: saved, onChange, onRunQuery, range }: Props) {
  const query: ElJefeQuery = { ...migrateQuery(saved), kind: 'values' };
  const change = (changed: ElJefeQuery): void => {
    onChange(changed);
    onRunQuery();
  };
  return (
    <Stack direction="column" gap={1} alignItems="flex-start">
      <InlineField label="Values of" labelWidth={14}>
        <Combobox
          aria-label="Dimension"
          width={30}
          options={OPTIONS}
          value={query.dimension ?? null}
          createCustomValue
          onChange={({ value }) => change({ ...query, dimension: value })}
        />
      </InlineField>
      <FiltersField
        datasource={datasource}
        filters={query.filters ?? []}
        range={range}
        onChange={(filters) => change({ ...query, filters })}
      />
    </Stack>
  );
}
