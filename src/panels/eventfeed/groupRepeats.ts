import { type FeedEntry, type FeedItem } from './eventFeed.types';

/** Repeats further apart than this are told separately: they are a new occasion. */
const APART_MS = 10 * 60_000;

const sameness = ({ severity, kind, source, title, subject, needsHuman }: FeedItem): string =>
  JSON.stringify([severity, kind, source, title, subject, needsHuman]);

const single = (item: FeedItem): FeedEntry => ({
  key: item.id,
  newest: item,
  count: 1,
  firstMs: item.timeMs,
  ids: [item.id],
});

/**
 * Joins events that say the same of the same subject within ten minutes of each other.
 * @param items newest first
 * @param join whether to join at all
 * @returns entries, newest first
 */
export const groupRepeats = (items: readonly FeedItem[], join: boolean): FeedEntry[] => {
  const entries: FeedEntry[] = [];
  const open = new Map<string, FeedEntry>();
  for (const item of items) {
    const key = sameness(item);
    const entry = open.get(key);
    if (join && entry && entry.firstMs - item.timeMs <= APART_MS) {
      entry.count += 1;
      entry.firstMs = item.timeMs;
      entry.ids.push(item.id);
    } else {
      const started = single(item);
      open.set(key, started);
      entries.push(started);
    }
  }
  return entries;
};
