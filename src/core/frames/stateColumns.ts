import { type LiveJob, type LiveSession, type Orchestrator } from '@eljefe/contract';

import { type ColumnSpec, KIND } from './column';

/** Fields of a live job, by the contract's names, in the order a table shows them. */
export const AGENT_COLUMNS: ReadonlyArray<ColumnSpec<LiveJob>> = [
  { name: 'agent', title: 'Agent', ...KIND.text },
  { name: 'agent_type', title: 'Agent type', ...KIND.text },
  { name: 'status', title: 'Status', ...KIND.text },
  { name: 'task', title: 'Task', ...KIND.text },
  { name: 'progress', title: 'Progress', ...KIND.ratio },
  { name: 'current_step', title: 'Current step', ...KIND.text },
  { name: 'duration_seconds', title: 'Duration', ...KIND.seconds },
  { name: 'age_seconds', title: 'Last heard', ...KIND.seconds, description: 'Age of the last news of this job' },
  { name: 'stale', title: 'Stale', ...KIND.flag, description: 'No news for longer than is believable' },
  { name: 'tokens_used', title: 'Tokens', ...KIND.count },
  { name: 'total_cost', title: 'Cost', ...KIND.usd },
  { name: 'cpu_percent', title: 'CPU', ...KIND.percent },
  { name: 'memory_bytes', title: 'Memory', ...KIND.bytes },
  { name: 'gpu_percent', title: 'GPU', ...KIND.percent },
  { name: 'network_bytes', title: 'Network', ...KIND.bytes },
  { name: 'disk_bytes', title: 'Disk', ...KIND.bytes },
  { name: 'source', title: 'Orchestrator', ...KIND.text },
  { name: 'job_id', title: 'Job', ...KIND.text },
  { name: 'session_id', title: 'Session', ...KIND.text },
  { name: 'workflow_id', title: 'Workflow', ...KIND.text },
  { name: 'step', title: 'Step', ...KIND.text },
  { name: 'attempt', title: 'Attempt', ...KIND.score },
  { name: 'model', title: 'Model', ...KIND.text },
  { name: 'provider', title: 'Provider', ...KIND.text },
  { name: 'raw_status', title: 'Status as reported', ...KIND.text },
  { name: 'error_category', title: 'Error category', ...KIND.text },
  { name: 'error_message', title: 'Error', ...KIND.text },
  { name: 'created_at', title: 'Created', ...KIND.time },
  { name: 'started_at', title: 'Started', ...KIND.time },
  { name: 'completed_at', title: 'Ended', ...KIND.time },
  { name: 'first_seen_at', title: 'First seen', ...KIND.time },
  { name: 'last_news_at', title: 'Last news', ...KIND.time },
  { name: 'queue_wait_time', title: 'Queue wait', ...KIND.seconds },
  { name: 'processing_time', title: 'Processing', ...KIND.seconds },
  { name: 'human_wait_time', title: 'Wait for a person', ...KIND.seconds },
  { name: 'timeout_limit', title: 'Time limit', ...KIND.seconds },
  { name: 'input_tokens', title: 'Input tokens', ...KIND.count },
  { name: 'output_tokens', title: 'Output tokens', ...KIND.count },
  { name: 'cache_read_tokens', title: 'Cache read tokens', ...KIND.count },
  { name: 'cache_write_tokens', title: 'Cache write tokens', ...KIND.count },
  { name: 'reasoning_tokens', title: 'Reasoning tokens', ...KIND.count },
  { name: 'words_generated', title: 'Words', ...KIND.count },
  { name: 'token_cost', title: 'Token cost', ...KIND.usd },
  { name: 'resource_cost', title: 'Resource cost', ...KIND.usd },
  { name: 'cost_source', title: 'Cost from', ...KIND.text },
  { name: 'output_quality_score', title: 'Quality', ...KIND.ratio },
  { name: 'user_satisfaction', title: 'Satisfaction', ...KIND.score, min: 1, max: 5 },
  { name: 'revision_count', title: 'Revisions', ...KIND.count },
  { name: 'retry_count', title: 'Retries', ...KIND.count },
  { name: 'recovery_time', title: 'Recovery', ...KIND.seconds },
  { name: 'context_score', title: 'Context score', ...KIND.ratio },
  { name: 'depends_on', title: 'Depends on', ...KIND.text },
  { name: 'handoff_from', title: 'Handed over by', ...KIND.text },
  { name: 'parent_job_id', title: 'Parent job', ...KIND.text },
  { name: 'workspace', title: 'Workspace', ...KIND.text },
  { name: 'deployment_version', title: 'Version', ...KIND.text },
  { name: 'user', title: 'User', ...KIND.text },
  { name: 'labels', title: 'Labels', ...KIND.other },
];

