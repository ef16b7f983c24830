import { AGENT_TYPES } from '../core/agentTypes';
import { parsePythonIso } from '../core/pythonTime';
import { type AgentJob, type WorkflowSession } from '../core/wire';
import { type Answer, json, serverTrouble } from './answer';
import { sleep } from './clock';
import { type Simulation } from './simulation';
import { textOfFile } from './stateFileWriter';

export interface ApiContext {
  simulation: Simulation;
  stateFile: string;
}

type Query = URLSearchParams;

/** `/api/status`: from memory. */
export const getStatus = ({ simulation }: ApiContext): Answer => {
  const { state, hub } = simulation;
  const workflows = [...state.sessions.values()].filter((session) => session.status === 'running').length;
  return json({
    system: {
      status: 'running',
      uptime: 'active',
      active_agents: state.runningJobs,
      active_workflows: workflows,
      connected_clients: hub.size,
    },
    agents: Object.fromEntries(state.jobs),
    workflows: Object.fromEntries(state.sessions),
  });
};

/** One part of the state file when it can be read, so `{}` in the other writer's shape; from memory when it cannot (half written, missing). */
const partOfFile = async (
  { simulation, stateFile }: ApiContext,
  part: 'agent_jobs' | 'workflow_sessions'
): Promise<Answer> => {
  const text = await textOfFile(stateFile);
  try {
    if (text !== null) {
      const file: unknown = JSON.parse(text);
      const found = typeof file === 'object' && file !== null ? new Map(Object.entries(file)).get(part) : undefined;
      return json(found ?? {});
    }
  } catch {
    // Half written: the state in memory answers instead, as in the real server.
  }
  return json(
    Object.fromEntries<AgentJob | WorkflowSession>(
      part === 'agent_jobs' ? simulation.state.jobs : simulation.state.sessions
    )
  );
};

export const getAgents = (context: ApiContext): Promise<Answer> => partOfFile(context, 'agent_jobs');
export const getWorkflows = (context: ApiContext): Promise<Answer> => partOfFile(context, 'workflow_sessions');

export const getMetrics = ({ simulation }: ApiContext): Answer => {
  const jobs = [...simulation.state.jobs.values()];
  const sessions = [...simulation.state.sessions.values()];
  const withStatus = (status: string): number => jobs.filter((job) => job.status === status).length;
  return json({
    total_jobs: jobs.length,
    completed_jobs: withStatus('completed'),
    failed_jobs: withStatus('failed'),
    running_jobs: withStatus('running'),
    total_workflows: sessions.length,
    completed_workflows: sessions.filter((session) => session.status === 'completed').length,
    total_tokens: jobs.reduce((sum, job) => sum + job.tokens_used, 0),
    total_words: jobs.reduce((sum, job) => sum + job.words_generated, 0),
    average_completion_time: meanSeconds(jobs.filter((job) => job.status === 'completed')),
  });
};

const meanSeconds = (jobs: AgentJob[]): number => {
  const spans = jobs.flatMap(({ started_at, completed_at }) =>
    started_at !== null && completed_at !== null
      ? [(parsePythonIso(completed_at) - parsePythonIso(started_at)) / 1_000]
      : []
  );
  return spans.length === 0 ? 0 : spans.reduce((sum, span) => sum + span, 0) / spans.length;
};

export const SDK_MISSING = "No module named 'claude_agent_sdk'";

export const getRealAgents = ({ simulation }: ApiContext): Answer => {
  if (!simulation.setup.options.agentSdk) {
    return json({ success: false, error: SDK_MISSING, agents: [] }, 500);
  }
  const agents = AGENT_TYPES.map((type) => ({
    id: type.id,
    name: type.id
      .split('_')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(' '),
    type: type.id,
    description: type.description,
    status: 'available',
    model: 'Native El Jefe',
    max_turns: type.maxTurns,
    allowed_tools: type.tools,
    capabilities: type.capabilities,
  }));
  return json({ success: true, agents, total_agents: agents.length });
};

