import { type Session, isEnded } from '@eljefe/contract';

import { t } from '../../core/i18n/t';
import { countText, moneyText, secondsText } from '../format';

const waited = ({ human_wait_seconds: seconds }: Session): string[] =>
  seconds !== null && seconds > 0
    ? [t('pages.session.waited', '{{length}} of it waiting for a person', { length: secondsText(seconds) })]
    : [];

/** The step that holds the largest part of the critical path (W1.3). */
const slowest = ({ steps }: Session): string[] => {
  const worst = [...steps].sort((left, right) => (right.critical_share ?? 0) - (left.critical_share ?? 0))[0];
  return worst && (worst.critical_share ?? 0) > 0
    ? [
        t('pages.session.slowest', '{{step}} held {{share}} % of the critical path', {
          step: worst.name,
          share: Math.round((worst.critical_share ?? 0) * 100),
        }),
      ]
    : [];
};

/** A session as a person would tell it, in one sentence. */
export const sessionInWords = (session: Session): string => {
  const { status, duration_seconds: seconds, total_cost: cost, tokens_used: tokens } = session;
  const length = secondsText(seconds);
  const state = session.waiting_on_human
    ? t('pages.session.waits', 'Waits for a person')
    : status === 'completed'
      ? t('pages.session.completed', 'Completed in {{length}}', { length })
      : status === 'failed'
        ? t('pages.session.failed', 'Failed after {{length}}', { length })
        : isEnded(status)
          ? t('pages.session.stopped', 'Stopped after {{length}}', { length })
          : seconds === null
            ? t('pages.session.under-way', 'Under way')
            : t('pages.session.runs', 'Runs for {{length}}', { length });
  const parts = [
    state,
    ...waited(session),
    ...(cost === null ? [] : [t('pages.session.cost', 'cost {{cost}}', { cost: moneyText(cost) })]),
    ...(tokens === null ? [] : [t('pages.session.tokens', '{{tokens}} tokens', { tokens: countText(tokens) })]),
    ...slowest(session),
  ];
  return `${parts.join('; ')}.`;
};
