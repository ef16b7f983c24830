export const NEED_KINDS = ['silent', 'failed', 'stuck', 'spent', 'budget', 'waiting'] as const;
export type NeedKind = (typeof NEED_KINDS)[number];

/** Something a person should look at. */
export interface Need {
  key: string;
  kind: NeedKind;
  /** Who or what it is; of several, the one it began with. */
  title: string;
  /** All it stands for, each once, the title's among them. */
  who: string[];
  /** What is wrong, in its own words. */
  detail: string | null;
  /** Where it belongs: workflow, step, orchestrator. */
  context: string | null;
  /** How long it has been so, in seconds; null when unknown. */
  ageSeconds: number | null;
  /** How many of the same kind it stands for. */
  count: number;
  /** Where one sees more of it. */
  link: NeedLink | null;
}

export type NeedLink =
  | { to: 'session'; sessionId: string; source: string; jobId: string | null }
  | { to: 'agent'; name: string }
  | { to: 'setup' }
  | { to: 'settings' };

/** A live job as the home page needs it. Null = not known. */
export interface LiveJobRow {
  source: string;
  jobId: string;
  sessionId: string | null;
  workflow: string | null;
  step: string | null;
  agent: string;
  agentType: string;
  status: string;
  stale: boolean;
  ageSeconds: number;
  task: string | null;
  error: string | null;
  completedAt: number | null;
}

export interface LiveSessionRow {
  source: string;
  sessionId: string;
  workflow: string | null;
  goal: string | null;
  status: string;
  stale: boolean;
  waitsOnPerson: boolean;
  ageSeconds: number;
  completedAt: number | null;
  error: string | null;
  step: string | null;
  stepsDone: number | null;
  stepsAll: number | null;
  costUsd: number | null;
}

export interface OrchestratorRow {
  name: string;
  status: string;
  reason: string | null;
  stale: boolean;
  ageSeconds: number | null;
}

/** One subject of a budget. */
export interface BudgetRow {
  budget: string;
  subject: string;
  spentUsd: number;
  limitUsd: number;
  ratio: number;
  level: string;
  period: string;
}

export interface HomeInput {
  jobs: LiveJobRow[];
  sessions: LiveSessionRow[];
  orchestrators: OrchestratorRow[];
  budgets: BudgetRow[];
  /** Instant the state speaks of (epoch ms). */
  cursorTime: number;
}
