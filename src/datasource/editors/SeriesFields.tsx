import { type MeasureInfo } from '@eljefe/contract';
import {
  type ComboboxOption,
  InlineField,
  InlineFieldRow,
  InlineSwitch,
  Input,
  RadioButtonGroup,
  Text,
} from '@grafana/ui';
import React from 'react';

import { NamedCombobox, NamedMultiCombobox } from '../../components/NamedCombobox';
import { t } from '../../core/i18n/t';
import { type PartProps } from './fieldProps';
import { measureOption, unitText } from './measureOption';
import { shapeOptions, statisticOptions } from './options';
import { positive } from './positive';
import { chosenMeasure, type Measures } from './useMeasures';

interface SeriesFieldsProps extends PartProps {
  measures: Measures;
}

const statistics = (measure: MeasureInfo | undefined): Array<ComboboxOption<string>> => {
  const known = statisticOptions();
  return measure
    ? measure.statistics.map((name) => known.find(({ value }) => value === name) ?? { value: name })
    : known;
};

/** Has the measure more than one statistic to choose from? One that is not known might. */
const hasStatistics = (measure: MeasureInfo | undefined): boolean => !measure || measure.statistics.length > 1;

const targetText = ({ target, unit }: MeasureInfo): string =>
  target === null
    ? ''
    : ` ${t('datasource.editor.target', 'Target: {{op}} {{value}} ({{unit}}).', { op: target.op, value: target.value, unit: unitText(unit) })}`;

const Definition = ({ measure }: { measure: MeasureInfo }) => (
  <Text variant="bodySmall" color="secondary" element="p">
    {`${measure.definition}${targetText(measure)}`}
  </Text>
);

const MeasureRow = ({ query, measures, onChange }: SeriesFieldsProps) => {
  const chosen = chosenMeasure(measures, query);
  return (
    <InlineFieldRow>
      <InlineField
        label={t('datasource.editor.measure', 'Measure')}
        labelWidth={14}
        tooltip={t('datasource.editor.measureHint', 'What to measure. A variable such as $measure works too.')}
        error={measures.error ?? undefined}
        invalid={measures.error !== null}
      >
        <NamedCombobox
          aria-label={t('datasource.editor.measure', 'Measure')}
          width={40}
          loading={measures.loading}
          options={measures.list.map(measureOption)}
          value={query.measure ?? null}
          createCustomValue
          onChange={({ value }) => onChange({ ...query, measure: value, statistic: undefined })}
        />
      </InlineField>
      {hasStatistics(chosen) && (
        <InlineField
          label={t('datasource.editor.statistic', 'Statistic')}
          tooltip={t('datasource.editor.statisticHint', 'How the values of a distribution become one')}
        >
          <NamedCombobox
            aria-label={t('datasource.editor.statistic', 'Statistic')}
            width={18}
            isClearable
            options={statistics(chosen)}
            value={query.statistic ?? null}
            onChange={(picked) => onChange({ ...query, statistic: picked?.value })}
          />
        </InlineField>
      )}
      <InlineField label={t('datasource.editor.shape', 'Shape')}>
        <RadioButtonGroup
          aria-label={t('datasource.editor.shape', 'Shape')}
          options={shapeOptions()}
          value={query.shape ?? 'series'}
          onChange={(shape) => onChange({ ...query, shape })}
        />
      </InlineField>
    </InlineFieldRow>
  );
};

const SplitRow = ({ query, measures, onChange }: SeriesFieldsProps) => {
  const dimensions = (chosenMeasure(measures, query)?.dimensions ?? []).map((dimension) => ({ value: dimension }));
  return (
    <InlineFieldRow>
      <InlineField
        label={t('datasource.editor.by', 'Split by')}
        labelWidth={14}
        tooltip={t('datasource.editor.byHint', 'One line or row for each value')}
      >
        <NamedMultiCombobox
          aria-label={t('datasource.editor.by', 'Split by')}
          width="auto"
          minWidth={24}
          maxWidth={60}
          options={dimensions}
          value={query.by ?? []}
          createCustomValue
          onChange={(picked) => onChange({ ...query, by: picked.map(({ value }) => value) })}
        />
      </InlineField>
      <InlineField
        label={t('datasource.editor.former', 'Former period')}
        tooltip={t('datasource.editor.formerHint', 'Also the equal period before, for comparison')}
      >
        <InlineSwitch
          aria-label={t('datasource.editor.formerName', 'Compare with the former period')}
          value={query.compare === 'former'}
          onChange={(event) => onChange({ ...query, compare: event.currentTarget.checked ? 'former' : undefined })}
        />
      </InlineField>
      {query.shape !== 'total' && (
        <InlineField
          label={t('datasource.editor.step', 'Step')}
          tooltip={t('datasource.editor.stepHint', "Seconds a point stands for; empty follows the panel's interval")}
        >
          <Input
            aria-label={t('datasource.editor.stepName', 'Step in seconds')}
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
  );
};

/** What a measure query needs: which measure, how summed up, split by what, against what. */
export const SeriesFields = (props: SeriesFieldsProps) => {
  const chosen = chosenMeasure(props.measures, props.query);
  return (
    <>
      <MeasureRow {...props} />
      {chosen && <Definition measure={chosen} />}
      <SplitRow {...props} />
    </>
  );
};
