import { type Query } from '@eljefe/contract';

import { t } from '../../core/i18n/t';
import { type AgentBy } from '../url/pageLink';

/** Key measures of an agent in a window, by their names in the catalog. */
export const KEY_MEASURES = [
  'success_rate',
  'response_time',
  'throughput',
  'cost_per_task',
  'tokens_used',
  'quality_score',
] as const;
export type KeyMeasure = (typeof KEY_MEASURES)[number];

export const measureTitle = (measure: KeyMeasure): string => {
  switch (measure) {
    case 'success_rate':
      return t('pages.measure.success', 'Success');
    case 'response_time':
      return t('pages.measure.response', 'Response time');
    case 'throughput':
      return t('pages.measure.throughput', 'Jobs');
    case 'cost_per_task':
      return t('pages.measure.cost', 'Cost a job');
    case 'tokens_used':
      return t('pages.measure.tokens', 'Tokens');
    case 'quality_score':
      return t('pages.measure.quality', 'Quality');
  }
};

/** One value a group and measure, with the window before. */
export const totalQueries = (by: AgentBy, name: string | null = null): Query[] =>
  KEY_MEASURES.map((measure) => ({
    refId: measure,
    kind: 'series' as const,
    measure,
    shape: 'total' as const,
    compare: 'former' as const,
    ...(name === null ? { by: [by] } : { filters: [{ key: by, op: '=' as const, values: [name] }] }),
  }));
