import { type RawData, type WebSocket } from 'ws';

import { idStamp } from '../core/pythonTime';
import { nowMs } from './clock';
import { type Fields, isFields, schedule, startWorkflow, textField, type WriteContext } from './writeApi';

type Reaction = (context: WriteContext, client: WebSocket, message: Fields) => void;

const control =
  (type: 'workflow_paused' | 'workflow_resumed'): Reaction =>
  ({ simulation }, _client, message) => {
    // Told to everybody, done by nobody: the work goes on.
    simulation.hub.broadcast({ type, session_id: message['session_id'] ?? null });
  };

const note = ({ simulation }: WriteContext, kind: string, content: string): Record<string, unknown> => ({
  message_id: `${kind}_${idStamp(nowMs(), simulation.setup.offsetMinutes)}`,
  sender: kind === 'user' ? 'user' : 'el-jefe',
  content,
  timestamp: simulation.stampNow(),
  message_type: kind === 'user' ? 'text' : 'system',
  session_id: null,
  metadata: null,
});

const say = (context: WriteContext, kind: string, content: string): void => {
  context.simulation.hub.broadcast({ type: 'chat_message', message: note(context, kind, content) });
};

const assign: Reaction = (context, client, message) => {
  const { hub } = context.simulation;
  const workflowId = textField(message, 'workflow_id');
  if (workflowId === null) {
    hub.send(client, { type: 'error', message: 'Workflow ID is required' });
    return;
  }
  const chatSessionId = textField(message, 'session_id') ?? 'default';
  const sessionId = startWorkflow(context, { workflowId, fields: message, announced: true, chatSessionId });
  hub.send(client, {
    type: 'workflow_assignment_success',
    workflow_id: workflowId,
    session_id: sessionId,
    message: `Workflow ${workflowId} started`,
  });
};

const plan: Reaction = (context, client, message) => {
  const { hub } = context.simulation;
  if (textField(message, 'workflow_id') === null || textField(message, 'scheduled_time') === null) {
    hub.send(client, { type: 'error', message: 'Workflow ID and scheduled time are required' });
    return;
  }
  const entry = schedule(context, message);
  hub.send(
    client,
    typeof entry === 'string'
      ? { type: 'error', message: `Failed to schedule workflow: ${entry}` }
      : { type: 'workflow_scheduled', scheduled_workflow: entry, message: `Workflow ${entry.workflow_id} scheduled` }
  );
};

const REACTIONS: Readonly<Record<string, Reaction>> = {
  refresh: ({ simulation }, client) => {
    const { jobs, sessions } = simulation.state;
    // The answer carries no type.
    simulation.hub.send(client, { agents: Object.fromEntries(jobs), workflows: Object.fromEntries(sessions) });
  },
  interrupt_workflow: ({ simulation }, _client, message) => {
    const sessionId = textField(message, 'session_id');
    const success = sessionId !== null && simulation.interrupt(sessionId);
    simulation.hub.broadcast({ type: 'workflow_interrupted', session_id: sessionId, success });
  },
  pause_workflow: control('workflow_paused'),
  resume_workflow: control('workflow_resumed'),
  workflow_assignment: assign,
  workflow_scheduling: plan,
  start_el_jefe: (context) => say(context, 'system', 'El Jefe listens'),
  stop_el_jefe: (context) => say(context, 'system', 'El Jefe has gone'),
  chat_message: (context, _client, message) => {
    say(context, 'user', textField(message, 'message') ?? textField(message, 'content') ?? '');
    say(context, 'reply', 'Name a workflow and I will start it');
  },
  session_management: ({ simulation }, client, message) => {
    if (message['action'] === 'list') {
      simulation.hub.send(client, { type: 'sessions_list', sessions: [] });
    }
  },
};

/** Reacts to a client's message. One that is no JSON object ends the connection; one of an unknown type is ignored. */
export const handleClientMessage = (
  context: WriteContext,
  client: WebSocket,
  { data, binary }: { data: RawData; binary: boolean }
): void => {
  if (binary) {
    return;
  }
  const message = parsed(data);
  if (!isFields(message)) {
    client.close(1000);
    return;
  }
  const type = textField(message, 'type') ?? '';
  if (Object.hasOwn(REACTIONS, type)) {
    REACTIONS[type]?.(context, client, message);
  }
};

const parsed = (data: RawData): unknown => {
  try {
    return JSON.parse(data.toString());
  } catch {
    return null;
  }
};
