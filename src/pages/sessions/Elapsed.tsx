import React from 'react';

import { useNow } from '../../components/now';
import { t } from '../../core/i18n/t';
import { lengthText } from '../format';

/** How long something has been under way, counted on by the viewer's clock. */
export const Elapsed = ({ sinceMs }: { sinceMs: number }) => (
  <>{t('pages.sessions.so-far', '{{length}} so far', { length: lengthText(useNow() - sinceMs) })}</>
);
