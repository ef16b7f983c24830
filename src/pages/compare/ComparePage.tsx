import React from 'react';

import { t } from '../../core/i18n/t';
import { PageFrame } from '../frame/PageFrame';
import { Compare } from './Compare';

/** Two sessions, or two periods, side by side. */
export default function ComparePage() {
  return (
    <PageFrame subTitle={t('pages.compare.subtitle', 'What differs, by how much, and how sure that is.')}>
      <Compare />
    </PageFrame>
  );
}
