import { shown, type FieldProblem } from '@eljefe/contract';

import { type SessionFields } from '../../domain/sessionFold';

/** What one WebSocket frame says. */
export type Said =
  | { kind: 'everything'; agents: Readonly<Record<string, unknown>>; workflows: Readonly<Record<string, unknown>> }
  | { kind: 'job'; wire: unknown }
  | { kind: 'session'; wire: unknown }
  | {
      kind: 'sessionChange';
      id: string;
      status: string | null;
      fields: Partial<SessionFields>;
      phase: { name: string; description: string | null } | null;
      humanAction: boolean;
    }
  | { kind: 'readAgain' }
  | { kind: 'note'; title: string; text: string }
  | { kind: 'ignored' }
  | { kind: 'malformed'; problem: FieldProblem };

type Wire = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, 20_000) : null;

const malformed = (field: string, value: unknown, remedy: string): Said => ({
  kind: 'malformed',
  problem: { field, value: shown(value), remedy },
});

/**
 * D1: reads a WebSocket frame of the orchestrator, in all the shapes it really sends.
 * @param frame the frame's text
 */
export const readFrame = (frame: string): Said => {
  let wire: unknown;
  try {
    wire = JSON.parse(frame);
  } catch {
    return malformed('frame', frame, 'send JSON');
  }
  if (!isObject(wire)) {
    return malformed('frame', wire, 'send a JSON object');
  }
  return wire['type'] === undefined ? readKeyed(wire) : readTyped(wire);
};

/** Two keyed objects without a type: the answer to `refresh`, and the body of `/api/status`. */
export const readKeyed = (wire: unknown): Said => {
  if (isObject(wire) && (isObject(wire['agents']) || isObject(wire['workflows']))) {
    return everything(wire);
  }
  return malformed('type', isObject(wire) ? wire['type'] : wire, 'send a type, or agents and workflows');
};

const everything = (wire: Wire): Said => {
  const { agents, workflows } = wire;
  if (agents !== undefined && !isObject(agents)) {
    return malformed('agents', agents, 'send an object keyed by job id');
  }
  if (workflows !== undefined && !isObject(workflows)) {
    return malformed('workflows', workflows, 'send an object keyed by session id');
  }
  return { kind: 'everything', agents: agents ?? {}, workflows: workflows ?? {} };
};

const readTyped = (wire: Wire): Said => {
  const type = wire['type'];
  const reader = typeof type === 'string' && Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return reader ? reader(wire) : { kind: 'ignored' };
};

const change =
  (status: string | null, extra: (wire: Wire) => Partial<Extract<Said, { kind: 'sessionChange' }>> = () => ({})) =>
  (wire: Wire): Said => {
    const id = text(wire['session_id']);
    if (id === null || id.length > 512) {
      return malformed('session_id', wire['session_id'], 'send the session’s id');
    }
    return { kind: 'sessionChange', id, status, fields: {}, phase: null, humanAction: false, ...extra(wire) };
  };

const completedFields = (wire: Wire) => {
  const workflow = text(wire['workflow_id']);
  const used = wire['agents_used'];
  const fields: Partial<SessionFields> = {
    ...(workflow === null ? {} : { workflow_id: workflow.slice(0, 512) }),
    ...(Array.isArray(used) ? { agents_used: used.filter((item): item is string => typeof item === 'string') } : {}),
  };
  return { fields };
};

const failedFields = (wire: Wire) => {
  const error = text(wire['error']);
  return { fields: error === null ? {} : { error_message: error } };
};

const phaseOf = (wire: Wire) => {
  const name = text(wire['current_phase']);
  return name === null
    ? {}
    : { phase: { name, description: text(wire['phase_description']) }, fields: { current_step: name } };
};

const jobOrMalformed = (wire: Wire): Said =>
  isObject(wire['job']) ? { kind: 'job', wire: wire['job'] } : malformed('job', wire['job'], 'send the job');

const createdSession = (wire: Wire): Said =>
  isObject(wire['session'])
    ? { kind: 'session', wire: wire['session'] }
    : malformed('session', wire['session'], 'send the session');

/** `workflow_update` has two shapes: a whole session, or an id with a status. */
const updatedSession = (wire: Wire): Said =>
  isObject(wire['session']) ? { kind: 'session', wire: wire['session'] } : change(text(wire['status']))(wire);

const note =
  (title: string) =>
  (wire: Wire): Said => ({
    kind: 'note',
    title,
    text: text(wire['message']) ?? text(wire['error']) ?? shown(wire['scheduled_workflow']),
  });

const READERS: Readonly<Record<string, (wire: Wire) => Said>> = {
  initial_data: everything,
  agent_update: jobOrMalformed,
  workflow_created: createdSession,
  workflow_update: updatedSession,
  workflow_phase_update: change(null, phaseOf),
  workflow_completed: change('completed', completedFields),
  workflow_failed: change('failed', failedFields),
  workflow_paused: change('paused', () => ({ humanAction: true })),
  workflow_resumed: change('running', () => ({ humanAction: true })),
  workflow_interrupted: (wire) =>
    change(wire['success'] === false ? null : 'interrupted', () => ({ humanAction: true }))(wire),
  workflow_scheduled: note('Workflow scheduled'),
  scheduled_workflow_executed: note('Scheduled workflow started'),
  file_update: () => ({ kind: 'readAgain' }),
  error: note('Orchestrator reports an error'),
};
