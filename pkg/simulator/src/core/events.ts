import { type ErrorCategory } from '@eljefe/contract';

/** Who runs the work: the streaming orchestrator (broadcast and written to the state file), the server acting out an API workflow, or an assigned agent (both kept in memory alone). */
export type Origin = 'streaming' | 'api' | 'assign';

/** What is fixed of a job before it runs. Keys are logical and the same in every run; ids on the wire carry the wall clock. */
export interface JobSpec {
  key: string;
  origin: Origin;
  agentType: string;
  task: string;
  sessionKey: string | null;
  workflowType: string | null;
  step: string | null;
  stepNumber: number;
  attempt: number;
  dependsOn: readonly string[];
  handoffFrom: string | null;
  model: string;
  deploymentVersion: string;
  timeoutSeconds: number;
  /** Waits for a free agent between its creation and its start. */
  queued: boolean;
  /** Error of the host's clock in this job's stamps. */
  clockSkewSeconds: number;
  /** El Jefe's stamps carry no zone, except where another writer made them. */
  stamps: 'zoneless' | 'zulu' | 'offset';
  labels: Readonly<Record<string, string>>;
}

export type JobOutcome = 'completed' | 'failed' | 'interrupted';

/** What is known of a job at its end. Durations in seconds of logical time. */
export interface JobResult {
  status: JobOutcome;
  errorMessage: string | null;
  errorCategory: ErrorCategory | null;
  missingInput: boolean;
  inputTokens: number;
  outputTokens: number;
  words: number;
  qualityScore: number | null;
  satisfaction: number | null;
  revisionCount: number;
  recoverySeconds: number | null;
  humanWaitSeconds: number;
  cpuPercent: readonly number[];
  memoryBytes: readonly number[];
  networkBytes: { sent: number; received: number };
}

export interface SessionSpec {
  key: string;
  origin: 'streaming' | 'api';
  workflowType: string;
  goal: string;
  priority: string;
  parameters: Readonly<Record<string, unknown>>;
  totalSteps: number;
  /** El Jefe often leaves its step counters at 0. */
  countersFilled: boolean;
  /** Started from a client's chat (announced by `workflow_created`) or over HTTP (not announced). */
  announced: boolean;
  chatSessionId: string;
  deadline: string | null;
}

export interface Label {
  kind: string;
  fromMs: number;
  /** null: to the end of the run. */
  toMs: number | null;
  jobKeys: readonly string[];
  sessionKeys: readonly string[];
  subjects: readonly string[];
  description: string;
}

export interface Mark {
  kind: 'deployment' | 'config' | 'maintenance';
  text: string;
  version: string | null;
  agentType: string | null;
  tags: readonly string[];
}

export interface FeedbackNote {
  rating: number | null;
  qualityScore: number | null;
  revision: boolean | null;
  comment: string | null;
  suite: string | null;
  score: number | null;
}

export const FRAME_FAULTS = [
  'bad-json',
  'truncated-frame',
  'wrong-types',
  'unknown-status',
  'unknown-type',
  'nan',
  'huge-frame',
  'binary-frame',
  'not-an-object',
  'no-job-id',
  'stale-repeat',
] as const;
export type FrameFault = (typeof FRAME_FAULTS)[number];

type At<T> = T & { atMs: number };

/** Everything that happens, in logical time: the whole simulation is a list of these. */
export type SimEvent =
  | At<{ kind: 'session-created'; session: SessionSpec }>
  | At<{ kind: 'session-started'; sessionKey: string }>
  | At<{ kind: 'session-phase'; sessionKey: string; phase: string; description: string }>
  | At<{ kind: 'session-waiting'; sessionKey: string; waiting: boolean }>
  | At<{ kind: 'session-ended'; sessionKey: string; status: JobOutcome; error: string | null }>
  | At<{ kind: 'job-created'; job: JobSpec }>
  | At<{ kind: 'job-started'; jobKey: string }>
  | At<{ kind: 'job-progress'; jobKey: string; progress: number; currentStep: string; paused?: boolean }>
  | At<{ kind: 'job-ended'; jobKey: string; result: JobResult }>
  | At<{ kind: 'feedback'; jobKey: string; note: FeedbackNote }>
  | At<{ kind: 'mark'; mark: Mark }>
  | At<{ kind: 'label'; label: Label }>
  | At<{ kind: 'frame-fault'; fault: FrameFault }>
  | At<{ kind: 'outage'; downMs: number }>;

/** A piece of work planned whole: its events in time order, and the session they belong to. */
export interface Plan {
  sessionKey: string | null;
  events: readonly SimEvent[];
}
