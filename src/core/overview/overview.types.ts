/** A live job as the home page needs it. Null = not known. */
export interface AgentRow {
  source: string;
  jobId: string;
  agent: string;
  status: string;
  stale: boolean;
  ageSeconds: number;
  task: string | null;
  error: string | null;
  startedAt: number | null;
  completedAt: number | null;
}

export interface OrchestratorSummary {
  name: string;
  status: string;
  reason: string | null;
  stale: boolean;
  ageSeconds: number | null;
}

/** What the home page shows, read from frames of live state. */
export interface OverviewInput {
  agents: AgentRow[];
  orchestrators: OrchestratorSummary[];
  /** Instant the state speaks of (epoch ms). */
  cursorTime: number;
}

export type NeedKind = 'failed' | 'waiting' | 'stuck' | 'silent';

/** Something a person should look at. */
export interface Need {
  key: string;
  kind: NeedKind;
  title: string;
  detail: string | null;
  /** How long it has been so, in seconds; null when unknown. */
  ageSeconds: number | null;
  next: string;
}
