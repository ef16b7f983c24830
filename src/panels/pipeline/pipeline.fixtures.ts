import { type Handoff, type LiveSession, type Step } from '@eljefe/contract';
import { FieldType, type DataFrame, type Field } from '@grafana/data';

/** Instant of all samples: 2026-03-01 14:35:00 UTC. */
export const AT_MS = Date.UTC(2026, 2, 1, 14, 35, 0);

/** A step that waits for nothing told. */
export const step = (step_id: string, change: Partial<Step> = {}): Step => ({
  step_id,
  name: step_id,
  kind: 'agent',
  phase: null,
  status: 'queued',
  agent_type: null,
  job_ids: [],
  attempts: 1,
  depends_on: [],
  parallel_group: null,
  created_at: null,
  started_at: null,
  ended_at: null,
  queue_seconds: null,
  human_wait_seconds: null,
  duration_seconds: null,
  progress: null,
  cost: null,
  tokens: null,
  error: null,
  critical: null,
  critical_share: null,
  ...change,
});

/** A completed step of so many seconds that began so many seconds ago. */
export const done = (id: string, beganSecondsAgo: number, seconds: number, change: Partial<Step> = {}): Step =>
  step(id, {
    status: 'completed',
    started_at: AT_MS - beganSecondsAgo * 1_000,
    ended_at: AT_MS - (beganSecondsAgo - seconds) * 1_000,
    duration_seconds: seconds,
    ...change,
  });

export const handoff = (from_step: string, to_step: string, change: Partial<Handoff> = {}): Handoff => ({
  from_step,
  to_step,
  from_agent: null,
  to_agent: null,
  at: null,
  outcome: 'accepted',
  context_score: null,
  ...change,
});

/** A running session heard of three seconds ago. */
export const session = (session_id: string, change: Partial<LiveSession> = {}): LiveSession => ({
  source: 'el-jefe',
  session_id,
  workflow_id: 'feature-development',
  goal: null,
  status: 'running',
  raw_status: null,
  created_at: null,
  started_at: AT_MS - 600_000,
  completed_at: null,
  first_seen_at: AT_MS - 600_000,
  last_news_at: AT_MS - 3_000,
  duration_seconds: null,
  current_step: null,
  total_steps: null,
  completed_steps: null,
  agents_used: [],
  priority: null,
  deadline: null,
  user: null,
  tokens_used: null,
  total_cost: null,
  human_wait_seconds: null,
  human_actions: 0,
  waiting_on_human: false,
  error_message: null,
  steps: [],
  handoffs: [],
  age_seconds: 3,
  stale: false,
  ...change,
});

const typeOf = (name: string): FieldType =>
  name.endsWith('_at') ? FieldType.time : name.endsWith('_seconds') ? FieldType.number : FieldType.string;

/** The data source's frame `sessions`: lists as JSON text. */
export const sessionsFrame = (sessions: readonly LiveSession[], custom: Record<string, unknown> = {}): DataFrame => {
  const records = sessions.map((one): Record<string, unknown> => ({
    ...one,
    steps: JSON.stringify(one.steps),
    handoffs: JSON.stringify(one.handoffs),
    agents_used: one.agents_used.join(', '),
  }));
  const fields = Object.keys(session('sample')).map((name): Field => ({
    name,
    type: typeOf(name),
    config: {},
    values: records.map((record) => record[name] ?? null),
  }));
  return { name: 'sessions', length: sessions.length, fields, meta: { custom: { at: AT_MS, ...custom } } };
};

/** [plan] → [research + survey] → [draft] → [review] → [deploy]: the draft runs, the research was the bottleneck. */
export const writing = (change: Partial<LiveSession> = {}): LiveSession =>
  session('session-12', {
    steps: [
      done('plan', 420, 60, { agent_type: 'planner', critical: true, critical_share: 0.2 }),
      done('research', 350, 210, {
        agent_type: 'researcher',
        depends_on: ['plan'],
        parallel_group: 'sources',
        queue_seconds: 12,
        critical: true,
        critical_share: 0.62,
      }),
      done('survey', 350, 90, { agent_type: 'analyst', depends_on: ['plan'], parallel_group: 'sources' }),
      step('draft', {
        status: 'running',
        agent_type: 'writer',
        depends_on: ['research', 'survey'],
        started_at: AT_MS - 42_000,
        progress: 0.4,
        critical: true,
        critical_share: 0.18,
      }),
      step('review', { agent_type: 'reviewer', depends_on: ['draft'] }),
      step('deploy', { agent_type: 'deployer', depends_on: ['review'] }),
    ],
    handoffs: [
      handoff('research', 'draft', { context_score: 0.8 }),
      handoff('draft', 'review', { outcome: 'pending' }),
    ],
    ...change,
  });
