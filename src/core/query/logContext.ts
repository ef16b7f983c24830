import { defaultQuery } from './defaultQuery';
import { type EpochRange } from './alignRange';
import { type ElJefeQuery } from './query.types';

/** How far from a line its neighbours are looked for. */
const REACH_MS = 6 * 3_600_000;
const DEFAULT_LINES = 50;

export interface ContextAsk {
  /** Instant of the line, epoch ms. */
  at: number;
  direction: 'before' | 'after';
  /** Orchestrator of the line: what happened on another is no context. */
  source: string | null;
  limit: number | null;
}

/** The lines right before or right after a line, nearest first to be cut last. */
export const logContext = ({
  at,
  direction,
  source,
  limit,
}: ContextAsk): { query: ElJefeQuery; range: EpochRange } => ({
  query: {
    ...defaultQuery('events'),
    refId: `context-${direction}`,
    format: 'logs',
    limit: limit ?? DEFAULT_LINES,
    ...(direction === 'after' ? { sort: 'time' } : {}),
    ...(source === null ? {} : { filters: [{ key: 'source', op: '=', values: [source] }] }),
  },
  // The line itself belongs to neither side.
  range: direction === 'before' ? { from: at - REACH_MS, to: at } : { from: at + 1, to: at + REACH_MS },
});
