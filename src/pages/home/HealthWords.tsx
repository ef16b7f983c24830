import { Text } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { type HomeHealth } from './readHealth';

/** More parts than this are read in Insights. */
const MOST_PARTS = 3;

/** The score with what it is made of, and why it may be high while something needs a person. */
export const HealthWords = ({ health: { score, parts } }: { health: HomeHealth }) => (
  <Text element="p" color="secondary">
    {t('pages.home.health', 'Health {{score}} of 100 over all work of the last hour: {{parts}}.', {
      score: Math.round(score),
      parts: parts.slice(0, MOST_PARTS).join('; '),
    })}{' '}
    {t('pages.home.health-how', 'Single failures and budgets do not lower it; they are listed below.')}
  </Text>
);
