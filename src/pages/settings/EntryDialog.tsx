import { Button, Combobox, Field, Input, Modal } from '@grafana/ui';
import React, { useId, useState } from 'react';

import { t } from '../../core/i18n/t';
import { type Entry, fromDraft, toDraft } from './draft';
import { type SettingField } from './fields';

interface Props {
  fields: readonly SettingField[];
  /** What is changed; null for a new one. */
  entry: Entry | null;
  onSave: (entry: Entry) => void;
  onClose: () => void;
}

/** Asks for one entry of a setting. */
export const EntryDialog = ({ fields, entry, onSave, onClose }: Props) => {
  const id = useId();
  const [draft, setDraft] = useState(() => toDraft(entry, fields));
  const [tried, setTried] = useState(false);
  const read = fromDraft(draft, fields);
  const wrong = read.ok ? [] : read.wrong;
  const change = (key: string, value: string) => setDraft((held) => ({ ...held, [key]: value }));
  return (
    <Modal
      isOpen
      title={entry ? t('pages.settings.change', 'Change') : t('pages.settings.add', 'Add')}
      onDismiss={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (read.ok) {
            onSave(read.entry);
          }
        }}
      >
        {fields.map(({ key, label, kind, optional, choices, hint }) => (
          <Field
            key={key}
            label={label}
            required={!optional}
            {...(hint ? { description: hint } : {})}
            invalid={tried && wrong.includes(key)}
            error={
              kind === 'number'
                ? t('pages.settings.wrong-number', 'Enter a number.')
                : kind === 'date'
                  ? t('pages.settings.wrong-date', 'Enter a day.')
                  : t('pages.settings.wrong-text', 'This is needed.')
            }
          >
            {kind === 'choice' ? (
              <Combobox
                id={`${id}-${key}`}
                options={(choices ?? []).map((value) => ({ label: value, value }))}
                value={draft[key] ?? ''}
                onChange={(option) => change(key, option?.value ?? '')}
              />
            ) : (
              <Input
                id={`${id}-${key}`}
                type={kind === 'date' ? 'date' : 'text'}
                {...(kind === 'number' ? { inputMode: 'decimal' as const } : {})}
                value={draft[key] ?? ''}
                onChange={(event) => change(key, event.currentTarget.value)}
              />
            )}
          </Field>
        ))}
        <Modal.ButtonRow>
          <Button variant="secondary" fill="outline" onClick={onClose}>
            {t('pages.settings.cancel', 'Cancel')}
          </Button>
          <Button type="submit">{t('pages.settings.save', 'Save')}</Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
};
