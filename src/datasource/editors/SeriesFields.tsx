import { type MeasureInfo } from '@eljefe/contract';
import {
  Combobox,
  type ComboboxOption,
  InlineField,
  InlineFieldRow,
  InlineSwitch,
  Input,
  MultiCombobox,
  RadioButtonGroup,
  Text,
} from '@grafana/ui';
import React, { type FocusEvent } from 'react';

import { type ElJefeQuery } from '../../core/query/query.types';
import { type Measures } from './useMeasures';
import { SHAPE_OPTIONS, STATISTIC_OPTIONS } from './options';

interface SeriesFieldsProps {
  query: ElJefeQuery;
  measures: Measures;
  onChange: (query: ElJefeQuery) => void;
}

const option = ({ name, title, id }: MeasureInfo): ComboboxOption<string> => ({
  value: name,
  label: title,
  description: id,
});

const statistics = (measure: MeasureInfo | undefined): Array<ComboboxOption<string>> =>
  measure ? measure.statistics.map((name) => ({ value: name })) : STATISTIC_OPTIONS;

/** Positive number of a text field; undefined for anything else. */
export const positive = (event: FocusEvent<HTMLInputElement>): number | undefined => {
  const value = Number(event.currentTarget.value);
  return event.currentTarget.value.trim() !== '' && Number.isFinite(value) && value > 0 ? value : undefined;
};

/** What a measure query needs: which measure, how summed up, split by what, against what. */
export const SeriesFields = ({ query, measures, onChange }: SeriesFieldsProps) => {
  const chosen = measures.list.find(({ name, id }) => name === query.measure || id === query.measure);
  const dimensions = (chosen?.dimensions ?? []).map((dimension) => ({ value: dimension }));
  return (
    <>
      <InlineFieldRow>
        <InlineField
          label="Measure"
          labelWidth={14}
          tooltip="What to measure. A variable such as $measure works too."
          error={measures.error ?? undefined}
          invalid={measures.error !== null}
        >
          <Combobox
            aria-label="Measure"
            width={40}
            loading={measures.loading}
            options={measures.list.map(option)}
            value={query.measure ?? null}
            createCustomValue
            onChange={({ value }) => onChange({ ...query, measure: value, statistic: undefined })}
          />
        </InlineField>
        {(!chosen || chosen.statistics.length > 0) && (
          <InlineField label="Statistic" tooltip="How the values of a distribution become one">
            <Combobox
              aria-label="Statistic"
              width={18}
              isClearable
              options={statistics(chosen)}
              value={query.statistic ?? null}
              onChange={(picked) => onChange({ ...query, statistic: picked?.value })}
            />
          </InlineField>
        )}
        <InlineField label="Shape">
          <RadioButtonGroup
            aria-label="Shape"
            options={SHAPE_OPTIONS}
            value={query.shape ?? 'series'}
            onChange={(shape) => onChange({ ...query, shape })}
          />
        </InlineField>
      </InlineFieldRow>
      {chosen && (
        <Text variant="bodySmall" color="secondary" element="p">
          {chosen.definition}
        </Text>
      )}
      <InlineFieldRow>
        <InlineField label="Split by" labelWidth={14} tooltip="One line or row for each value">
          <MultiCombobox
            aria-label="Split by"
            width="auto"
            minWidth={24}
            maxWidth={60}
            options={dimensions}
            value={query.by ?? []}
            createCustomValue
            onChange={(picked) => onChange({ ...query, by: picked.map(({ value }) => value) })}
          />
        </InlineField>
        <InlineField label="Former period" tooltip="Also the equal period before, for comparison">
          <InlineSwitch
            aria-label="Compare with the former period"
            value={query.compare === 'former'}
            onChange={(event) => onChange({ ...query, compare: event.currentTarget.checked ? 'former' : undefined })}
          />
        </InlineField>
        {query.shape !== 'total' && (
          <InlineField label="Step" tooltip="Seconds a point stands for; empty follows the panel's interval">
            <Input
              aria-label="Step in seconds"
              type="number"
              width={12}
              min={1}
              suffix="s"
              defaultValue={query.stepSeconds}
              onBlur={(event) => onChange({ ...query, stepSeconds: positive(event) })}
            />
          </InlineField>
        )}
      </InlineFieldRow>
    </>
  );
};
