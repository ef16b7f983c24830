import { type PanelData } from '@grafana/data';

import { type FrameNotice } from './frameMeta';

/** The query's errors as notices, each once, beside the last answer that stays on screen. */
export const queryErrorNotices = ({ errors }: Pick<PanelData, 'errors'>): FrameNotice[] => {
  const texts = (errors ?? []).map(({ data, message }) => data?.message ?? message ?? 'The query failed');
  return [...new Set(texts)].map((text) => ({
    severity: 'error',
    text: `The last refresh failed: ${text}`,
    hint: 'what you see is the last answer',
  }));
};
