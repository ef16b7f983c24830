import { numberOf, switchOf, textOf } from '../../components/readOption';

export interface InsightsOptions {
  showHealth: boolean;
  showTrends: boolean;
  showOpportunities: boolean;
  /** Most insights shown at first; the rest on demand. */
  most: number;
  /** Address of the agent's dashboard; empty = no built-in link. */
  agentUrl: string;
  /** Address of the session's dashboard; empty = no built-in link. */
  sessionUrl: string;
}

export const DEFAULT_OPTIONS: InsightsOptions = {
  showHealth: true,
  showTrends: true,
  showOpportunities: true,
  most: 20,
  agentUrl: '',
  sessionUrl: '',
};

/** Reads saved options, which an older version or a hand-written dashboard may hold in part, or in another type. */
export const readOptions = (saved: Partial<InsightsOptions>): InsightsOptions => ({
  showHealth: switchOf(saved.showHealth, DEFAULT_OPTIONS.showHealth),
  showTrends: switchOf(saved.showTrends, DEFAULT_OPTIONS.showTrends),
  showOpportunities: switchOf(saved.showOpportunities, DEFAULT_OPTIONS.showOpportunities),
  most: numberOf(saved.most, { fallback: DEFAULT_OPTIONS.most, least: 1 }),
  agentUrl: textOf(saved.agentUrl),
  sessionUrl: textOf(saved.sessionUrl),
});
