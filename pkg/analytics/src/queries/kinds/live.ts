import { type Filter, type Frame, type Query, type State } from '@eljefe/contract';

import { BadRequest } from '../errors';
import { recordsFrame } from '../frames';
import { passes } from '../where';

const AGENT_KEYS = [
  'source',
  'job_id',
  'agent',
  'agent_type',
  'status',
  'raw_status',
  'task',
  'current_step',
  'progress',
  'session_id',
  'workflow_id',
  'step',
  'attempt',
  'model',
  'provider',
  'created_at',
  'started_at',
  'completed_at',
  'last_news_at',
  'age_seconds',
  'stale',
  'duration_seconds',
  'queue_wait_time',
  'timeout_limit',
  'tokens_used',
  'input_tokens',
  'output_tokens',
  'words_generated',
  'total_cost',
  'cost_source',
  'cpu_percent',
  'memory_bytes',
  'gpu_percent',
  'network_bytes',
  'error_category',
  'error_message',
  'output_quality_score',
  'retry_count',
  'deployment_version',
  'user',
  'labels',
] as const;

const SESSION_KEYS = [
  'source',
  'session_id',
  'workflow_id',
  'goal',
  'status',
  'current_step',
  'total_steps',
  'completed_steps',
  'agents_used',
  'created_at',
  'started_at',
  'completed_at',
  'last_news_at',
  'age_seconds',
  'stale',
  'duration_seconds',
  'waiting_on_human',
  'human_actions',
  'tokens_used',
  'total_cost',
  'priority',
  'user',
  'error_message',
  'steps',
  'handoffs',
] as const;

const ORCHESTRATOR_KEYS = [
  'name',
  'url',
  'status',
  'reason',
  'last_news_at',
  'age_seconds',
  'stale',
  'clock_offset_seconds',
  'malformed',
  'channels',
  'resources',
] as const;

const ORCHESTRATOR_UNITS: Readonly<Record<string, string>> = { age_seconds: 's', clock_offset_seconds: 's' };

const filtered = <T extends Readonly<Record<string, unknown>>>(items: readonly T[], filters: readonly Filter[]): T[] =>
  items.filter((item) => passes(item, filters));

/** `state`: now, as a table of agents, sessions or orchestrators. */
export const answerState = (query: Query, state: State): Frame[] => {
  const filters = query.filters ?? [];
  const meta = {
    at: state.at,
    sequence: state.sequence,
    orchestrators: state.orchestrators,
    notices: state.notices,
    origin: 'analytics',
  };
  switch (query.format ?? 'agents') {
    case 'agents':
      return [{ ...recordsFrame('agents', filtered(state.agents, filters), AGENT_KEYS), meta }];
    case 'sessions':
      return [{ ...recordsFrame('sessions', filtered(state.sessions, filters), SESSION_KEYS), meta }];
    case 'orchestrators':
      return [{ ...orchestratorsFrame(state), meta }];
    default:
      throw new BadRequest('format', query.format, 'use agents, sessions or orchestrators');
  }
};

export const orchestratorsFrame = (state: State): Frame => {
  const frame = recordsFrame('orchestrators', state.orchestrators, ORCHESTRATOR_KEYS);
  return {
    ...frame,
    fields: frame.fields.map((field) =>
      ORCHESTRATOR_UNITS[field.name] ? { ...field, type: 'number', unit: ORCHESTRATOR_UNITS[field.name] } : field
    ),
  };
};

export const JOB_KEYS = AGENT_KEYS.filter((key) => key !== 'age_seconds' && key !== 'stale');
export const SESSION_LIST_KEYS = SESSION_KEYS.filter((key) => !['age_seconds', 'stale'].includes(key));
