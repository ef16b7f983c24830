import { oneOf, switchOf, textOf } from '../../components/readOption';

const DENSITIES = ['comfortable', 'compact'] as const;

export interface EventFeedOptions {
  showFilterBar: boolean;
  /** Say repeats once, with their count. */
  joinRepeats: boolean;
  /** Two lines per event, or one. */
  density: 'comfortable' | 'compact';
  /** Starts with only what waits for a person. */
  onlyWaiting: boolean;
  /** Address of the agent's dashboard; empty = no built-in link. */
  agentUrl: string;
  /** Address of the session's dashboard; empty = no built-in link. */
  sessionUrl: string;
}

export const DEFAULT_OPTIONS: EventFeedOptions = {
  showFilterBar: true,
  joinRepeats: true,
  density: 'comfortable',
  onlyWaiting: false,
  agentUrl: '',
  sessionUrl: '',
};

/** Reads saved options, which an older version or a hand-written dashboard may hold in part, or in another type. */
export const readOptions = (saved: Partial<EventFeedOptions>): EventFeedOptions => ({
  showFilterBar: switchOf(saved.showFilterBar, DEFAULT_OPTIONS.showFilterBar),
  joinRepeats: switchOf(saved.joinRepeats, DEFAULT_OPTIONS.joinRepeats),
  density: oneOf(DENSITIES, saved.density, DEFAULT_OPTIONS.density),
  onlyWaiting: switchOf(saved.onlyWaiting, DEFAULT_OPTIONS.onlyWaiting),
  agentUrl: textOf(saved.agentUrl),
  sessionUrl: textOf(saved.sessionUrl),
});
