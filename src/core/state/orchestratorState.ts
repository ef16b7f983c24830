import {
  isEnded,
  type JobRecord,
  type LiveJob,
  type LiveSession,
  normaliseAgentJob,
  normaliseWorkflowSession,
  parse,
  parseInstant,
  problemText,
  type SessionRecord,
  type State,
  statusOf,
  type Notice,
  WireStatus,
  type ZoneOffsetMinutes,
} from '@eljefe/contract';

import { t } from '../i18n/t';

export interface OrchestratorReading {
  /** Name to show for the orchestrator. */
  source: string;
  /** When the answer arrived (epoch ms); El Jefe's own stamps have no "last news". */
  at: number;
  zoneMinutes: ZoneOffsetMinutes;
}

const instant = (value: unknown, zoneMinutes: ZoneOffsetMinutes): number | null => parseInstant(value, zoneMinutes);

const seconds = (from: number | null, to: number | null): number | null =>
  from === null || to === null || to < from ? null : (to - from) / 1000;

const liveJob = (record: JobRecord, { source, at, zoneMinutes }: OrchestratorReading): LiveJob => {
  const status = statusOf(record.status ?? 'unknown');
  const startedAt = instant(record.started_at, zoneMinutes);
  const completedAt = instant(record.completed_at, zoneMinutes);
  return {
    source,
    job_id: record.job_id,
    agent: record.agent ?? record.agent_type ?? record.job_id,
    agent_type: record.agent_type ?? 'unknown',
    status,
    raw_status: record.status ?? null,
    task: record.task ?? null,
    current_step: record.current_step ?? null,
    workspace: record.workspace ?? null,
    session_id: record.session_id ?? null,
    workflow_id: record.workflow_id ?? null,
    step: null,
    attempt: null,
    depends_on: [],
    handoff_from: null,
    parent_job_id: null,
    model: null,
    provider: null,
    created_at: instant(record.created_at, zoneMinutes),
    started_at: startedAt,
    completed_at: completedAt,
    first_seen_at: at,
    last_news_at: isEnded(status) ? (completedAt ?? at) : at,
    duration_seconds: seconds(startedAt, completedAt ?? (isEnded(status) ? null : at)),
    queue_wait_time: null,
    processing_time: null,
    human_wait_time: null,
    timeout_limit: null,
    progress: record.progress ?? null,
    tokens_used: record.tokens_used ?? null,
    input_tokens: null,
    output_tokens: null,
    cache_read_tokens: null,
    cache_write_tokens: null,
    reasoning_tokens: null,
    words_generated: record.words_generated ?? null,
    token_cost: null,
    resource_cost: null,
    total_cost: null,
    cost_source: null,
    error_category: null,
    error_message: record.error_message ?? null,
    output_quality_score: null,
    user_satisfaction: null,
    revision_count: null,
    retry_count: null,
    recovery_time: null,
    cpu_percent: null,
    memory_bytes: null,
    gpu_percent: null,
    network_bytes: null,
    disk_bytes: null,
    context_score: null,
    deployment_version: null,
    user: null,
    labels: {},
    age_seconds: 0,
    stale: false,
  };
};

const liveSession = (record: SessionRecord, { source, at }: OrchestratorReading): LiveSession => {
  const status = statusOf(record.status ?? 'unknown');
  const startedAt = record.started_at ?? null;
  const completedAt = record.completed_at ?? null;
  return {
    source,
    session_id: record.session_id,
    workflow_id: record.workflow_id ?? null,
    goal: record.goal ?? null,
    status,
    raw_status: record.status ?? null,
    created_at: record.created_at ?? null,
    started_at: startedAt,
    completed_at: completedAt,
    first_seen_at: at,
    last_news_at: isEnded(status) ? (completedAt ?? at) : at,
    duration_seconds: seconds(startedAt, completedAt ?? (isEnded(status) ? null : at)),
    current_step: record.current_step ?? null,
    total_steps: record.total_steps ?? null,
    completed_steps: record.completed_steps ?? null,
    agents_used: record.agents_used ?? [],
    priority: record.priority ?? null,
    deadline: record.deadline ?? null,
    user: record.user ?? null,
    tokens_used: null,
    total_cost: null,
    human_wait_seconds: null,
    human_actions: 0,
    waiting_on_human: status === 'waiting',
    error_message: record.error_message ?? null,
    steps: [],
    handoffs: [],
    age_seconds: 0,
    stale: false,
  };
};

const DIRECT: Notice = {
  severity: 'warning',
  get text() {
    return t(
      'core.direct.text',
      'Read from the orchestrator directly: present state only, without cost, history and measures.'
    );
  },
  get hint() {
    return t('core.direct.hint', 'Set or repair the analytics URL in the data source settings.');
  },
};

const MAX_NOTICES = 3;

/**
 * The live state from El Jefe's own `/api/status`, for when there is no analytics service. What El Jefe does not tell is absent.
 * @returns the state; null when the answer is not El Jefe's
 */
export const orchestratorState = (wire: unknown, reading: OrchestratorReading): State | null => {
  const parsed = parse(WireStatus, wire);
  if (!parsed.ok || parsed.value.agents === undefined) {
    return null;
  }
  const { source, at, zoneMinutes } = reading;
  const jobs = Object.entries(parsed.value.agents).map(([key, job]) => normaliseAgentJob(job, { key, zoneMinutes }));
  const sessions = Object.entries(parsed.value.workflows ?? {}).map(([key, session]) =>
    normaliseWorkflowSession(session, { key, zoneMinutes })
  );
  const odd = [...jobs, ...sessions].filter((one) => one.problems.length > 0);
  return {
    at,
    sequence: 0,
    orchestrators: [
      {
        name: source,
        url: null,
        status: 'up',
        reason: null,
        last_news_at: at,
        age_seconds: 0,
        stale: false,
        clock_offset_seconds: null,
        channels: [{ kind: 'http', state: 'up', last_ok_at: at, error: null, retry_at: null }],
        resources: null,
        malformed: odd.length,
      },
    ],
    agents: jobs.flatMap(({ record }) => (record ? [liveJob(record, reading)] : [])),
    sessions: sessions.flatMap(({ record }) => (record ? [liveSession(record, reading)] : [])),
    notices: [
      DIRECT,
      ...odd.slice(0, MAX_NOTICES).map(({ problems }): Notice => ({
        severity: 'info',
        text: t('core.direct.odd', 'The orchestrator sent something odd. {{what}}', { what: problemText(problems) }),
        hint: null,
      })),
    ],
  };
};
