import { type Status } from '@eljefe/contract';

import { type FrameNotice } from '../../components/frameMeta';
import { type Condition } from '../../core/status/condition';

/** One agent's work as the grid shows it. Times are in the viewer's clock, so that ages go on counting between updates. */
export interface AgentRow {
  /** Identity over refreshes: source and job id. */
  key: string;
  source: string;
  jobId: string;
  agent: string;
  agentType: string | null;
  status: Status;
  /** The orchestrator's own word, kept when it is not one of ours. */
  rawStatus: string | null;
  condition: Condition;
  stale: boolean;
  overLimit: boolean;
  task: string | null;
  step: string | null;
  /** 0..1; null when nobody reported it. */
  progress: number | null;
  /** Epoch ms in the viewer's clock. */
  startedAtMs: number | null;
  /** Epoch ms in the viewer's clock. */
  newsAtMs: number | null;
  /** Epoch ms as reported: shown as a time of day. */
  startedStampMs: number | null;
  /** Epoch ms as reported: shown as a time of day. */
  endedAtMs: number | null;
  /** Length of finished work, in seconds. */
  durationSeconds: number | null;
  /** The usual length of such work, in seconds. */
  medianSeconds: number | null;
  p95Seconds: number | null;
  timeoutSeconds: number | null;
  cpuPercent: number | null;
  memoryBytes: number | null;
  gpuPercent: number | null;
  tokens: number | null;
  costUsd: number | null;
  model: string | null;
  sessionId: string | null;
  workflowId: string | null;
  attempt: number | null;
  errorCategory: string | null;
  errorMessage: string | null;
}

/** Where in the frames a row was found, for its data links. */
export interface RowPosition {
  frame: number;
  row: number;
}

export interface AgentsModel {
  rows: AgentRow[];
  positions: ReadonlyMap<string, RowPosition>;
  notices: FrameNotice[];
  /** Epoch ms of the data, in the service's clock; null when the frame does not say. */
  at: number | null;
}

/** Why there is nothing to draw. */
export type AgentsInput =
  | { kind: 'agents'; model: AgentsModel }
  | { kind: 'no-frames' }
  | { kind: 'missing-fields'; missing: string[]; found: string[] };

export const SORT_KEYS = ['condition', 'agent', 'type', 'age', 'elapsed', 'progress', 'tokens', 'cost'] as const;
export type SortKey = (typeof SORT_KEYS)[number];
export interface Sort {
  key: SortKey;
  descending: boolean;
}

export const GROUPINGS = ['none', 'type', 'workflow', 'session', 'orchestrator'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const COLUMNS = ['type', 'task', 'progress', 'resources', 'tokens', 'cost', 'model', 'age'] as const;
export type Column = (typeof COLUMNS)[number];
