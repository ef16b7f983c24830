import { type ComboboxOption, InlineField, InlineFieldRow } from '@grafana/ui';
import React from 'react';

import { NamedCombobox } from '../../components/NamedCombobox';
import { t } from '../../core/i18n/t';
import { type AskingPartProps } from './fieldProps';

/** Which session, trace or job; and whose, when several orchestrators know the id. */
export const IdFields = ({ datasource, query, range, onChange }: AskingPartProps) => {
  const valuesOf =
    (key: string) =>
    async (typed: string): Promise<Array<ComboboxOption<string>>> => {
      const found = await datasource.getTagValues({ key, filters: [], timeRange: range });
      return found.map(({ text }) => ({ value: text })).filter(({ value }) => value.includes(typed));
    };
  const isTrace = query.kind === 'trace';
  return (
    <InlineFieldRow>
      <InlineField
        label={isTrace ? t('datasource.editor.trace', 'Trace') : t('datasource.editor.session', 'Session')}
        labelWidth={14}
        tooltip={
          isTrace
            ? t(
                'datasource.editor.traceHint',
                'Id of a trace, a session or a job; a variable such as $session works too'
              )
            : t('datasource.editor.sessionHint', 'Id of a session; a variable such as $session works too')
        }
      >
        <NamedCombobox
          aria-label={t('datasource.editor.id', 'Id')}
          width={44}
          options={valuesOf('session_id')}
          value={query.id ?? null}
          createCustomValue
          onChange={({ value }) => onChange({ ...query, id: value })}
        />
      </InlineField>
      <InlineField
        label={t('datasource.editor.source', 'Orchestrator')}
        tooltip={t('datasource.editor.sourceHint', 'Only needed when several orchestrators know the same id')}
      >
        <NamedCombobox
          aria-label={t('datasource.editor.source', 'Orchestrator')}
          width={24}
          isClearable
          options={valuesOf('source')}
          value={query.source ?? null}
          createCustomValue
          onChange={(chosen) => onChange({ ...query, source: chosen?.value })}
        />
      </InlineField>
    </InlineFieldRow>
  );
};
