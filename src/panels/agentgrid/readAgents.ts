import { isEnded, statusOf } from '@eljefe/contract';
import { type DataFrame } from '@grafana/data';

import { fieldReader, type FieldReader } from '../../components/fieldReader';
import { frameMeta, type FrameNotice } from '../../components/frameMeta';
import { conditionOf } from '../../core/status/condition';
import { type AgentRow, type AgentsInput, type RowPosition } from './agentGrid.types';

/** Columns and the names they may have; the first that is there counts. */
const COLUMN_NAMES = {
  id: ['job_id', 'agent_id', 'id', 'agent', 'name'],
  status: ['status', 'state'],
  rawStatus: ['raw_status'],
  source: ['source', 'orchestrator'],
  agent: ['agent', 'name', 'agent_name'],
  agentType: ['agent_type', 'type'],
  task: ['task', 'current_task'],
  step: ['current_step', 'step'],
  progress: ['progress'],
  age: ['age_seconds'],
  newsAt: ['last_news_at', 'updated_at', 'last_seen'],
  stale: ['stale'],
  startedAt: ['started_at'],
  endedAt: ['completed_at', 'ended_at'],
  duration: ['duration_seconds'],
  median: ['median_seconds', 'usual_median_seconds', 'duration_p50'],
  p95: ['p95_seconds', 'usual_p95_seconds', 'duration_p95'],
  timeout: ['timeout_limit'],
  cpu: ['cpu_percent'],
  memory: ['memory_bytes'],
  gpu: ['gpu_percent'],
  tokens: ['tokens_used', 'tokens'],
  cost: ['total_cost', 'cost'],
  model: ['model'],
  session: ['session_id'],
  workflow: ['workflow_id'],
  attempt: ['attempt'],
  errorCategory: ['error_category'],
  errorMessage: ['error_message', 'error'],
} as const satisfies Record<string, readonly string[]>;

export interface ReadAgentsInput {
  series: readonly DataFrame[];
  /** Viewer's clock when the data arrived, epoch ms. */
  receivedAtMs: number;
  /** Viewer's clock now, epoch ms. */
  nowMs: number;
  /** Seconds without news after which a row is stale; 0 = as the source says. */
  staleAfterSeconds: number;
  /** Seconds without any update after which every row that should be moving is stale. */
  silenceSeconds: number;
}

interface RowInput extends ReadAgentsInput {
  read: FieldReader;
  row: number;
  /** Adds to a service stamp to get the viewer's clock. */
  shiftMs: number;
}

/** Progress is a ratio; anything else is not known to be one and is absent. */
const ratioOf = (value: number | null): number | null => (value !== null && value >= 0 && value <= 1 ? value : null);

const shifted = (stamp: number | null, shiftMs: number): number | null => (stamp === null ? null : stamp + shiftMs);

const newsAtOf = ({ read, row, receivedAtMs, shiftMs }: RowInput): number | null => {
  const age = read.number(COLUMN_NAMES.age, row);
  return age === null
    ? shifted(read.number(COLUMN_NAMES.newsAt, row), shiftMs)
    : receivedAtMs - Math.max(0, age) * 1000;
};

const isStale = (input: RowInput, newsAtMs: number | null): boolean => {
  const { read, row, nowMs, receivedAtMs, staleAfterSeconds, silenceSeconds } = input;
  const tooOld = staleAfterSeconds > 0 && newsAtMs !== null && nowMs - newsAtMs > staleAfterSeconds * 1000;
  const silent = nowMs - receivedAtMs > silenceSeconds * 1000;
  return tooOld || silent || (read.flag(COLUMN_NAMES.stale, row) ?? false);
};

