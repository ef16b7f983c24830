import { EmptyState, LinkButton } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { APP_ID, NEW_DATASOURCE_URL } from '../../constants';

/** Shown on every page while there is no data source to ask. */
export const NoSource = () => (
  <EmptyState
    variant="call-to-action"
    message={t('pages.no-source.title', 'No data source yet')}
    button={<LinkButton href={NEW_DATASOURCE_URL}>{t('pages.no-source.add', 'Add data source')}</LinkButton>}
  >
    {t(
      'pages.no-source.how',
      'Choose “El Jefe Observability data source” and enter the address of the analytics service.'
    )}{' '}
    <a href={`/plugins/${APP_ID}`}>{t('pages.no-source.explained', 'How it is connected')}</a>
  </EmptyState>
);
