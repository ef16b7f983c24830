import { isEnded, statusOf } from '@eljefe/contract';
import { type DataFrame } from '@grafana/data';

import { columnReaders, missingColumns, type ColumnReader } from '../../components/fieldReader';
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

type Columns = Readonly<Record<keyof typeof COLUMN_NAMES, ColumnReader>>;

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

interface RowContext extends ReadAgentsInput {
  read: Columns;
  /** Adds to a service stamp to get the viewer's clock. */
  shiftMs: number;
}

/** Progress is a ratio; anything else is not known to be one and is absent. */
const ratioOf = (value: number | null): number | null => (value !== null && value >= 0 && value <= 1 ? value : null);

const shifted = (stamp: number | null, shiftMs: number): number | null => (stamp === null ? null : stamp + shiftMs);

const newsAtOf = ({ read, receivedAtMs, shiftMs }: RowContext, row: number): number | null => {
  const age = read.age.number(row);
  return age === null ? shifted(read.newsAt.number(row), shiftMs) : receivedAtMs - Math.max(0, age) * 1000;
};

const saysStale = (input: RowContext, row: number, newsAtMs: number | null): boolean => {
  const { read, nowMs, receivedAtMs, staleAfterSeconds, silenceSeconds } = input;
  const tooOld = staleAfterSeconds > 0 && newsAtMs !== null && nowMs - newsAtMs > staleAfterSeconds * 1000;
  const silent = nowMs - receivedAtMs > silenceSeconds * 1000;
  return tooOld || silent || (read.stale.flag(row) ?? false);
};

const rowOf = (input: RowContext, row: number): AgentRow | null => {
  const { read, shiftMs, nowMs } = input;
  const jobId = read.id.text(row);
  const word = read.status.text(row);
  if (jobId === null) {
    return null;
  }
  const status = statusOf(word ?? '');
  const ended = isEnded(status);
  const source = read.source.text(row) ?? '';
  const startedAtMs = shifted(read.startedAt.number(row), shiftMs);
  const timeoutSeconds = read.timeout.number(row);
  const newsAtMs = newsAtOf(input, row);
  const stale = !ended && saysStale(input, row, newsAtMs);
  const overLimit =
    status === 'running' &&
    timeoutSeconds !== null &&
    startedAtMs !== null &&
    nowMs - startedAtMs > timeoutSeconds * 1000;
  const rawStatus = read.rawStatus.text(row) ?? word;
  return {
    key: `${source}\u0000${jobId}`,
    source,
    jobId,
    agent: read.agent.text(row) ?? jobId,
    agentType: read.agentType.text(row),
    status,
    rawStatus: rawStatus !== null && rawStatus.toLowerCase() !== status ? rawStatus : null,
    condition: conditionOf({ status, stale, overLimit }),
    stale,
    overLimit,
    task: read.task.text(row),
    step: read.step.text(row),
    progress: ended ? null : ratioOf(read.progress.number(row)),
    startedAtMs,
    startedStampMs: read.startedAt.number(row),
    newsAtMs,
    endedAtMs: read.endedAt.number(row),
    durationSeconds: read.duration.number(row),
    medianSeconds: read.median.number(row),
    p95Seconds: read.p95.number(row),
    timeoutSeconds,
    cpuPercent: read.cpu.number(row),
    memoryBytes: read.memory.number(row),
    gpuPercent: read.gpu.number(row),
    tokens: read.tokens.number(row),
    costUsd: read.cost.number(row),
    model: read.model.text(row),
    sessionId: read.session.text(row),
    workflowId: read.workflow.text(row),
    attempt: read.attempt.number(row),
    errorCategory: read.errorCategory.text(row),
    errorMessage: read.errorMessage.text(row),
  };
};

/** Field to name in a message, where a column that must be there is missing. */
const missingOf = (frame: DataFrame): string[] =>
  missingColumns(frame, { job_id: COLUMN_NAMES.id, status: COLUMN_NAMES.status });

const namesOf = (frame: DataFrame): string[] => frame.fields.map((field) => field.name);

const usable = (frame: DataFrame): boolean => missingOf(frame).length === 0;

/** Frames that hold agents: those named so, else all with an id and a status. */
const agentFrames = (series: readonly DataFrame[]): DataFrame[] => {
  const fit = series.filter(usable);
  const named = fit.filter((frame) => frame.name === 'agents');
  return named.length > 0 ? named : fit;
};

const explain = (series: readonly DataFrame[]): AgentsInput => {
  const best = series.find((frame) => frame.name === 'agents') ?? series.find((frame) => frame.fields.length > 0);
  return best ? { kind: 'missing-fields', missing: missingOf(best), found: namesOf(best) } : { kind: 'no-frames' };
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
    const read = columnReaders(frame, COLUMN_NAMES);
    const shiftMs = meta.at === null ? 0 : receivedAtMs - meta.at;
    at = meta.at ?? at;
    notices.push(...meta.notices);
    const context: RowContext = { ...input, read, shiftMs };
    const index = series.indexOf(frame);
    for (let row = 0; row < frame.length; row++) {
      const agent = rowOf(context, row);
      if (agent) {
        rows.set(agent.key, agent);
        positions.set(agent.key, { frame: index, row });
      }
    }
  }
  return { kind: 'agents', model: { rows: [...rows.values()], positions, notices, at } };
};
