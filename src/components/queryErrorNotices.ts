import { type PanelData } from '@grafana/data';

import { t } from '../core/i18n/t';
import { type FrameNotice } from './frameMeta';

/** The query's errors as notices, each once, beside the last answer that stays on screen. */
export const queryErrorNotices = ({ errors }: Pick<PanelData, 'errors'>): FrameNotice[] => {
  const texts = (errors ?? []).map(
    ({ data, message }) => data?.message ?? message ?? t('components.queryFailed', 'The query failed')
  );
  return [...new Set(texts)].map((text) => ({
    severity: 'error',
    text: t('components.refreshFailed', 'The last refresh failed: {{reason}}', { reason: text }),
    hint: t('components.lastAnswer', 'what you see is the last answer'),
  }));
};
