import React from 'react';

import { t } from '../../core/i18n/t';
import { PageFrame } from '../frame/PageFrame';
import { Settings } from './Settings';

/** Budgets, objectives, prices, values and targets: shown to all, edited by role. */
export default function SettingsPage() {
  return (
    <PageFrame subTitle={t('pages.settings.subtitle', 'What counts as good, what may be spent, what tokens cost.')}>
      <Settings />
    </PageFrame>
  );
}
