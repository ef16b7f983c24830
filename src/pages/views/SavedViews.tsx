import {
  Alert,
  Button,
  Checkbox,
  ClipboardButton,
  Dropdown,
  Field,
  Input,
  Menu,
  Modal,
  Stack,
  Text,
} from '@grafana/ui';
import React, { useState } from 'react';

import { t } from '../../core/i18n/t';
import { setUrlParams, useUrlSearch } from '../url/useUrlParams';
import { viewChanges, viewQuery } from './savedViews';
import { type OfferedView, useSavedViews } from './useSavedViews';

interface Props {
  /** Which page's views. */
  page: string;
  /** Parameters of the address that make up a view. */
  params: readonly string[];
}

interface NameProps {
  /** Where a private view goes. */
  keptBy: OfferedView['keptBy'];
  onSave: (name: string, shared: boolean) => void;
  onClose: () => void;
}

const NameDialog = ({ keptBy, onSave, onClose }: NameProps) => {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const isEmpty = name.trim() === '';
  return (
    <Modal isOpen title={t('pages.views.save-title', 'Save this view')} onDismiss={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isEmpty) {
            onSave(name.trim(), shared);
          }
        }}
      >
        <Field
          label={t('pages.views.name', 'Name')}
          description={t('pages.views.name-hint', 'Filters, order and time range are kept.')}
        >
          <Input
            id="eljefe-view-name"
            value={name}
            maxLength={80}
            autoFocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Field>
        <Field>
          <Checkbox
            label={t('pages.views.shared', 'Everybody sees it')}
            description={
              keptBy === 'service'
                ? t('pages.views.shared-hint', 'Otherwise only you do.')
                : t('pages.views.browser-hint', 'Otherwise only you do, in this browser.')
            }
            value={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        </Field>
        <Modal.ButtonRow>
          <Button variant="secondary" fill="outline" onClick={onClose}>
            {t('pages.views.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={isEmpty}>
            {t('pages.views.save', 'Save')}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
};

const ManageDialog = (props: {
  views: readonly OfferedView[];
  onRemove: (view: OfferedView) => void;
  onClose: () => void;
}) => (
  <Modal isOpen title={t('pages.views.manage-title', 'Your saved views')} onDismiss={props.onClose}>
    <Stack direction="column" gap={1}>
      <Text color="secondary">
        {t('pages.views.share', 'To share a view, open it and copy the address of the page.')}
      </Text>
      {props.views.map((view) => (
        <Stack key={view.id} direction="row" justifyContent="space-between" alignItems="center">
          <Text>{view.name}</Text>
          <Button
            variant="destructive"
            fill="outline"
            size="sm"
            onClick={() => props.onRemove(view)}
            aria-label={t('pages.views.remove-one', 'Remove {{name}}', { name: view.name })}
          >
            {t('pages.views.remove', 'Remove')}
          </Button>
        </Stack>
      ))}
    </Stack>
  </Modal>
);

/** Opens, saves and removes views of a list; copies the address of the present one. */
export const SavedViews = ({ page, params }: Props) => {
  const search = useUrlSearch();
  const { views, failure, keptBy, save, share, remove } = useSavedViews(page);
  const removable = views.filter(({ mayRemove }) => mayRemove);
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null);
  const query = viewQuery(search, params);
  const present = views.find((view) => view.query === query);
  const menu = () => (
    <Menu>
      {views.map((view) => (
        <Menu.Item
          key={view.id}
          label={view.name}
          {...(view.owner === null ? {} : { description: t('pages.views.by', 'by {{owner}}', { owner: view.owner }) })}
          active={view.id === present?.id}
          onClick={() => setUrlParams(viewChanges(view.query, params))}
        />
      ))}
      {views.length > 0 && <Menu.Divider />}
      <Menu.Item icon="save" label={t('pages.views.save-this', 'Save this view')} onClick={() => setDialog('save')} />
      {removable.length > 0 && (
        <Menu.Item icon="cog" label={t('pages.views.manage', 'Remove views')} onClick={() => setDialog('manage')} />
      )}
    </Menu>
  );
  return (
    <>
      <Dropdown overlay={menu} placement="bottom-start">
        <Button variant="secondary" icon="star">
          {present ? present.name : t('pages.views.title', 'Views')}
        </Button>
      </Dropdown>
      <ClipboardButton variant="secondary" icon="link" getText={() => window.location.href}>
        {t('pages.views.copy', 'Copy link')}
      </ClipboardButton>
      {dialog === 'save' && (
        <NameDialog
          keptBy={keptBy}
          onClose={() => setDialog(null)}
          onSave={(name, shared) => {
            const view = { id: `${page}/${name}`, name, page, query };
            void (shared ? share(view) : save(view));
            setDialog(null);
          }}
        />
      )}
      {dialog === 'manage' && (
        <ManageDialog views={removable} onRemove={(view) => void remove(view)} onClose={() => setDialog(null)} />
      )}
      {failure !== null && (
        <Alert severity="error" title={t('pages.views.not-saved', 'The view was not saved')}>
          {failure}
        </Alert>
      )}
    </>
  );
};
