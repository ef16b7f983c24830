import { useEffect, useRef, useState } from 'react';

import { announcement } from './announcement';
import { type FeedItem } from './eventFeed.types';

/** A polite screen reader is not interrupted more often than this. */
const QUIET_MS = 5_000;

/** Says new events politely, at most one announcement in five seconds; what came between is counted in the next. */
export const useAnnouncer = (items: readonly FeedItem[]): string => {
  const [said, setSaid] = useState('');
  const latest = useRef(items);
  const known = useRef<ReadonlySet<string> | null>(null);
  const spokeAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => {
    latest.current = items;
    if (known.current === null) {
      known.current = new Set(items.map(({ id }) => id));
      return;
    }
    const hasNew = items.some(({ id }) => !known.current?.has(id));
    if (!hasNew || timer.current !== null) {
      return;
    }
    const speak = (): void => {
      timer.current = null;
      spokeAt.current = Date.now();
      const text = announcement(latest.current.filter(({ id }) => !known.current?.has(id)));
      known.current = new Set(latest.current.map(({ id }) => id));
      if (text !== null) {
        setSaid(text);
      }
    };
    timer.current = setTimeout(speak, Math.max(0, spokeAt.current + QUIET_MS - Date.now()));
  }, [items]);

  useEffect(
    () => () => {
      if (timer.current !== null) {
        clearTimeout(timer.current);
      }
    },
    []
  );
  return said;
};
