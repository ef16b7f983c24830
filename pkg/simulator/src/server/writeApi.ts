import { nativeAgentType } from '../core/agentTypes';
import { planBuiltin } from '../core/planBuiltin';
import { planSingle } from '../core/planSingle';
import { idStamp, pythonIso } from '../core/pythonTime';
import { Random } from '../core/random';
import { type ScheduledWorkflow } from '../core/wire';
import { type Answer, json } from './answer';
import { nowMs } from './clock';
import { type ApiContext, SDK_MISSING } from './readApi';
import { type Simulation } from './simulation';

export type Fields = Readonly<Record<string, unknown>>;

/** Body as an object; a text says why it is none, as Python would. */
export const fieldsOf = (body: string | null): Fields | string => {
  if (body === null) {
    return 'Request Entity Too Large';
  }
  try {
    const value: unknown = JSON.parse(body);
    return isFields(value) ? value : `'${Array.isArray(value) ? 'list' : typeof value}' object has no attribute 'get'`;
  } catch {
    return 'Expecting value: line 1 column 1 (char 0)';
  }
};

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const textField = (fields: Fields, name: string): string | null => {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Work from outside draws from its own seeds, numbered as it comes, so the planned schedule stays as it is. */
export class Requests {
  private count = 0;

  constructor(private readonly simulation: Simulation) {}

  next(kind: string): { key: string; random: Random } {
    this.count += 1;
    const key = `${kind}#${this.count}`;
    return { key, random: new Random(this.simulation.setup.options.seed, key) };
  }
}

export interface WriteContext extends ApiContext {
  requests: Requests;
}

/** `POST /api/agents/{type}/assign`. */
export const assignAgent = ({ simulation, requests }: WriteContext, agentType: string, body: string | null): Answer => {
  const fields = fieldsOf(body);
  if (typeof fields === 'string') {
    return json({ success: false, error: fields }, 500);
  }
  const task = textField(fields, 'task');
  if (task === null) {
    return json({ success: false, error: 'Task is required' }, 400);
  }
  if (!simulation.setup.options.agentSdk) {
    return json({ success: false, error: SDK_MISSING }, 500);
  }
  if (!nativeAgentType(agentType)) {
    return json({ success: false, error: `Unknown agent type: ${agentType}` }, 404);
  }
  const { key, random } = requests.next('assigned');
  const { scenario } = simulation.setup;
  simulation.submit(
    planSingle(
      { random, scenario },
      { key, origin: 'assign', agentType, task, createdMs: simulation.logicalMs, queueMs: 0 }
    )
  );
  const jobId = simulation.state.jobEntries.get(key)?.wire.job_id ?? null;
  return json({
    success: true,
    job_id: jobId,
    agent_type: agentType,
    task,
    status: 'started',
    message: `Task given to ${agentType}`,
  });
};

export interface StartRequest {
  workflowId: string;
  fields: Fields;
  announced: boolean;
  chatSessionId: string;
}

/** Starts a workflow that the server acts out; answers its session id. */
export const startWorkflow = ({ simulation, requests }: WriteContext, request: StartRequest): string => {
  const { key, random } = requests.next('started');
  const { workflowId, fields, announced, chatSessionId } = request;
  const parameters = isFields(fields['parameters']) ? fields['parameters'] : {};
  const plan = planBuiltin(
    { random, scenario: simulation.setup.scenario },
    {
      key,
      workflowId,
      startMs: simulation.logicalMs,
      parameters,
      priority: textField(fields, 'priority') ?? 'medium',
      announced,
      chatSessionId,
      deadline: textField(fields, 'deadline'),
    }
  );
  simulation.submit(plan);
  return simulation.state.sessionEntries.get(key)?.wire.session_id ?? '';
};

/** `POST /api/workflows/start`: not announced to the clients; the first they hear is that it runs. */
export const startWorkflowApi = (context: WriteContext, body: string | null): Answer => {
  const fields = fieldsOf(body);
  if (typeof fields === 'string') {
    return json({ error: fields }, 500);
  }
  const workflowId = textField(fields, 'workflow_id');
  if (workflowId === null) {
    return json({ error: 'workflow_id is required' }, 400);
  }
  const sessionId = startWorkflow(context, { workflowId, fields, announced: false, chatSessionId: 'api' });
  return json({
    success: true,
    workflow_id: workflowId,
    session_id: sessionId,
    message: `Workflow ${workflowId} started`,
  });
};

/** Zoned instants are kept as they are, zoneless ones are the host's local time. */
const instantOf = (text: string, offsetMinutes: number): { epochMs: number; printed: string } | null => {
  const match = /^(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?)(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  const zone = match?.[2] ?? null;
  const wall = (match?.[1] ?? '').replace(' ', 'T');
  const local = Date.parse(`${wall.includes('T') ? wall : `${wall}T00:00`}${zone ?? 'Z'}`);
  if (!match || Number.isNaN(local)) {
    return null;
  }
  if (zone === null) {
    return { epochMs: local - offsetMinutes * 60_000, printed: pythonIso(local, 0) };
  }
  const minutes =
    zone === 'Z' ? 0 : (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))) * (zone.startsWith('-') ? -1 : 1);
  return { epochMs: local, printed: `${pythonIso(local, minutes)}${zone === 'Z' ? '+00:00' : zone}` };
};

