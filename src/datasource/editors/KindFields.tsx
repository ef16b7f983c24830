import { InlineField, Input, RadioButtonGroup } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { BUDGET_FORMATS, type ElJefeQuery, STATE_FORMATS } from '../../core/query/query.types';
import { DimensionField } from './DimensionField';
import { type AskingPartProps, type PartProps } from './fieldProps';
import { IdFields } from './IdFields';
import { budgetFormats, eventFormats, stateFormats } from './options';

const StateFields = ({ query, onChange }: PartProps) => (
  <InlineField label={t('datasource.editor.table', 'Table')} labelWidth={14}>
    <RadioButtonGroup
      aria-label={t('datasource.editor.table', 'Table')}
      options={stateFormats()}
      value={STATE_FORMATS.find((format) => format === query.format) ?? 'agents'}
      onChange={(format) => onChange({ ...query, format })}
    />
  </InlineField>
);

const BudgetFields = ({ query, onChange }: PartProps) => (
  <InlineField label={t('datasource.editor.table', 'Table')} labelWidth={14}>
    <RadioButtonGroup
      aria-label={t('datasource.editor.table', 'Table')}
      options={budgetFormats()}
      value={BUDGET_FORMATS.find((format) => format === query.format) ?? 'budgets'}
      onChange={(format) => onChange({ ...query, format })}
    />
  </InlineField>
);

const eventForm = ({ format }: ElJefeQuery): 'table' | 'logs' => (format === 'logs' ? 'logs' : 'table');

const EventFields = ({ query, onChange }: PartProps) => (
  <InlineField
    label={t('datasource.editor.form', 'Form')}
    labelWidth={14}
    tooltip={t('datasource.editor.formHint', 'The event feed and tables read a table; the logs panel reads log lines.')}
  >
    <RadioButtonGroup
      aria-label={t('datasource.editor.form', 'Form')}
      options={eventFormats()}
      value={eventForm(query)}
      onChange={(format) => onChange({ ...query, format })}
    />
  </InlineField>
);

const InsightFields = ({ query, onChange }: PartProps) => (
  <InlineField
    label={t('datasource.editor.window', 'Window')}
    labelWidth={14}
    tooltip={t(
      'datasource.editor.windowHint',
      'How far back from now, for example 5m or 24h; empty: as long as the time range'
    )}
  >
    <Input
      aria-label={t('datasource.editor.window', 'Window')}
      width={14}
      placeholder={t('datasource.editor.windowEmpty', 'time range')}
      defaultValue={query.window}
      onBlur={(event) => onChange({ ...query, window: event.currentTarget.value.trim() || undefined })}
    />
  </InlineField>
);

/** What a kind needs besides filters, search and limit. */
export const KindFields = (props: AskingPartProps) => {
  switch (props.query.kind) {
    case 'state':
      return <StateFields {...props} />;
    case 'budgets':
      return <BudgetFields {...props} />;
    case 'events':
    case 'alerts':
      return <EventFields {...props} />;
    case 'insights':
      return <InsightFields {...props} />;
    case 'session_graph':
    case 'trace':
      return <IdFields {...props} />;
    case 'values':
      return <DimensionField {...props} />;
    default:
      return null;
  }
};
