import { type JobRecord } from '../job';
import { shown } from '../parse';
import { type FieldProblem } from '../problem';
import { statusOf, type Status } from '../words';
import { parseInstant, type ZoneOffsetMinutes } from '../time';

/** A session as El Jefe tells it; steps are rebuilt from jobs, since its own counters stay 0. */
export interface SessionRecord {
  session_id: string;
  status?: string;
  goal?: string;
  workflow_id?: string;
  created_at?: number;
  started_at?: number;
  completed_at?: number;
  current_step?: string;
  total_steps?: number;
  completed_steps?: number;
  agents_used?: string[];
  agents_assigned?: string[];
  priority?: string;
  deadline?: number;
  user?: string;
  workspace?: string;
  error_message?: string;
}

export interface Normalised<T> {
  record: T | null;
  problems: FieldProblem[];
}

const MAX_ID = 512;
const MAX_TEXT = 20_000;
/** The end of what stores hold as a time. */
const MAX_INSTANT = Date.UTC(2299, 0, 1);

/** Reads fields of an untyped object one by one: a field of the wrong type is reported and left out, the rest is kept. */
class FieldReader {
  readonly problems: FieldProblem[] = [];

  constructor(
    private readonly wire: Readonly<Record<string, unknown>>,
    private readonly zoneMinutes: ZoneOffsetMinutes
  ) {}

  text(field: string, max = MAX_TEXT): string | undefined {
    const value = this.wire[field];
    if (value === undefined || value === null || value === '') {
      return undefined;
    }
    return typeof value === 'string' ? value.slice(0, max) : this.refuse(field, value, 'send text');
  }

  /** A step's name, or its number. */
  step(field: string): string | undefined {
    const value = this.wire[field];
    return typeof value === 'number' ? String(value) : this.text(field);
  }

  id(field: string): string | undefined {
    const value = this.text(field, MAX_ID + 1);
    return value !== undefined && value.length > MAX_ID
      ? this.refuse(field, value, `send at most ${MAX_ID} characters`)
      : value;
  }

  count(field: string): number | undefined {
    const value = this.wire[field];
    if (value === undefined || value === null) {
      return undefined;
    }
    const good = typeof value === 'number' && Number.isSafeInteger(Math.round(value)) && value >= 0;
    return good ? Math.round(value) : this.refuse(field, value, 'send a whole number of 0 or more');
  }

  ratio(field: string): number | undefined {
    const value = this.wire[field];
    if (value === undefined || value === null) {
      return undefined;
    }
    const good = typeof value === 'number' && value >= 0 && value <= 1;
    return good ? value : this.refuse(field, value, 'send a number from 0 to 1');
  }

  time(field: string): number | undefined {
    const value = this.wire[field];
    if (value === undefined || value === null || value === '') {
      return undefined;
    }
    // El Jefe writes times as text; a bare number is something else (a count, seconds) and would mean a day in 1970.
    const instant = typeof value === 'string' ? parseInstant(value, this.zoneMinutes) : null;
    const isSane = instant !== null && instant >= 0 && instant < MAX_INSTANT;
    return isSane ? instant : this.refuse(field, value, 'send an ISO 8601 time from 1970 to 2298');
  }

  texts(field: string): string[] | undefined {
    const value = this.wire[field];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (!Array.isArray(value)) {
      return this.refuse(field, value, 'send a list of texts');
    }
    return value.filter((item): item is string => typeof item === 'string').slice(0, 1_000);
  }

