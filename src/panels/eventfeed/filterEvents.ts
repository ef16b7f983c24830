import { type EventKind, type Severity } from '@eljefe/contract';

import { type FeedItem } from './eventFeed.types';

export interface FeedFilter {
  text: string;
  severities: readonly Severity[];
  kinds: readonly EventKind[];
  /** Only what waits for a person. */
  needsHuman: boolean;
}

export const NO_FILTER: FeedFilter = { text: '', severities: [], kinds: [], needsHuman: false };

export const isFiltering = ({ text, severities, kinds, needsHuman }: FeedFilter): boolean =>
  text.trim() !== '' || severities.length > 0 || kinds.length > 0 || needsHuman;

const SEARCHED = ['title', 'text', 'source', 'subject', 'kind', 'severity'] as const satisfies ReadonlyArray<
  keyof FeedItem
>;

/** @returns events that match all parts of the filter; every word of the text must be somewhere, in any case */
export const filterEvents = (items: readonly FeedItem[], filter: FeedFilter): FeedItem[] => {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(
    (item) =>
      (filter.severities.length === 0 || filter.severities.includes(item.severity)) &&
      (filter.kinds.length === 0 || filter.kinds.includes(item.kind)) &&
      (!filter.needsHuman || item.needsHuman) &&
      words.every((word) => SEARCHED.some((key) => item[key]?.toLowerCase().includes(word) ?? false))
  );
};
