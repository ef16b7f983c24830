import { switchOf, textOf } from '../../components/readOption';

export interface QuickActionsOptions {
  /** Shows the controls that the orchestrator would need, off and with the reason. */
  showControls: boolean;
  /** Address of the deep dive; empty = Explore with the panel's own query. */
  debugUrl: string;
}

export const DEFAULT_OPTIONS: QuickActionsOptions = { showControls: true, debugUrl: '' };

/** Reads saved options, which an older version or a hand-written dashboard may hold in part, or in another type. */
export const readOptions = (saved: Partial<QuickActionsOptions>): QuickActionsOptions => ({
  showControls: switchOf(saved.showControls, DEFAULT_OPTIONS.showControls),
  debugUrl: textOf(saved.debugUrl),
});
