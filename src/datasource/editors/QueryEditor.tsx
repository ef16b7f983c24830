import { type QueryEditorProps } from '@grafana/data';
import { InlineField, Stack } from '@grafana/ui';
import React from 'react';

import { NamedCombobox } from '../../components/NamedCombobox';
import { t } from '../../core/i18n/t';
import { changeKind } from '../../core/query/defaultQuery';
import { filterKeys } from '../../core/query/filterKeys';
import { migrateQuery } from '../../core/query/migrateQuery';
import { missingInput } from '../../core/query/missingInput';
import { type ElJefeQuery } from '../../core/query/query.types';
import { type DataSource } from '../DataSource';
import { type ElJefeOptions } from '../settings.types';
import { FiltersField } from './FiltersField';
import { KindFields } from './KindFields';
import { ListFields } from './ListFields';
import { kindOptions } from './options';
import { SeriesFields } from './SeriesFields';
import { chosenMeasure, useMeasures } from './useMeasures';

type Props = QueryEditorProps<DataSource, ElJefeQuery, ElJefeOptions>;

/** Editor of one query: the kind first, then what the kind needs. */
export default function QueryEditor({ datasource, query: saved, onChange, onRunQuery, range }: Props) {
  const query = migrateQuery(saved);
  const measures = useMeasures(datasource, query.kind === 'series');
  const change = (changed: ElJefeQuery): void => {
    onChange(changed);
    onRunQuery();
  };
  const missing = missingInput(query);
  const keys = filterKeys(query, query.kind === 'series' ? chosenMeasure(measures, query) : undefined);
  return (
    <Stack direction="column" gap={1} alignItems="flex-start">
      <InlineField
        label={t('datasource.editor.kind', 'Ask for')}
        labelWidth={14}
        invalid={missing !== null}
        error={missing ?? undefined}
      >
        <NamedCombobox
          aria-label={t('datasource.editor.kindName', 'Kind of query')}
          width={30}
          options={kindOptions()}
          value={query.kind}
          onChange={({ value }) => change(changeKind(query, value))}
        />
      </InlineField>
      {query.kind === 'series' && <SeriesFields query={query} measures={measures} onChange={change} />}
      <KindFields datasource={datasource} query={query} range={range} onChange={change} />
      <ListFields key={query.kind} query={query} onChange={change} />
      {keys.length > 0 && (
        <FiltersField
          datasource={datasource}
          kind={query.kind}
          keys={keys}
          filters={query.filters ?? []}
          range={range}
          onChange={(filters) => change({ ...query, filters })}
        />
      )}
    </Stack>
  );
}
