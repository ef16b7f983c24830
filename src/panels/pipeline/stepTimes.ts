import { isEnded } from '@eljefe/contract';

import { durationText } from '../../core/format/durationText';
import { t } from '../../core/i18n/t';
import { type StepRow } from './pipeline.types';

/**
 * Seconds a step has taken so far.
 * @param nowMs service's clock, epoch ms
 * @returns null while it has not begun, or when nobody told
 */
export const stepSeconds = (step: StepRow, nowMs: number): number | null => {
  if (isEnded(step.status) || step.startedAtMs === null) {
    return step.durationSeconds;
  }
  return Math.max(0, (nowMs - step.startedAtMs) / 1_000);
};

/** What went by without work: in the queue, for a person. */
export const waitsOf = (step: StepRow): Array<{ kind: 'queue' | 'human'; text: string }> => [
  ...(step.queueSeconds !== null && step.queueSeconds >= 1
    ? [{ kind: 'queue' as const, text: durationText(step.queueSeconds) }]
    : []),
  ...(step.humanWaitSeconds !== null && step.humanWaitSeconds >= 1
    ? [{ kind: 'human' as const, text: durationText(step.humanWaitSeconds) }]
    : []),
];

/** A wait in words. */
export const waitedText = (kind: 'queue' | 'human', time: string): string =>
  kind === 'queue'
    ? t('pipeline.waited.queue', 'waited in the queue for {{time}}', { time })
    : t('pipeline.waited.human', 'waited for a person for {{time}}', { time });
