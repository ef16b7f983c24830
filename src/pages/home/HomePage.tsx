import React from 'react';

import { t } from '../../core/i18n/t';
import { PageFrame } from '../frame/PageFrame';
import { Home } from './Home';

/** The home page in Grafana's page frame. */
export default function HomePage() {
  return (
    <PageFrame subTitle={t('pages.home.subtitle', 'What your agents do now, and what needs you.')}>
      <Home />
    </PageFrame>
  );
}
