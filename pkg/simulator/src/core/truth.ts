import { type ErrorCategory } from '@eljefe/contract';

import { type Label, type Origin } from './events';

/** Ground truth of one job. Instants in epoch ms (fractions cut), durations in seconds, all as the true clock has them. */
export interface TruthJob {
  id: string;
  agent_type: string;
  origin: Origin;
  status: string;
  created_at: number;
  started_at: number | null;
  completed_at: number | null;
  error_category: ErrorCategory | null;
  error_message: string | null;
  missing_input: boolean;
  tokens: number | null;
  input_tokens: number | null;
  output_tokens: number | null;
  words: number | null;
  model: string;
  session_id: string | null;
  workflow_type: string | null;
  step: string | null;
  attempt: number;
  queue_wait_seconds: number | null;
  human_wait_seconds: number | null;
  timeout_limit_seconds: number;
  /** What the interface's stamps of this job are off by. */
  clock_skew_seconds: number;
  /** The orchestrator died under it: it never ends. */
  orphaned: boolean;
}

export interface TruthSession {
  id: string;
  workflow_type: string;
  origin: Origin;
  status: string;
  started_at: number;
  completed_at: number | null;
  error: string | null;
  steps: string[];
  human_waits: number;
  orphaned: boolean;
}

export interface TruthLabel {
  kind: string;
  from: number;
  to: number | null;
  subjects: string[];
  jobs: string[];
  sessions: string[];
  description: string;
}

export interface TruthCounts {
  ended: number;
  completed: number;
  failed: number;
  interrupted: number;
  timeouts: number;
  success_rate: number | null;
  error_rate: number | null;
  timeout_rate: number | null;
  mean_response_seconds: number | null;
}

export interface TruthAggregate extends TruthCounts {
  created: number;
  running: number;
  queued: number;
  orphaned: number;
  tokens: number;
  input_tokens: number;
  output_tokens: number;
  words: number;
  by_agent_type: Record<string, TruthCounts>;
  by_error_category: Record<string, number>;
  tokens_by_model: Record<string, { input: number; output: number }>;
  sessions: { started: number; completed: number; failed: number; interrupted: number; with_human_wait: number };
}

export interface Truth {
  name: string;
  seed: number;
  scenario: string;
  speed: number;
  started_at: number;
  written_at: number;
  labels: TruthLabel[];
  aggregate: TruthAggregate;
  /** Jobs left out because there were more than the file keeps; the aggregate counts them all. */
  jobs_omitted: number;
  jobs: TruthJob[];
  sessions: TruthSession[];
}

/** Running sums behind `TruthCounts`. */
export class Tally {
  completed = 0;
  failed = 0;
  interrupted = 0;
  timeouts = 0;
  private seconds = 0;

  add({
    status,
    error_category,
    started_at,
    completed_at,
  }: Pick<TruthJob, 'status' | 'error_category' | 'started_at' | 'completed_at'>): void {
    this.completed += status === 'completed' ? 1 : 0;
    this.failed += status === 'failed' ? 1 : 0;
    this.interrupted += status === 'interrupted' ? 1 : 0;
    this.timeouts += error_category === 'timeout' ? 1 : 0;
    this.seconds += started_at === null || completed_at === null ? 0 : (completed_at - started_at) / 1_000;
  }

  /** Rates are null where nothing ended. */
  counts(): TruthCounts {
    const judged = this.completed + this.failed;
    const ended = judged + this.interrupted;
    return {
      ended,
      completed: this.completed,
      failed: this.failed,
      interrupted: this.interrupted,
      timeouts: this.timeouts,
      success_rate: judged === 0 ? null : this.completed / judged,
      error_rate: judged === 0 ? null : this.failed / judged,
      timeout_rate: ended === 0 ? null : this.timeouts / ended,
      mean_response_seconds: ended === 0 ? null : this.seconds / ended,
    };
  }
}

/** A label whose subjects are known as ids on the wire. */
export const truthLabel = (
  label: Label,
  { wallOf, jobs, sessions }: { wallOf: (logicalMs: number) => number; jobs: string[]; sessions: string[] }
): TruthLabel => ({
  kind: label.kind,
  from: Math.floor(wallOf(label.fromMs)),
  to: label.toMs === null ? null : Math.floor(wallOf(label.toMs)),
  subjects: [...label.subjects],
  jobs,
  sessions,
  description: label.description,
});
