import { t } from '../../core/i18n/t';
import { type FeedItem } from './eventFeed.types';
import { SEVERITY_LOOK } from '../../components/severityLook';

/** Worst first, and few words: a screen reader says it while the person does something else. */
export const announcement = (fresh: readonly FeedItem[]): string | null => {
  const first =
    fresh.find(({ severity }) => severity === 'critical') ??
    fresh.find(({ severity }) => severity === 'warning') ??
    fresh[0];
  if (!first) {
    return null;
  }
  const spoken = `${SEVERITY_LOOK[first.severity].word}: ${first.title}`;
  return fresh.length === 1
    ? spoken
    : t('eventfeed.announced', '{{count}} new events. {{first}}', { count: fresh.length, first: spoken });
};
