/** The closed vocabularies, free of the schema library so that a panel may import them without its weight. */

/** What a job or session is doing. `unknown` keeps an orchestrator's new word from breaking anything; the word itself is kept beside it. */
export const STATUSES = [
  'queued',
  'running',
  'waiting',
  'paused',
  'completed',
  'failed',
  'interrupted',
  'cancelled',
  'unknown',
] as const;
export type Status = (typeof STATUSES)[number];

const ENDED: ReadonlySet<Status> = new Set(['completed', 'failed', 'interrupted', 'cancelled']);

/** Has the work ended, whatever the outcome? */
export const isEnded = (status: Status): boolean => ENDED.has(status);

const SYNONYMS: Readonly<Record<string, Status>> = {
  pending: 'queued',
  created: 'queued',
  submitted: 'queued',
  scheduled: 'queued',
  starting: 'running',
  started: 'running',
  initializing: 'running',
  active: 'running',
  working: 'running',
  in_progress: 'running',
  waiting_human: 'waiting',
  input_required: 'waiting',
  auth_required: 'waiting',
  complete: 'completed',
  success: 'completed',
  succeeded: 'completed',
  done: 'completed',
  error: 'failed',
  failure: 'failed',
  rejected: 'failed',
  timeout: 'failed',
  timed_out: 'failed',
  aborted: 'interrupted',
  abandoned: 'interrupted',
  stopped: 'interrupted',
  canceled: 'cancelled',
};

const isStatus = (word: string): word is Status => STATUSES.some((status) => status === word);

/**
 * Maps an orchestrator's word to a status.
 * @returns the status; `unknown` for a word nobody has seen
 */
export const statusOf = (raw: string): Status => {
  const word = raw
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  if (isStatus(word)) {
    return word;
  }
  return Object.hasOwn(SYNONYMS, word) ? (SYNONYMS[word] ?? 'unknown') : 'unknown';
};

/** Order in every list: what needs a person first. */
export const STATUS_ORDER: Readonly<Record<Status, number>> = {
  failed: 0,
  waiting: 1,
  running: 2,
  unknown: 3,
  queued: 4,
  paused: 5,
  interrupted: 6,
  cancelled: 7,
  completed: 8,
};

export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const EVENT_KINDS = [
  'alert',
  'job',
  'session',
  'system',
  'deployment',
  'notification',
  'audit',
  'feedback',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Why something failed, decided once from status, codes and text. */
export const ERROR_CATEGORIES = [
  'timeout',
  'rate_limit',
  'quota',
  'auth',
  'dependency',
  'network',
  'context_overflow',
  'truncated',
  'content_filter',
  'tool_error',
  'cancelled',
  'rejected',
  'unknown',
] as const;
export type ErrorCategory = (typeof ERROR_CATEGORIES)[number];

/** Measures an objective can be set on: each tells for every job or session whether it was good. */
export const SLO_MEASURES = [
  'success_rate',
  'timeout_rate',
  'response_time',
  'queue_wait',
  'step_success_rate',
  'workflow_time',
  'workflow_success_rate',
] as const;

/** What a budget is for. */
export const BUDGET_SCOPES = ['all', 'agent_type', 'workflow', 'user', 'source'] as const;

/** Calendar periods of a budget, UTC; weeks begin on Monday. */
export const BUDGET_PERIODS = ['day', 'week', 'month'] as const;
