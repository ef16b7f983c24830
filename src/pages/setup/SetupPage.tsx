import React from 'react';

import { t } from '../../core/i18n/t';
import { PageFrame } from '../frame/PageFrame';
import { Setup } from './Setup';

/** Connects and checks everything. */
export default function SetupPage() {
  return (
    <PageFrame
      subTitle={t('pages.setup.subtitle', 'Is everything connected? Each check says what to do when it is not.')}
    >
      <Setup />
    </PageFrame>
  );
}
