import { type Frame, statusOf } from '@eljefe/contract';

import { type Condition, conditionOf } from '../../core/status/condition';
import { frameRows, listOf } from '../service/frameRows';

/** One row of the list. Null = not known; times in epoch ms. */
export interface SessionRow {
  source: string;
  sessionId: string;
  workflow: string | null;
  goal: string | null;
  condition: Condition;
  status: string;
  agents: string[];
  startedAt: number | null;
  endedAt: number | null;
  durationSeconds: number | null;
  tokens: number | null;
  costUsd: number | null;
  stepsDone: number | null;
  stepsAll: number | null;
  user: string | null;
  error: string | null;
}

/** Rows of the service's answer to `sessions`. */
export const readSessions = (frame: Frame | undefined): SessionRow[] =>
  frameRows(frame, (row): SessionRow => {
    const status = row.text('status') ?? 'unknown';
    const waits = row.flag('waiting_on_human') === true;
    const condition = conditionOf({ status: statusOf(status), stale: false, overLimit: false });
    return {
      source: row.text('source') ?? '',
      sessionId: row.text('session_id') ?? '',
      workflow: row.text('workflow_id'),
      goal: row.text('goal'),
      condition: waits && condition === 'running' ? 'waiting' : condition,
      status,
      agents: listOf(row.text('agents_used')),
      startedAt: row.number('started_at') ?? row.number('created_at'),
      endedAt: row.number('completed_at'),
      durationSeconds: row.number('duration_seconds'),
      tokens: row.number('tokens_used'),
      costUsd: row.number('total_cost'),
      stepsDone: row.number('completed_steps'),
      stepsAll: row.number('total_steps'),
      user: row.text('user'),
      error: row.text('error_message'),
    };
  });
