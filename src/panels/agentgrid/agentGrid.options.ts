import { numberOf, oneOf, switchOf, textOf } from '../../components/readOption';
import { COLUMNS, GROUPINGS, SORT_KEYS, type Column, type Grouping, type SortKey } from './agentGrid.types';

export const LAYOUTS = ['cards', 'table'] as const;
export type Layout = (typeof LAYOUTS)[number];

export const DENSITIES = ['comfortable', 'compact'] as const;
export type Density = (typeof DENSITIES)[number];

export interface AgentGridOptions {
  layout: Layout;
  density: Density;
  groupBy: Grouping;
  sortBy: SortKey;
  columns: Column[];
  showSummary: boolean;
  showFilterBar: boolean;
  /** Seconds without news after which a row is stale; 0 = as the source says. */
  staleAfterSeconds: number;
  /** Address of the agent's dashboard; empty = no built-in drill-down. */
  agentUrl: string;
  /** Address of the session's dashboard; empty = no built-in drill-down. */
  sessionUrl: string;
}

export const DEFAULT_OPTIONS: AgentGridOptions = {
  layout: 'cards',
  density: 'comfortable',
  groupBy: 'none',
  sortBy: 'condition',
  columns: [...COLUMNS],
  showSummary: true,
  showFilterBar: true,
  staleAfterSeconds: 0,
  agentUrl: '',
  sessionUrl: '',
};

/** Seconds without any update after which the whole panel's data is called old, where the option leaves it to the source. */
export const SILENCE_SECONDS = 60;

/** Reads saved options, which an older version or a hand-written dashboard may hold in part, or in another type. */
export const readOptions = (saved: Partial<AgentGridOptions>): AgentGridOptions => ({
  layout: oneOf(LAYOUTS, saved.layout, DEFAULT_OPTIONS.layout),
  density: oneOf(DENSITIES, saved.density, DEFAULT_OPTIONS.density),
  groupBy: oneOf(GROUPINGS, saved.groupBy, DEFAULT_OPTIONS.groupBy),
  sortBy: oneOf(SORT_KEYS, saved.sortBy, DEFAULT_OPTIONS.sortBy),
  columns: Array.isArray(saved.columns)
    ? COLUMNS.filter((column) => saved.columns?.includes(column))
    : DEFAULT_OPTIONS.columns,
  showSummary: switchOf(saved.showSummary, DEFAULT_OPTIONS.showSummary),
  showFilterBar: switchOf(saved.showFilterBar, DEFAULT_OPTIONS.showFilterBar),
  staleAfterSeconds: numberOf(saved.staleAfterSeconds, { fallback: DEFAULT_OPTIONS.staleAfterSeconds, least: 0 }),
  agentUrl: textOf(saved.agentUrl),
  sessionUrl: textOf(saved.sessionUrl),
});
