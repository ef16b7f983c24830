import { t, tCount } from '../../core/i18n/t';
import { type HomeInput, type Need, NEED_KINDS, type NeedKind } from './needs.types';

const trouble = (kind: NeedKind, count: number): string => {
  switch (kind) {
    case 'silent':
      return tCount(
        'pages.home.silent',
        { one: '{{count}} orchestrator is silent', other: '{{count}} orchestrators are silent' },
        { count }
      );
    case 'failed':
      return tCount(
        'pages.home.failed',
        { one: '{{count}} failed in the last hour', other: '{{count}} failed in the last hour' },
        { count }
      );
    case 'stuck':
      return tCount('pages.home.stuck', { one: '{{count}} is stuck', other: '{{count}} are stuck' }, { count });
    case 'spent':
      return tCount(
        'pages.home.spent',
        { one: '{{count}} budget is used up', other: '{{count}} budgets are used up' },
        { count }
      );
    case 'budget':
      return tCount(
        'pages.home.budget',
        { one: '{{count}} budget is nearly spent', other: '{{count}} budgets are nearly spent' },
        { count }
      );
    case 'waiting':
      return tCount(
        'pages.home.waiting',
        { one: '{{count}} waits for a person', other: '{{count}} wait for a person' },
        { count }
      );
  }
};

const running = ({ jobs }: HomeInput): string => {
  const count = jobs.filter(({ status }) => status === 'running').length;
  return count === 0
    ? t('pages.home.nothing-runs', 'No agent runs now')
    : tCount('pages.home.runs', { one: '{{count}} agent runs now', other: '{{count}} agents run now' }, { count });
};

/** The state as a person would say it, in one sentence. Healthy is said too. */
export const stateInWords = (input: HomeInput, needs: readonly Need[]): string => {
  const troubles = NEED_KINDS.flatMap((kind) => {
    const count = needs.filter((need) => need.kind === kind).reduce((sum, need) => sum + need.count, 0);
    return count === 0 ? [] : [trouble(kind, count)];
  });
  return `${[running(input), ...(troubles.length > 0 ? troubles : [t('pages.home.fine', 'nothing needs you')])].join('; ')}.`;
};