/** Keeps a workflow for later and starts it when its (real) time has come; a time in the past is kept and never run. */
export const schedule = (context: WriteContext, fields: Fields): ScheduledWorkflow | string => {
  const { simulation } = context;
  const { offsetMinutes } = simulation.setup;
  const at = instantOf(textField(fields, 'scheduled_time') ?? '', offsetMinutes);
  if (!at) {
    return `Invalid isoformat string: '${String(fields['scheduled_time'])}'`;
  }
  const now = nowMs();
  const micros = String(Math.round((now % 1_000) * 1_000)).padStart(6, '0');
  const entry: ScheduledWorkflow = {
    id: `scheduled_${idStamp(now, offsetMinutes)}_${micros}`,
    workflow_id: textField(fields, 'workflow_id') ?? '',
    scheduled_time: at.printed,
    parameters: isFields(fields['parameters']) ? { ...fields['parameters'] } : {},
    priority: textField(fields, 'priority') ?? 'medium',
    session_id: textField(fields, 'session_id') ?? 'default',
    status: 'scheduled',
    created_at: simulation.stampNow(),
  };
  simulation.scheduled.set(entry.id, entry);
  if (at.epochMs > now) {
    wakeAt(at.epochMs, () => execute(context, entry));
  }
  return entry;
};

/** Longest sleep a timer can count. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

const wakeAt = (epochMs: number, act: () => void): void => {
  const leftMs = epochMs - nowMs();
  setTimeout(leftMs > LONGEST_SLEEP_MS ? () => wakeAt(epochMs, act) : act, Math.min(leftMs, LONGEST_SLEEP_MS)).unref();
};

const execute = (context: WriteContext, entry: ScheduledWorkflow): void => {
  const { simulation } = context;
  if (!simulation.working || !simulation.scheduled.has(entry.id)) {
    return;
  }
  startWorkflow(context, {
    workflowId: entry.workflow_id,
    fields: { parameters: entry.parameters, priority: entry.priority },
    announced: false,
    chatSessionId: entry.session_id,
  });
  entry.status = 'executed';
  entry.executed_at = simulation.stampNow();
  simulation.hub.broadcast({
    type: 'scheduled_workflow_executed',
    scheduled_id: entry.id,
    workflow: entry,
    scheduled_workflow: entry,
  });
};

/** `POST /api/workflows/schedule`. */
export const scheduleApi = (context: WriteContext, body: string | null): Answer => {
  const fields = fieldsOf(body);
  if (typeof fields === 'string') {
    return json({ error: fields }, 500);
  }
  if (textField(fields, 'workflow_id') === null || textField(fields, 'scheduled_time') === null) {
    return json({ error: 'workflow_id and scheduled_time are required' }, 400);
  }
  const entry = schedule(context, { session_id: 'api', ...fields });
  return typeof entry === 'string'
    ? json({ error: entry }, 500)
    : json({
        success: true,
        scheduled_workflow: entry,
        message: `Workflow ${entry.workflow_id} scheduled for ${entry.scheduled_time}`,
      });
};
