import { type QueryEditorProps } from '@grafana/data';
import { InlineField, RadioButtonGroup, Stack } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { annotationQuery } from '../../core/query/annotationQuery';
import { changeKind } from '../../core/query/defaultQuery';
import { migrateQuery } from '../../core/query/migrateQuery';
import { ANNOTATION_KINDS, type ElJefeQuery } from '../../core/query/query.types';
import { type DataSource } from '../DataSource';
import { type ElJefeOptions } from '../settings.types';
import { FiltersField } from './FiltersField';
import { ListFields } from './ListFields';
import { annotationKinds } from './options';

type Props = QueryEditorProps<DataSource, ElJefeQuery, ElJefeOptions>;

/** Editor of an annotation: what to mark on the time axis, and which of it. */
export default function AnnotationEditor({ datasource, query: saved, onChange, onRunQuery, range }: Props) {
  const query = annotationQuery(migrateQuery(saved));
  const change = (changed: ElJefeQuery): void => {
    onChange({ ...changed, format: 'annotations' });
    onRunQuery();
  };
  return (
    <Stack direction="column" gap={1} alignItems="flex-start">
      <InlineField label={t('datasource.annotations.mark', 'Mark')} labelWidth={14}>
        <RadioButtonGroup
          aria-label={t('datasource.annotations.mark', 'Mark')}
          options={annotationKinds()}
          value={ANNOTATION_KINDS.find((kind) => kind === query.kind) ?? 'marks'}
          onChange={(kind) => change(changeKind(query, kind))}
        />
      </InlineField>
      <ListFields key={query.kind} query={query} onChange={change} />
      <FiltersField
        datasource={datasource}
        kind={query.kind}
        filters={query.filters ?? []}
        range={range}
        onChange={(filters) => change({ ...query, filters })}
      />
    </Stack>
  );
}