export const SESSION_COLUMNS: ReadonlyArray<ColumnSpec<LiveSession>> = [
  { name: 'session_id', title: 'Session', ...KIND.text },
  { name: 'workflow_id', title: 'Workflow', ...KIND.text },
  { name: 'goal', title: 'Goal', ...KIND.text },
  { name: 'status', title: 'Status', ...KIND.text },
  { name: 'current_step', title: 'Current step', ...KIND.text },
  { name: 'completed_steps', title: 'Steps done', ...KIND.count },
  { name: 'total_steps', title: 'Steps', ...KIND.count },
  { name: 'duration_seconds', title: 'Duration', ...KIND.seconds },
  { name: 'age_seconds', title: 'Last heard', ...KIND.seconds, description: 'Age of the last news of this session' },
  { name: 'stale', title: 'Stale', ...KIND.flag, description: 'No news for longer than is believable' },
  { name: 'waiting_on_human', title: 'Waits for a person', ...KIND.flag },
  { name: 'tokens_used', title: 'Tokens', ...KIND.count },
  { name: 'total_cost', title: 'Cost', ...KIND.usd },
  { name: 'agents_used', title: 'Agents', ...KIND.text },
  { name: 'priority', title: 'Priority', ...KIND.text },
  { name: 'deadline', title: 'Deadline', ...KIND.time },
  { name: 'user', title: 'User', ...KIND.text },
  { name: 'human_wait_seconds', title: 'Wait for a person', ...KIND.seconds },
  { name: 'human_actions', title: 'Actions of persons', ...KIND.count },
  { name: 'error_message', title: 'Error', ...KIND.text },
  { name: 'raw_status', title: 'Status as reported', ...KIND.text },
  { name: 'created_at', title: 'Created', ...KIND.time },
  { name: 'started_at', title: 'Started', ...KIND.time },
  { name: 'completed_at', title: 'Ended', ...KIND.time },
  { name: 'first_seen_at', title: 'First seen', ...KIND.time },
  { name: 'last_news_at', title: 'Last news', ...KIND.time },
  { name: 'source', title: 'Orchestrator', ...KIND.text },
  { name: 'steps', title: 'Steps as JSON', ...KIND.text, hidden: true },
  { name: 'handoffs', title: 'Handoffs as JSON', ...KIND.text, hidden: true },
];

/** An orchestrator as one flat row. */
export interface OrchestratorRow {
  name: string;
  status: string;
  reason: string | null;
  age_seconds: number | null;
  stale: boolean;
  channels: string;
  cpu_percent: number | null;
  memory_percent: number | null;
  disk_percent: number | null;
  clock_offset_seconds: number | null;
  malformed: number;
  last_news_at: number | null;
  url: string | null;
}

export const orchestratorRow = (orchestrator: Orchestrator): OrchestratorRow => ({
  name: orchestrator.name,
  status: orchestrator.status,
  reason: orchestrator.reason,
  age_seconds: orchestrator.age_seconds,
  stale: orchestrator.stale,
  channels: orchestrator.channels.map(({ kind, state }) => `${kind} ${state}`).join(', '),
  cpu_percent: orchestrator.resources?.cpu_percent ?? null,
  memory_percent: orchestrator.resources?.memory_percent ?? null,
  disk_percent: orchestrator.resources?.disk_percent ?? null,
  clock_offset_seconds: orchestrator.clock_offset_seconds,
  malformed: orchestrator.malformed,
  last_news_at: orchestrator.last_news_at,
  url: orchestrator.url,
});

export const ORCHESTRATOR_COLUMNS: ReadonlyArray<ColumnSpec<OrchestratorRow>> = [
  { name: 'name', title: 'Orchestrator', ...KIND.text },
  { name: 'status', title: 'Status', ...KIND.text },
  { name: 'reason', title: 'Reason', ...KIND.text },
  { name: 'age_seconds', title: 'Last heard', ...KIND.seconds },
  { name: 'stale', title: 'Stale', ...KIND.flag },
  { name: 'channels', title: 'Channels', ...KIND.text },
  { name: 'cpu_percent', title: 'CPU', ...KIND.percent, max: 100 },
  { name: 'memory_percent', title: 'Memory', ...KIND.percent, max: 100 },
  { name: 'disk_percent', title: 'Disk', ...KIND.percent, max: 100 },
  { name: 'clock_offset_seconds', title: 'Clock difference', ...KIND.seconds },
  { name: 'malformed', title: 'Unreadable messages', ...KIND.count },
  { name: 'last_news_at', title: 'Last news', ...KIND.time },
  { name: 'url', title: 'Address', ...KIND.text },
];
