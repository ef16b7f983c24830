import { type OrchestratorState } from './orchestratorState';
import { type AgentJob, type WorkflowSession } from './wire';

/** `a`: agent_jobs/workflow_sessions; `b`: the other writer's sessions with their active agents, version "1.0". */
export type FileShape = 'a' | 'b';

/** The shared state knows twelve fields of a job, … */
const sharedJob = (job: AgentJob): Omit<AgentJob, 'created_at' | 'workflow_id' | 'session_id'> => ({
  job_id: job.job_id,
  agent_type: job.agent_type,
  task: job.task,
  status: job.status,
  started_at: job.started_at,
  completed_at: job.completed_at,
  progress: job.progress,
  current_step: job.current_step,
  workspace: job.workspace,
  error_message: job.error_message,
  tokens_used: job.tokens_used,
  words_generated: job.words_generated,
});

/** … and eleven of a session. */
const sharedSession = (session: WorkflowSession): Partial<WorkflowSession> => ({
  session_id: session.session_id,
  goal: session.goal,
  status: session.status,
  started_at: session.started_at,
  completed_at: session.completed_at,
  total_steps: session.total_steps,
  completed_steps: session.completed_steps,
  current_step: session.current_step,
  agents_used: session.agents_used,
  workspace: session.workspace,
  metrics: session.metrics,
});

const ended = (status: string): boolean => status === 'completed' || status === 'failed' || status === 'interrupted';

const activeAgent = (job: AgentJob, lastActivity: string): Record<string, unknown> => ({
  agent_id: job.job_id,
  agent_type: job.agent_type,
  task: job.task,
  status: job.status,
  progress: job.progress,
  current_step: job.current_step,
  total_steps: 5,
  current_step_index: Math.floor(job.progress * 4),
  // The other monitor writes its times with a blank, as Python prints a datetime.
  started_at: (job.started_at ?? lastActivity).replace('T', ' '),
  last_activity: (job.completed_at ?? lastActivity).replace('T', ' '),
  workspace_path: job.workspace,
  messages: [],
  metadata: {},
  session_id: job.session_id,
});

const sessionsShape = (state: OrchestratorState, stamp: string): Record<string, unknown> => {
  const agents = new Map<string, Record<string, unknown>>();
  for (const id of state.jobBook.shared) {
    const job = state.jobs.get(id);
    if (job?.session_id) {
      const active = agents.get(job.session_id) ?? {};
      active[id] = activeAgent(job, stamp);
      agents.set(job.session_id, active);
    }
  }
  const sessions: Record<string, unknown> = {};
  for (const id of state.sessionBook.shared) {
    const session = state.sessions.get(id);
    if (session) {
      sessions[id] = {
        session_id: id,
        created_at: (session.created_at ?? session.started_at).replace('T', ' '),
        active_agents: agents.get(id) ?? {},
        conversation_context: {},
        workspace_path: session.workspace,
        status: ended(session.status) || session.status === 'paused' ? session.status : 'active',
        metadata: {},
      };
    }
  }
  return { sessions, last_updated: stamp, version: '1.0' };
};

const jobsShape = (state: OrchestratorState, stamp: string): Record<string, unknown> => {
  const agentJobs: Record<string, unknown> = {};
  for (const id of state.jobBook.shared) {
    const job = state.jobs.get(id);
    if (job) {
      agentJobs[id] = sharedJob(job);
    }
  }
  const workflowSessions: Record<string, unknown> = {};
  for (const id of state.sessionBook.shared) {
    const session = state.sessions.get(id);
    if (session) {
      workflowSessions[id] = sharedSession(session);
    }
  }
  return { agent_jobs: agentJobs, workflow_sessions: workflowSessions, last_updated: stamp };
};

/** Content of `monitoring_state.json`: what the streaming orchestrator shares; work held by the server alone is not in it. */
export const stateFileText = (
  state: OrchestratorState,
  { shape, stamp }: { shape: FileShape; stamp: string }
): string => JSON.stringify(shape === 'a' ? jobsShape(state, stamp) : sessionsShape(state, stamp), null, 2);

type Loose = Readonly<Record<string, unknown>>;

const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
const entriesOf = (value: unknown): Loose[] => (isLoose(value) ? Object.values(value).filter(isLoose) : []);

/**
 * What the server reads back at its start: of the other shape nothing, of a half-written file nothing,
 * and of a job neither its error, nor its workflow, nor its session.
 */
export const readStateFile = (content: string): { jobs: AgentJob[]; sessions: WorkflowSession[] } => {
  const file = parsed(content);
  return isLoose(file)
    ? {
        jobs: entriesOf(file['agent_jobs']).map(restoredJob),
        sessions: entriesOf(file['workflow_sessions']).map(restoredSession),
      }
    : { jobs: [], sessions: [] };
};

const parsed = (content: string): unknown => {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
};

const restoredJob = (job: Loose): AgentJob => ({
  job_id: text(job['job_id']),
  agent_type: text(job['agent_type']),
  task: text(job['task']),
  status: text(job['status']),
  started_at: textOrNull(job['started_at']),
  completed_at: textOrNull(job['completed_at']),
  progress: number(job['progress']),
  current_step: text(job['current_step']),
  workspace: text(job['workspace']),
  error_message: null,
  tokens_used: number(job['tokens_used']),
  words_generated: number(job['words_generated']),
  created_at: textOrNull(job['started_at']),
  workflow_id: null,
  session_id: null,
});

const restoredSession = (session: Loose): WorkflowSession => ({
  session_id: text(session['session_id']),
  goal: text(session['goal']),
  status: text(session['status']),
  started_at: text(session['started_at']),
  completed_at: textOrNull(session['completed_at']),
  total_steps: number(session['total_steps']),
  completed_steps: number(session['completed_steps']),
  current_step: number(session['current_step']),
  agents_used: texts(session['agents_used']),
  workspace: text(session['workspace']),
  metrics: isLoose(session['metrics'])
    ? Object.fromEntries(Object.entries(session['metrics']).map(([key, value]) => [key, number(value)]))
    : {},
  workflow_type: '',
  parameters: {},
  priority: 'normal',
  deadline: null,
  created_at: text(session['started_at']),
  agents_assigned: [],
});