interface Workspace {
  path: string;
  name: string;
  description: string;
  created_at: string;
  status: string;
}

const workspacesOf = ({ simulation }: ApiContext): Workspace[] =>
  [...simulation.state.sessions.values()]
    .filter((session) => session.workspace !== '')
    .reverse()
    .map((session) => ({
      path: session.workspace,
      name: session.session_id,
      description: session.goal,
      created_at: session.started_at,
      status: session.status,
    }));

/** `int()` of Python, or null where it would raise. */
const pythonInt = (text: string | null, usual: number): number | null => {
  if (text === null) {
    return usual;
  }
  return /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : null;
};

/** A limit that is no number falls over: plain 500. */
export const getHistory = (context: ApiContext, query: Query): Answer => {
  const limit = pythonInt(query.get('limit'), 50);
  return limit === null ? serverTrouble() : json({ history: workspacesOf(context).slice(0, limit), limit });
};

/** A limit that is no number is caught: 500 with `{error}`. */
export const getWorkspaces = (context: ApiContext, query: Query): Answer => {
  const limit = pythonInt(query.get('limit'), 50);
  if (limit === null) {
    return json({ error: `invalid literal for int() with base 10: '${query.get('limit') ?? ''}'` }, 500);
  }
  const [date, status] = [query.get('date'), query.get('status')];
  const found = workspacesOf(context).filter(
    (workspace) => (!date || workspace.created_at.startsWith(date)) && (!status || workspace.status === status)
  );
  return json({ workspaces: found.slice(0, limit), total: found.length, filters: { date, status } });
};

export const getWorkspace = (context: ApiContext, id: string): Answer => {
  const found = workspacesOf(context).find((workspace) => workspace.name === id);
  return found ? json({ ...found, files: [], file_count: 0 }) : json({ error: 'Workspace not found' }, 404);
};

export const getScheduled = ({ simulation }: ApiContext): Answer =>
  json({ scheduled_workflows: [...simulation.scheduled.values()], total_count: simulation.scheduled.size });

const measureDelay = ({ simulation }: ApiContext): Promise<void> => sleep(simulation.setup.options.resourceDelayMs);

export const getResources = async (context: ApiContext, query: Query): Promise<Answer> => {
  if (!context.simulation.setup.options.hostMetrics) {
    return json({ error: 'Resource analytics not available' }, 503);
  }
  await measureDelay(context);
  return json({ time_range: query.get('range') ?? '1h', data_source: 'real', ...context.simulation.host() });
};

/** Its own analytics count nothing: placeholders. */
export const getPerformance = async (context: ApiContext, query: Query): Promise<Answer> => {
  if (!context.simulation.setup.options.hostMetrics) {
    return json({ error: 'Performance analytics not available' }, 503);
  }
  await measureDelay(context);
  const { cpu, memory, disk } = context.simulation.host();
  return json({
    time_range: query.get('range') ?? '1h',
    data_source: 'real',
    system_metrics: {
      cpu_usage: cpu.current,
      memory_usage: memory.percent,
      disk_usage: disk.percent,
      response_time: 0,
      throughput: 0,
    },
    agent_performance: { success_rate: 0, error_rate: 0, average_duration: 0 },
  });
};

export const getAgentAnalytics = (context: ApiContext, query: Query): Answer =>
  json({
    time_range: query.get('range') ?? '1h',
    data_source: 'real',
    performance_metrics: { success_rate: 0, average_response_time: 0, error_rate: 0, throughput: 0 },
    agent_types: Object.fromEntries(
      AGENT_TYPES.map(({ id }) => [id, { count: 0, avg_completion_time: 0, success_rate: 0, tasks_completed: 0 }])
    ),
    timeline_data: [],
    resource_usage: {},
  });

/** Reads a field that the server does not have: always 503. */
export const getWorkflowAnalytics = (): Answer =>
  json({ error: 'Workflow analytics not available', data_source: 'none' }, 503);
