import { type SettingName, type SettingsState } from '@eljefe/contract';
import { Alert, Button, ConfirmModal, Stack, Text } from '@grafana/ui';
import React, { useState } from 'react';

import { failureOf } from '../../client/transport';
import { type RecordColumn, RecordTable } from '../../components/RecordTable';
import { t } from '../../core/i18n/t';
import { failureText } from '../../core/problem/failure.types';
import { ABSENT, instantText } from '../format';
import { useService } from '../service/ServiceContext';
import { type Entry, toDraft, withEntry, withoutEntry } from './draft';
import { EntryDialog } from './EntryDialog';
import { fieldsOf, type SettingField } from './fields';

interface Props {
  name: SettingName;
  setting: SettingsState[SettingName];
  mayEdit: boolean;
  /** Role that may. */
  needs: string;
  onSaved: () => void;
}

interface Row {
  entry: Entry;
  place: number;
}

type Asked = { kind: 'edit'; place: number | null } | { kind: 'remove'; place: number } | { kind: 'reset' } | null;

const nameOf = (entry: Entry): string => String(entry['name'] ?? entry['id'] ?? entry['agentType'] ?? '');

const columnsOf = (
  fields: readonly SettingField[],
  actions: ((row: Row) => React.ReactNode) | null
): Array<RecordColumn<Row>> => [
  ...fields.map(({ key, label, kind }, index): RecordColumn<Row> => ({
    id: key,
    header: label,
    isName: index === 0,
    ...(kind === 'number' ? { align: 'right' as const } : {}),
    cell: ({ entry }) => toDraft(entry, [{ key, label, kind }])[key] || ABSENT,
  })),
  ...(actions ? [{ id: 'actions', header: t('pages.settings.actions', 'Change'), cell: actions }] : []),
];

/** One setting as a list; who may, edits it, and every edit says what it replaces. */
export const SettingEditor = ({ name, setting, mayEdit, needs, onSaved }: Props) => {
  const { transport } = useService();
  const fields = fieldsOf(name);
  const entries: readonly Entry[] = setting.value;
  const [asked, setAsked] = useState<Asked>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const save = (value: readonly Entry[] | null) => {
    setAsked(null);
    setSaving(true);
    setFailure(null);
    transport.putJson('analytics', `settings/${name}`, { value, version: setting.version }).subscribe({
      next: () => {
        setSaving(false);
        onSaved();
      },
      error: (thrown: unknown) => {
        setSaving(false);
        setFailure(failureText(failureOf('analytics', thrown)));
        onSaved();
      },
    });
  };
  const actions = (row: Row) => (
    <Stack direction="row" gap={0.5}>
      <Button
        size="sm"
        variant="secondary"
        icon="pen"
        aria-label={t('pages.settings.edit-one', 'Change {{name}}', { name: nameOf(row.entry) })}
        onClick={() => setAsked({ kind: 'edit', place: row.place })}
      />
      <Button
        size="sm"
        variant="secondary"
        icon="trash-alt"
        aria-label={t('pages.settings.remove-one', 'Remove {{name}}', { name: nameOf(row.entry) })}
        onClick={() => setAsked({ kind: 'remove', place: row.place })}
      />
    </Stack>
  );
  return (
    <Stack direction="column" gap={1}>
      <Text color="secondary" variant="bodySmall">
        {setting.edited_at === null
          ? t('pages.settings.configured', 'As the service’s configuration says.')
          : t('pages.settings.edited', 'Changed by {{who}} at {{time}}; it wins over the configuration.', {
              who: setting.edited_by ?? '',
              time: instantText(setting.edited_at),
            })}
      </Text>
      {entries.length === 0 ? (
        <Text color="secondary">{t('pages.settings.empty', 'None yet.')}</Text>
      ) : (
        <RecordTable
          label={name}
          columns={columnsOf(fields, mayEdit ? actions : null)}
          records={entries.map((entry, place) => ({ entry, place }))}
          keyOf={({ place, entry }) => `${place} ${nameOf(entry)}`}
          order={null}
          onOrder={() => undefined}
        />
      )}
      {failure !== null && (
        <Alert severity="error" title={t('pages.settings.not-saved', 'It was not saved')}>
          {failure}
        </Alert>
      )}
      <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
        <Button
          size="sm"
          variant="secondary"
          icon="plus"
          disabled={!mayEdit || saving}
          onClick={() => setAsked({ kind: 'edit', place: null })}
        >
          {t('pages.settings.add', 'Add')}
        </Button>
        {setting.edited_at !== null && (
          <Button
            size="sm"
            variant="secondary"
            fill="outline"
            disabled={!mayEdit || saving}
            onClick={() => setAsked({ kind: 'reset' })}
          >
            {t('pages.settings.reset', 'Back to the configuration')}
          </Button>
        )}
        {!mayEdit && (
          <Text color="secondary" variant="bodySmall">
            {t('pages.settings.needs', 'The role {{role}} may change this.', { role: needs })}
          </Text>
        )}
      </Stack>
      {asked?.kind === 'edit' && (
        <EntryDialog
          fields={fields}
          entry={asked.place === null ? null : (entries[asked.place] ?? null)}
          onSave={(entry) => save(withEntry(entries, asked.place, entry))}
          onClose={() => setAsked(null)}
        />
      )}
      <ConfirmModal
        isOpen={asked?.kind === 'remove' || asked?.kind === 'reset'}
        title={
          asked?.kind === 'reset'
            ? t('pages.settings.reset', 'Back to the configuration')
            : t('pages.settings.remove', 'Remove')
        }
        body={
          asked?.kind === 'reset'
            ? t('pages.settings.reset-effect', 'The list of the configuration holds again, with {{number}} entries.', {
                number: setting.configured.length,
              })
            : t('pages.settings.remove-effect', '“{{name}}” no longer holds from now on.', {
                name: asked?.kind === 'remove' ? nameOf(entries[asked.place] ?? {}) : '',
              })
        }
        confirmText={t('pages.settings.confirm', 'Do it')}
        onConfirm={() => save(asked?.kind === 'remove' ? withoutEntry(entries, asked.place) : null)}
        onDismiss={() => setAsked(null)}
      />
    </Stack>
  );
};
