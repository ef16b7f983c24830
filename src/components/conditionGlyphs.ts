import { type Condition } from '../core/status/condition';

const RING = 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM8 2.4a5.6 5.6 0 1 1 0 11.2A5.6 5.6 0 0 1 8 2.4Z';

/**
 * One outline for each condition, in a box of 16 by 16, filled by the even-odd rule. Lists draw hundreds of them while
 * one scrolls: a path costs a tenth of an icon that is fetched and parsed.
 */
export const CONDITION_GLYPHS: Readonly<Record<Condition, string>> = {
  failed: `${RING}M7.3 4.4h1.4v4.7H7.3ZM7.3 10.2h1.4v1.4H7.3Z`,
  stuck: 'M8 1.3 15.5 14.4H.5ZM8 4.1 2.9 13h10.2ZM7.3 6.8h1.4v3.2H7.3ZM7.3 10.7h1.4v1.4H7.3Z',
  waiting:
    'M8 1.3a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM8 2.7a2.1 2.1 0 1 1 0 4.2 2.1 2.1 0 0 1 0-4.2ZM1.6 14.7a6.4 6.4 0 0 1 12.8 0H13a5 5 0 0 0-10 0Z',
  running: 'M3.6 1.6 14.2 8 3.6 14.4ZM5 4.1v7.8L11.5 8Z',
  unknown: `${RING}M8 4.3a2.4 2.4 0 0 0-2.4 2.3H7a1 1 0 1 1 1.5.9c-.8.5-1.2 1-1.2 1.9h1.4c0-.5.2-.7.7-1A2.4 2.4 0 0 0 8 4.3ZM7.3 10.3h1.4v1.4H7.3Z`,
  queued: `${RING}M7.3 4h1.4v3.6l2.5 1.5-.7 1.2-3.2-1.9Z`,
  paused: 'M3.4 2h3v12h-3ZM4.8 3.4v9.2H5V3.4ZM9.6 2h3v12h-3ZM11 3.4v9.2h.2V3.4Z',
  stopped: 'M2 2h12v12H2ZM3.4 3.4v9.2h9.2V3.4Z',
  done: `${RING}M7 11.1 4.2 8.4l1-1L7 9.1l3.8-3.8 1 1Z`,
};