const rowOf = (input: RowInput): AgentRow | null => {
  const { read, row, shiftMs, nowMs } = input;
  const jobId = read.text(COLUMN_NAMES.id, row);
  const word = read.text(COLUMN_NAMES.status, row);
  if (jobId === null) {
    return null;
  }
  const status = statusOf(word ?? '');
  const ended = isEnded(status);
  const source = read.text(COLUMN_NAMES.source, row) ?? '';
  const startedAtMs = shifted(read.number(COLUMN_NAMES.startedAt, row), shiftMs);
  const timeoutSeconds = read.number(COLUMN_NAMES.timeout, row);
  const newsAtMs = newsAtOf(input);
  const stale = !ended && isStale(input, newsAtMs);
  const overLimit =
    status === 'running' &&
    timeoutSeconds !== null &&
    startedAtMs !== null &&
    nowMs - startedAtMs > timeoutSeconds * 1000;
  const rawStatus = read.text(COLUMN_NAMES.rawStatus, row) ?? word;
  return {
    key: `${source}\u0000${jobId}`,
    source,
    jobId,
    agent: read.text(COLUMN_NAMES.agent, row) ?? jobId,
    agentType: read.text(COLUMN_NAMES.agentType, row),
    status,
    rawStatus: rawStatus !== null && rawStatus.toLowerCase() !== status ? rawStatus : null,
    condition: conditionOf({ status, stale, overLimit }),
    stale,
    overLimit,
    task: read.text(COLUMN_NAMES.task, row),
    step: read.text(COLUMN_NAMES.step, row),
    progress: ended ? null : ratioOf(read.number(COLUMN_NAMES.progress, row)),
    startedAtMs,
    newsAtMs,
    endedAtMs: read.number(COLUMN_NAMES.endedAt, row),
    durationSeconds: read.number(COLUMN_NAMES.duration, row),
    medianSeconds: read.number(COLUMN_NAMES.median, row),
    p95Seconds: read.number(COLUMN_NAMES.p95, row),
    timeoutSeconds,
    cpuPercent: read.number(COLUMN_NAMES.cpu, row),
    memoryBytes: read.number(COLUMN_NAMES.memory, row),
    gpuPercent: read.number(COLUMN_NAMES.gpu, row),
    tokens: read.number(COLUMN_NAMES.tokens, row),
    costUsd: read.number(COLUMN_NAMES.cost, row),
    model: read.text(COLUMN_NAMES.model, row),
    sessionId: read.text(COLUMN_NAMES.session, row),
    workflowId: read.text(COLUMN_NAMES.workflow, row),
    attempt: read.number(COLUMN_NAMES.attempt, row),
    errorCategory: read.text(COLUMN_NAMES.errorCategory, row),
    errorMessage: read.text(COLUMN_NAMES.errorMessage, row),
  };
};

const missingOf = (read: FieldReader): string[] => [
  ...(read.has(COLUMN_NAMES.id) ? [] : ['job_id']),
  ...(read.has(COLUMN_NAMES.status) ? [] : ['status']),
];

const namesOf = (frame: DataFrame): string[] => frame.fields.map((field) => field.name);

const usable = (frame: DataFrame): boolean => missingOf(fieldReader(frame)).length === 0;

/** Frames that hold agents: those named so, else all with an id and a status. */
const agentFrames = (series: readonly DataFrame[]): DataFrame[] => {
  const fit = series.filter(usable);
  const named = fit.filter((frame) => frame.name === 'agents');
  return named.length > 0 ? named : fit;
};

const explain = (series: readonly DataFrame[]): AgentsInput => {
  const best = series.find((frame) => frame.name === 'agents') ?? series.find((frame) => frame.fields.length > 0);
  return best
    ? { kind: 'missing-fields', missing: missingOf(fieldReader(best)), found: namesOf(best) }
    : { kind: 'no-frames' };
};

/**
 * Reads the panel's frames as agents. Rows without an id are left out; of a repeated identity the last row counts.
 * @returns the agents, or why there are none to read
 */
export const readAgents = (input: ReadAgentsInput): AgentsInput => {
  const { series, receivedAtMs } = input;
  const frames = agentFrames(series);
  if (frames.length === 0) {
    return explain(series);
  }
  const rows = new Map<string, AgentRow>();
  const positions = new Map<string, RowPosition>();
  const notices: FrameNotice[] = [];
  let at: number | null = null;
  for (const frame of frames) {
    const meta = frameMeta(frame);
    const read = fieldReader(frame);
    const shiftMs = meta.at === null ? 0 : receivedAtMs - meta.at;
    at = meta.at ?? at;
    notices.push(...meta.notices);
    for (let row = 0; row < frame.length; row++) {
      const agent = rowOf({ ...input, read, row, shiftMs });
      if (agent) {
        rows.set(agent.key, agent);
        positions.set(agent.key, { frame: series.indexOf(frame), row });
      }
    }
  }
  return { kind: 'agents', model: { rows: [...rows.values()], positions, notices, at } };
};
