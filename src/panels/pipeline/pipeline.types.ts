import { type Handoff, type Status } from '@eljefe/contract';

import { type FrameNotice } from '../../components/frameMeta';
import { type Condition } from '../../core/status/condition';

/** One step as the panel needs it. Instants are epoch ms of the service's clock. */
export interface StepRow {
  id: string;
  name: string;
  phase: string | null;
  parallelGroup: string | null;
  agentType: string | null;
  status: Status;
  condition: Condition;
  jobIds: readonly string[];
  /** Ids as told; they may name steps or their jobs. */
  dependsOn: readonly string[];
  attempts: number;
  createdAtMs: number | null;
  startedAtMs: number | null;
  endedAtMs: number | null;
  queueSeconds: number | null;
  humanWaitSeconds: number | null;
  durationSeconds: number | null;
  /** 0..1, only where reported and not ended. */
  progress: number | null;
  /** Usual time of this step in former runs. */
  medianSeconds: number | null;
  p95Seconds: number | null;
  costUsd: number | null;
  tokens: number | null;
  error: string | null;
  /** W1.3; false and null while the service cannot tell. */
  critical: boolean;
  criticalShare: number | null;
}

export interface HandoffRow {
  from: string;
  to: string;
  outcome: Handoff['outcome'];
  /** W2.2, 0..1. */
  contextScore: number | null;
}

/** One session, its steps still unread. */
export interface SessionRow {
  key: string;
  source: string;
  sessionId: string;
  workflowId: string | null;
  goal: string | null;
  status: Status;
  condition: Condition;
  stale: boolean;
  startedAtMs: number | null;
  durationSeconds: number | null;
  /** Viewer's clock. */
  newsAtMs: number | null;
  totalSteps: number | null;
  completedSteps: number | null;
  waitingOnHuman: boolean;
  error: string | null;
  /** JSON text or a list, as the frame holds them. */
  stepsCell: unknown;
  handoffsCell: unknown;
}

export interface PipelineModel {
  sessions: SessionRow[];
  notices: FrameNotice[];
  /** Viewer's clock minus the service's, ms. */
  shiftMs: number;
}

export type PipelineInput =
  | { kind: 'sessions'; model: PipelineModel }
  | { kind: 'missing-fields'; missing: string[]; found: string[] }
  | { kind: 'no-frames' };
