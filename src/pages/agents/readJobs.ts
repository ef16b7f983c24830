import { type Frame, statusOf } from '@eljefe/contract';

import { type Condition, conditionOf } from '../../core/status/condition';
import { frameRows } from '../service/frameRows';

/** One run of an agent. Null = not known. */
export interface JobRow {
  source: string;
  jobId: string;
  agent: string;
  task: string | null;
  condition: Condition;
  sessionId: string | null;
  model: string | null;
  startedAt: number | null;
  durationSeconds: number | null;
  tokens: number | null;
  costUsd: number | null;
  quality: number | null;
  category: string | null;
  error: string | null;
}

export const readJobs = (frame: Frame | undefined): JobRow[] =>
  frameRows(frame, (row): JobRow => ({
    source: row.text('source') ?? '',
    jobId: row.text('job_id') ?? '',
    agent: row.text('agent') ?? row.text('agent_type') ?? '',
    task: row.text('task'),
    condition: conditionOf({ status: statusOf(row.text('status') ?? 'unknown'), stale: false, overLimit: false }),
    sessionId: row.text('session_id'),
    model: row.text('model'),
    startedAt: row.number('started_at') ?? row.number('created_at'),
    durationSeconds: row.number('duration_seconds'),
    tokens: row.number('tokens_used'),
    costUsd: row.number('total_cost'),
    quality: row.number('output_quality_score'),
    category: row.text('error_category'),
    error: row.text('error_message'),
  }));

/** Failures that say the same but for numbers and names. */
export interface ErrorPattern {
  template: string;
  category: string;
  count: number;
  lastAt: number | null;
  /** The newest of them. */
  example: JobRow;
}

/** A message without what differs from one time to the next: ids, numbers, addresses, quoted names. */
export const templateOf = (message: string): string =>
  message
    .replace(/https?:\/\/\S+/g, '<url>')
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{12,}\b/gi, '<id>')
    .replace(/(["'“])[^"'”]{1,80}(["'”])/g, '$1…$2')
    .replace(/\d+(?:[.,]\d+)*/g, '<n>')
    .trim();

/** Failed jobs by what they say, most frequent first. */
export const errorPatterns = (jobs: readonly JobRow[]): ErrorPattern[] => {
  const patterns = new Map<string, ErrorPattern>();
  for (const job of jobs) {
    if (job.condition !== 'failed') {
      continue;
    }
    const template = templateOf(job.error ?? '');
    const category = job.category ?? 'unknown';
    const key = `${category}\u0000${template}`;
    const held = patterns.get(key);
    const isNewer = (job.startedAt ?? 0) >= (held?.lastAt ?? 0);
    patterns.set(key, {
      template,
      category,
      count: (held?.count ?? 0) + 1,
      lastAt: Math.max(held?.lastAt ?? 0, job.startedAt ?? 0) || null,
      example: held && !isNewer ? held.example : job,
    });
  }
  return [...patterns.values()].sort(
    (left, right) => right.count - left.count || left.template.localeCompare(right.template)
  );
};
