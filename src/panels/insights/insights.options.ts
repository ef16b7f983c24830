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

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads saved options, which an older version or a hand-written dashboard may hold in part. */
export const readOptions = (saved: Partial<InsightsOptions>): InsightsOptions => ({
  showHealth: saved.showHealth ?? DEFAULT_OPTIONS.showHealth,
  showTrends: saved.showTrends ?? DEFAULT_OPTIONS.showTrends,
  showOpportunities: saved.showOpportunities ?? DEFAULT_OPTIONS.showOpportunities,
  most: Math.max(1, Number(saved.most) || DEFAULT_OPTIONS.most),
  agentUrl: textOf(saved.agentUrl),
  sessionUrl: textOf(saved.sessionUrl),
});
