import { DIMENSIONS } from '@eljefe/contract';
import { type QueryEditorProps } from '@grafana/data';
import { Combobox, InlineField, InlineFieldRow, Input, RadioButtonGroup, Stack } from '@grafana/ui';
import React from 'react';

import { changeKind } from '../../core/query/defaultQuery';
import { migrateQuery } from '../../core/query/migrateQuery';
import { missingInput } from '../../core/query/missingInput';
import { type ElJefeQuery } from '../../core/query/query.types';
import { type DataSource } from '../DataSource';
import { type ElJefeOptions } from '../settings.types';
import { FiltersField } from './FiltersField';
import { FORMAT_OPTIONS, KIND_OPTIONS } from './options';
import { positive, SeriesFields } from './SeriesFields';
import { useMeasures } from './useMeasures';

type Props = QueryEditorProps<DataSource, ElJefeQuery, ElJefeOptions>;

interface PartProps {
  query: ElJefeQuery;
  onChange: (query: ElJefeQuery) => void;
}

const StateFields = ({ query, onChange }: PartProps) => (
  <InlineField label="Table" labelWidth={14}>
    <RadioButtonGroup
      aria-label="Table"
      options={FORMAT_OPTIONS}
      value={query.format ?? 'agents'}
      onChange={(format) => onChange({ ...query, format })}
    />
  </InlineField>
);

const ValuesFields = ({ query, onChange }: PartProps) => (
  <InlineField label="Dimension" labelWidth={14}>
    <Combobox
      aria-label="Dimension"
      width={30}
      options={DIMENSIONS.map((dimension) => ({ value: dimension }))}
      value={query.dimension ?? null}
      createCustomValue
      onChange={({ value }) => onChange({ ...query, dimension: value })}
    />
  </InlineField>
);

const SEARCHABLE: ReadonlySet<string> = new Set(['jobs', 'sessions', 'events']);
const LIMITED: ReadonlySet<string> = new Set(['jobs', 'sessions', 'events', 'marks', 'state']);

const ListFields = ({ query, onChange }: PartProps) => (
  <InlineFieldRow>
    {SEARCHABLE.has(query.kind) && (
      <InlineField
        label="Search"
        labelWidth={14}
        tooltip="Words that must occur in texts, for example a task or an error"
      >
        <Input
          aria-label="Search"
          width={40}
          defaultValue={query.search}
          onBlur={(event) => onChange({ ...query, search: event.currentTarget.value || undefined })}
        />
      </InlineField>
    )}
    {LIMITED.has(query.kind) && (
      <InlineField
        label="Limit"
        labelWidth={SEARCHABLE.has(query.kind) ? undefined : 14}
        tooltip="At most so many rows"
      >
        <Input
          aria-label="Limit"
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

/** Editor of one query: the kind first, then what the kind needs. */
export default function QueryEditor({ datasource, query: saved, onChange, onRunQuery, range }: Props) {
  const query = migrateQuery(saved);
  const measures = useMeasures(datasource, query.kind === 'series');
  const change = (changed: ElJefeQuery): void => {
    onChange(changed);
    onRunQuery();
  };
  const missing = missingInput(query);
  return (
    <Stack direction="column" gap={1} alignItems="flex-start">
      <InlineField label="Ask for" labelWidth={14} invalid={missing !== null} error={missing ?? undefined}>
        <Combobox
          aria-label="Kind of query"
          width={30}
          options={KIND_OPTIONS}
          value={query.kind}
          onChange={({ value }) => change(changeKind(query, value))}
        />
      </InlineField>
      {query.kind === 'series' && <SeriesFields query={query} measures={measures} onChange={change} />}
      {query.kind === 'state' && <StateFields query={query} onChange={change} />}
      {query.kind === 'values' && <ValuesFields query={query} onChange={change} />}
      <ListFields key={query.kind} query={query} onChange={change} />
      {query.kind !== 'orchestrators' && (
        <FiltersField
          datasource={datasource}
          filters={query.filters ?? []}
          range={range}
          onChange={(filters) => change({ ...query, filters })}
        />
      )}
    </Stack>
  );
}
