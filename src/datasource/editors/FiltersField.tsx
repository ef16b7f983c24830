import { type TimeRange } from '@grafana/data';
import { Button, type ComboboxOption, IconButton, InlineField, InlineFieldRow } from '@grafana/ui';
import React from 'react';

import { NamedCombobox, NamedMultiCombobox } from '../../components/NamedCombobox';
import { t } from '../../core/i18n/t';
import { filterKeys, knownValues } from '../../core/query/filterKeys';
import { type AskableKind, type QueryFilter } from '../../core/query/query.types';
import { type DataSource } from '../DataSource';
import { opOptions } from './options';

interface Common {
  datasource: DataSource;
  /** What is asked for: events have other keys than jobs. */
  kind: AskableKind;
  /** Keys to offer; any other may be typed, for example `label.team`. */
  keys?: readonly string[];
  range?: TimeRange;
}

interface FilterRowProps extends Common {
  filter: QueryFilter;
  onChange: (filter: QueryFilter) => void;
  onRemove: () => void;
}

const FilterRow = ({ datasource, kind, keys, filter, range, onChange, onRemove }: FilterRowProps) => {
  const values = async (typed: string): Promise<Array<ComboboxOption<string>>> => {
    const known = knownValues({ kind }, filter.key);
    const found =
      known ??
      (await datasource.getTagValues({ key: filter.key, filters: [], timeRange: range })).map(({ text }) => text);
    return found.map((value) => ({ value })).filter(({ value }) => value.toLowerCase().includes(typed.toLowerCase()));
  };
  return (
    <InlineFieldRow>
      <InlineField label={t('datasource.filters.where', 'Where')} labelWidth={14}>
        <NamedCombobox
          aria-label={t('datasource.filters.dimension', 'Filter dimension')}
          width={22}
          options={(keys ?? filterKeys({ kind })).map((value) => ({ value }))}
          value={filter.key}
          createCustomValue
          onChange={({ value }) => onChange({ ...filter, key: value, values: [] })}
        />
      </InlineField>
      <InlineField>
        <NamedCombobox
          aria-label={t('datasource.filters.operator', 'Filter operator')}
          width={10}
          options={opOptions()}
          value={filter.op}
          onChange={({ value }) => onChange({ ...filter, op: value })}
        />
      </InlineField>
      <InlineField grow>
        <NamedMultiCombobox
          aria-label={t('datasource.filters.values', 'Filter values')}
          minWidth={24}
          maxWidth={60}
          width="auto"
          options={values}
          value={filter.values}
          createCustomValue
          placeholder={t('datasource.filters.valuesHint', 'Values or variables')}
          onChange={(chosen) => onChange({ ...filter, values: chosen.map(({ value }) => value) })}
        />
      </InlineField>
      <IconButton name="trash-alt" tooltip={t('datasource.filters.remove', 'Remove this filter')} onClick={onRemove} />
    </InlineFieldRow>
  );
};

interface FiltersFieldProps extends Common {
  filters: QueryFilter[];
  onChange: (filters: QueryFilter[]) => void;
}

/** Filters of a query: each a dimension, a comparison and values; all of them must hold. */
export const FiltersField = ({ filters, onChange, ...common }: FiltersFieldProps) => (
  <>
    {filters.map((filter, index) => (
      <FilterRow
        key={index}
        {...common}
        filter={filter}
        onChange={(changed) => onChange(filters.map((held, at) => (at === index ? changed : held)))}
        onRemove={() => onChange(filters.filter((_, at) => at !== index))}
      />
    ))}
    <Button
      type="button"
      variant="secondary"
      size="sm"
      icon="plus"
      onClick={() =>
        onChange([...filters, { key: (common.keys ?? filterKeys(common))[0] ?? 'source', op: '=', values: [] }])
      }
    >
      {t('datasource.filters.add', 'Add filter')}
    </Button>
  </>
);
