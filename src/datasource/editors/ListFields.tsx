import { InlineField, InlineFieldRow, Input } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { type PartProps } from './fieldProps';
import { positive } from './positive';

const SEARCHABLE: ReadonlySet<string> = new Set(['jobs', 'sessions', 'traces', 'events', 'alerts', 'values']);
const LIMITED: ReadonlySet<string> = new Set([
  'jobs',
  'sessions',
  'traces',
  'events',
  'alerts',
  'marks',
  'predictions',
  'state',
  'values',
]);

/** Words that must occur, and how many rows at most. */
export const ListFields = ({ query, onChange }: PartProps) => (
  <InlineFieldRow>
    {SEARCHABLE.has(query.kind) && (
      <InlineField
        label={t('datasource.editor.search', 'Search')}
        labelWidth={14}
        tooltip={t('datasource.editor.searchHint', 'Words that must occur in texts, for example a task or an error')}
      >
        <Input
          aria-label={t('datasource.editor.search', 'Search')}
          width={40}
          defaultValue={query.search}
          onBlur={(event) => onChange({ ...query, search: event.currentTarget.value || undefined })}
        />
      </InlineField>
    )}
    {LIMITED.has(query.kind) && (
      <InlineField
        label={t('datasource.editor.limit', 'Limit')}
        labelWidth={SEARCHABLE.has(query.kind) ? undefined : 14}
        tooltip={t('datasource.editor.limitHint', 'At most so many rows')}
      >
        <Input
          aria-label={t('datasource.editor.limit', 'Limit')}
          type="number"
          width={14}
          min={1}
          max={10_000}
          defaultValue={query.limit}
          onBlur={(event) => onChange({ ...query, limit: positive(event) })}
        />
      </InlineField>
    )}
  </InlineFieldRow>
);
