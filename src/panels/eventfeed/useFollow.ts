import { useState } from 'react';

import { type FeedItem } from './eventFeed.types';

interface Frozen {
  items: readonly FeedItem[];
  token: string;
}

interface Follow {
  /** What to draw: the newest while following, else what was there when the reader stopped it. */
  items: readonly FeedItem[];
  paused: boolean;
  setPaused: (paused: boolean) => void;
  /** Shows the newest now, and goes on holding if the pointer is still there. */
  catchUp: () => void;
}

/** Follows the newest events, or holds still while the reader pauses or points at the list. */
export const useFollow = (items: readonly FeedItem[], held: boolean): Follow => {
  const [paused, setPaused] = useState(false);
  const [turn, setTurn] = useState(0);
  const [frozen, setFrozen] = useState<Frozen | null>(null);
  const token = held || paused ? String(turn) : null;
  if (token !== (frozen?.token ?? null)) {
    setFrozen(token === null ? null : { items, token });
  }
  const shown = token !== null && frozen?.token === token ? frozen.items : items;
  return { items: shown, paused, setPaused, catchUp: () => setTurn((count) => count + 1) };
};
