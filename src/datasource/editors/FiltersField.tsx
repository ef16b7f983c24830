import { DIMENSIONS } from '@eljefe/contract';
import { type TimeRange } from '@grafana/data';
import {
  Button,
  Combobox,
  type ComboboxOption,
  IconButton,
  InlineField,
  InlineFieldRow,
  MultiCombobox,
} from '@grafana/ui';
import React from 'react';

import { type QueryFilter } from '../../core/query/query.types';
import { type DataSource } from '../DataSource';
import { OP_OPTIONS } from './options';

const KEY_OPTIONS: Array<ComboboxOption<string>> = DIMENSIONS.map((dimension) => ({ value: dimension }));

interface FilterRowProps {
  datasource: DataSource;
  filter: QueryFilter;
  range?: TimeRange;
  onChange: (filter: QueryFilter) => void;
  onRemove: () => void;
}

const FilterRow = ({ datasource, filter, range, onChange, onRemove }: FilterRowProps) => {
  const values = async (typed: string): Promise<Array<ComboboxOption<string>>> => {
    const found = await datasource.getTagValues({ key: filter.key, filters: [], timeRange: range });
    return found
      .map(({ text }) => ({ value: text }))
      .filter(({ value }) => value.toLowerCase().includes(typed.toLowerCase()));
  };
  return (
    <InlineFieldRow>
      <InlineField label="Where" labelWidth={14}>
        <Combobox
          aria-label="Filter dimension"
          width={22}
          options={KEY_OPTIONS}
          value={filter.key}
          createCustomValue
          onChange={({ value }) => onChange({ ...filter, key: value, values: [] })}
        />
      </InlineField>
      <InlineField>
        <Combobox
          aria-label="Filter operator"
          width={10}
          options={OP_OPTIONS}
          value={filter.op}
          onChange={({ value }) => onChange({ ...filter, op: value })}
        />
      </InlineField>
      <InlineField grow>
        <MultiCombobox
          aria-label="Filter values"
          minWidth={24}
          maxWidth={60}
          width="auto"
          options={values}
          value={filter.values}
          createCustomValue
          placeholder="Values or variables"
          onChange={(chosen) => onChange({ ...filter, values: chosen.map(({ value }) => value) })}
        />
      </InlineField>
      <IconButton name="trash-alt" tooltip="Remove this filter" onClick={onRemove} />
    </InlineFieldRow>
  );
};

interface FiltersFieldProps {
  datasource: DataSource;
  filters: QueryFilter[];
  range?: TimeRange;
  onChange: (filters: QueryFilter[]) => void;
}

/** Filters of a query: each a dimension, a comparison and values; all of them must hold. */
export const FiltersField = ({ datasource, filters, range, onChange }: FiltersFieldProps) => (
  <>
    {filters.map((filter, index) => (
      <FilterRow
        key={index}
        datasource={datasource}
        filter={filter}
        range={range}
        onChange={(changed) => onChange(filters.map((held, at) => (at === index ? changed : held)))}
        onRemove={() => onChange(filters.filter((_, at) => at !== index))}
      />
    ))}
    <Button
      type="button"
      variant="secondary"
      size="sm"
      icon="plus"
      onClick={() => onChange([...filters, { key: 'agent_type', op: '=', values: [] }])}
    >
      Add filter
    </Button>
  </>
);
