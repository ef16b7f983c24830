import { type JobResult, type JobSpec, type SessionSpec } from './events';
import { type AgentJob, type WorkflowSession } from './wire';

/** A job under way or ended, with what the wire does not tell of it. Instants in epoch ms, as the true clock has them. */
export interface JobEntry {
  spec: JobSpec;
  wire: AgentJob;
  createdMs: number;
  startedMs: number | null;
  endedMs: number | null;
  result: JobResult | null;
}

export interface SessionEntry {
  spec: SessionSpec;
  wire: WorkflowSession;
  startedMs: number;
  endedMs: number | null;
  error: string | null;
  steps: Set<string>;
  /** Who has worked, in order; an API workflow tells it only at its end. */
  agents: string[];
  humanWaits: number;
}

/** A frame for every client. */
export type Frame = Record<string, unknown>;