  private refuse(field: string, value: unknown, remedy: string): undefined {
    this.problems.push({ field, value: shown(value), remedy });
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const notAnObject = (value: unknown): FieldProblem => ({ field: '/', value: shown(value), remedy: 'send an object' });

/** Totals are known only at the end and stay 0 before it, so a 0 of an unfinished job is no measurement. */
const measured = (total: number | undefined): number | undefined => (total === 0 ? undefined : total);

const withoutUndefined = <T extends object>(record: T): T => {
  const kept: Partial<T> = {};
  for (const key of Object.keys(record) as Array<keyof T>) {
    if (record[key] !== undefined) {
      kept[key] = record[key];
    }
  }
  return kept as T;
};

/** A job that is created and not started is called `starting` too: what waits for an agent is queued (A2.4). */
const wordOf = (read: FieldReader, started: number | undefined): string | undefined => {
  const word = read.text('status', 100);
  return word === 'starting' && started === undefined && read.time('created_at') !== undefined ? 'queued' : word;
};

/**
 * D1: El Jefe's `AgentJob` (both writers' field names) → a job record.
 * @param key the id under which the orchestrator keeps it, used when the object names none
 * @param zoneMinutes zone of zoneless stamps
 * @returns the record, and a problem for each field left out; no record when it has no id
 */
export const normaliseAgentJob = (
  wire: unknown,
  { key, zoneMinutes }: { key?: string; zoneMinutes: ZoneOffsetMinutes }
): Normalised<JobRecord> => {
  if (!isObject(wire)) {
    return { record: null, problems: [notAnObject(wire)] };
  }
  const read = new FieldReader(wire, zoneMinutes);
  const jobId = read.id('job_id') ?? read.id('agent_id') ?? key;
  if (!jobId) {
    return { record: null, problems: [{ field: 'job_id', value: shown(wire['job_id']), remedy: 'send an id' }] };
  }
  const startedAt = read.time('started_at');
  const status = wordOf(read, startedAt);
  const mapped: Status = status === undefined ? 'unknown' : statusOf(status);
  const progress = read.ratio('progress');
  const record: JobRecord = withoutUndefined({
    job_id: jobId,
    agent_type: read.id('agent_type'),
    task: read.text('task'),
    status,
    created_at: read.time('created_at'),
    started_at: startedAt,
    completed_at: read.time('completed_at'),
    // El Jefe leaves 0 where it does not know; a completed job at 0 says nothing.
    progress: progress === 0 ? undefined : progress,
    current_step: read.step('current_step'),
    workspace: read.text('workspace') ?? read.text('workspace_path'),
    error_message: read.text('error_message'),
    tokens_used: measured(read.count('tokens_used')),
    words_generated: measured(read.count('words_generated')),
    workflow_id: read.id('workflow_id'),
    session_id: read.id('session_id'),
  });
  if (mapped === 'unknown' && status !== undefined) {
    read.problems.push({ field: 'status', value: shown(status), remedy: 'shown as unknown; known words are in docs' });
  }
  return { record, problems: read.problems };
};

/**
 * D1: El Jefe's `WorkflowSession` → a session record. `total_steps` and `completed_steps` of 0 are left out: they stay 0 while phases run.
 */
export const normaliseWorkflowSession = (
  wire: unknown,
  { key, zoneMinutes }: { key?: string; zoneMinutes: ZoneOffsetMinutes }
): Normalised<SessionRecord> => {
  if (!isObject(wire)) {
    return { record: null, problems: [notAnObject(wire)] };
  }
  const read = new FieldReader(wire, zoneMinutes);
  const sessionId = read.id('session_id') ?? key;
  if (!sessionId) {
    return {
      record: null,
      problems: [{ field: 'session_id', value: shown(wire['session_id']), remedy: 'send an id' }],
    };
  }
  const record: SessionRecord = withoutUndefined({
    session_id: sessionId,
    status: read.text('status', 100),
    goal: read.text('goal'),
    workflow_id: read.id('workflow_type') ?? read.id('workflow_id'),
    created_at: read.time('created_at'),
    started_at: read.time('started_at'),
    completed_at: read.time('completed_at'),
    current_step: read.step('current_step'),
    total_steps: measured(read.count('total_steps')),
    completed_steps: measured(read.count('completed_steps')),
    agents_used: read.texts('agents_used'),
    agents_assigned: read.texts('agents_assigned'),
    priority: read.text('priority', 100),
    deadline: read.time('deadline'),
    workspace: read.text('workspace'),
    error_message: read.text('error'),
  });
  return { record, problems: read.problems };
};
