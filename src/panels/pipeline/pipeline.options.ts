import { numberOf, oneOf, switchOf, textOf } from '../../components/readOption';

export const VIEWS = ['auto', 'graph', 'line', 'table'] as const;
export type View = (typeof VIEWS)[number];

export const GROUPINGS = ['auto', 'phase', 'parallel', 'agent_type', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface PipelineOptions {
  /** Id of the session, may hold variables; empty = the URL's `var-session`, else what needs a person first. */
  session: string;
  view: View;
  groupBy: Grouping;
  /** Groups start folded above this many steps. */
  foldAbove: number;
  showChooser: boolean;
  /** Address of the session's dashboard; empty = no built-in drill-down. */
  sessionUrl: string;
  /** Address of the agent's dashboard; empty = no built-in drill-down. */
  agentUrl: string;
}

export const DEFAULT_OPTIONS: PipelineOptions = {
  session: '',
  view: 'auto',
  groupBy: 'auto',
  foldAbove: 60,
  showChooser: true,
  sessionUrl: '',
  agentUrl: '',
};

/** Below this width the graph becomes a line of steps. */
export const NARROW_PX = 500;

/** Seconds without any update after which the whole panel's data is called old. */
export const SILENCE_SECONDS = 60;

/** Reads saved options, which an older version or a hand-written dashboard may hold in part, or in another type. */
export const readOptions = (saved: Partial<PipelineOptions>): PipelineOptions => ({
  session: textOf(saved.session),
  view: oneOf(VIEWS, saved.view, DEFAULT_OPTIONS.view),
  groupBy: oneOf(GROUPINGS, saved.groupBy, DEFAULT_OPTIONS.groupBy),
  foldAbove: numberOf(saved.foldAbove, { fallback: DEFAULT_OPTIONS.foldAbove, least: 1 }),
  showChooser: switchOf(saved.showChooser, DEFAULT_OPTIONS.showChooser),
  sessionUrl: textOf(saved.sessionUrl),
  agentUrl: textOf(saved.agentUrl),
});
