import { readFile, stat } from 'node:fs/promises';

import { parse, shown, WireSessionsFile, WireStateFile } from '@eljefe/contract';

export interface StateFileContent {
  jobs: Readonly<Record<string, unknown>>;
  sessions: Readonly<Record<string, unknown>>;
}

export class StateFileError extends Error {
  constructor(
    message: string,
    /** The file may have been met while it was written: worth reading again soon. */
    readonly halfWritten: boolean
  ) {
    super(message);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The second writer keeps jobs inside sessions: bring them out, each with its session's id. */
const fromSessionsFile = (sessions: Readonly<Record<string, unknown>>): StateFileContent => {
  const jobs: Record<string, unknown> = {};
  for (const [sessionId, session] of Object.entries(sessions)) {
    const agents = isObject(session) && isObject(session['active_agents']) ? session['active_agents'] : {};
    for (const [agentId, agent] of Object.entries(agents)) {
      jobs[agentId] = isObject(agent) ? { session_id: sessionId, ...agent } : agent;
    }
  }
  return { jobs, sessions };
};

/**
 * D1: reads `monitoring_state.json` of either writer.
 * @throws StateFileError naming what is wrong; half-written text is told apart
 */
export const parseStateFile = (text: string): StateFileContent => {
  let wire: unknown;
  try {
    wire = JSON.parse(text);
  } catch {
    throw new StateFileError(`state file holds no whole JSON (${text.length} bytes)`, true);
  }
  const first = parse(WireStateFile, wire);
  if (first.ok) {
    return { jobs: first.value.agent_jobs, sessions: first.value.workflow_sessions ?? {} };
  }
  const other = parse(WireSessionsFile, wire);
  if (other.ok) {
    return fromSessionsFile(other.value.sessions);
  }
  throw new StateFileError(`state file has neither agent_jobs nor sessions (${shown(wire)})`, false);
};

export interface FileStamp {
  mtimeMs: number;
  size: number;
}

/** @returns the file's stamp; null when there is no such file */
export const stampOf = async (path: string): Promise<FileStamp | null> => {
  try {
    const { mtimeMs, size } = await stat(path);
    return { mtimeMs, size };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return null;
    }
    throw error;
  }
};

export const readStateFile = async (path: string, maxBytes: number): Promise<StateFileContent> => {
  const stamp = await stampOf(path);
  if (stamp !== null && stamp.size > maxBytes) {
    throw new StateFileError(`state file is larger than ${maxBytes} bytes`, false);
  }
  return parseStateFile(await readFile(path, 'utf8'));
};
