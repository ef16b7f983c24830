import { isEnded, statusOf } from '@eljefe/contract';
import { type DataFrame } from '@grafana/data';

import { columnReaders, missingColumns, type ColumnReader } from '../../components/fieldReader';
import { frameMeta, type FrameNotice } from '../../components/frameMeta';
import { conditionOf } from '../../core/status/condition';
import { type PipelineInput, type SessionRow } from './pipeline.types';
import { isSessionGraph, readSessionGraph } from './readSessionGraph';

const COLUMN_NAMES = {
  id: ['session_id'],
  status: ['status', 'state'],
  source: ['source', 'orchestrator'],
  workflow: ['workflow_id', 'workflow'],
  goal: ['goal'],
  startedAt: ['started_at'],
  createdAt: ['created_at'],
  duration: ['duration_seconds'],
  age: ['age_seconds'],
  newsAt: ['last_news_at'],
  stale: ['stale'],
  total: ['total_steps'],
  completed: ['completed_steps'],
  waiting: ['waiting_on_human'],
  error: ['error_message', 'error'],
} as const satisfies Record<string, readonly string[]>;

type Columns = Readonly<Record<keyof typeof COLUMN_NAMES, ColumnReader>>;

export interface ReadSessionsInput {
  series: readonly DataFrame[];
  /** Viewer's clock when the data arrived, epoch ms. */
  receivedAtMs: number;
  /** No update came for so long that everything that should be moving is stale. */
  silent: boolean;
}

interface RowContext {
  read: Columns;
  cells: { steps: readonly unknown[]; handoffs: readonly unknown[] };
  receivedAtMs: number;
  shiftMs: number;
  silent: boolean;
}

const newsAtOf = ({ read, receivedAtMs, shiftMs }: RowContext, row: number): number | null => {
  const age = read.age.number(row);
  const stamp = read.newsAt.number(row);
  return age === null ? (stamp === null ? null : stamp + shiftMs) : receivedAtMs - Math.max(0, age) * 1_000;
};

const sessionOf = (context: RowContext, row: number): SessionRow | null => {
  const { read, cells, silent } = context;
  const sessionId = read.id.text(row);
  if (sessionId === null) {
    return null;
  }
  const status = statusOf(read.status.text(row) ?? '');
  const source = read.source.text(row) ?? '';
  const stale = !isEnded(status) && (silent || (read.stale.flag(row) ?? false));
  const waitingOnHuman = read.waiting.flag(row) ?? status === 'waiting';
  const condition = conditionOf({ status, stale, overLimit: false });
  return {
    key: `${source}\u0000${sessionId}`,
    source,
    sessionId,
    workflowId: read.workflow.text(row),
    goal: read.goal.text(row),
    status,
    condition: condition === 'running' && waitingOnHuman ? 'waiting' : condition,
    stale,
    startedAtMs: read.startedAt.number(row) ?? read.createdAt.number(row),
    durationSeconds: read.duration.number(row),
    newsAtMs: newsAtOf(context, row),
    totalSteps: read.total.number(row),
    completedSteps: read.completed.number(row),
    waitingOnHuman,
    error: read.error.text(row),
    stepsCell: cells.steps[row] ?? null,
    handoffsCell: cells.handoffs[row] ?? null,
  };
};

const missingOf = (frame: DataFrame): string[] =>
  missingColumns(frame, { session_id: COLUMN_NAMES.id, status: COLUMN_NAMES.status, steps: ['steps'] });

const cellsOf = (frame: DataFrame, name: string): readonly unknown[] =>
  frame.fields.find((field) => field.name.toLowerCase() === name)?.values ?? [];

const explain = (series: readonly DataFrame[]): PipelineInput => {
  const best = series.find((frame) => frame.name === 'sessions') ?? series.find((frame) => frame.fields.length > 0);
  return best
    ? { kind: 'missing-fields', missing: missingOf(best), found: best.fields.map((field) => field.name) }
    : { kind: 'no-frames' };
};

/**
 * Reads the panel's frames as sessions. Steps stay unread until their session is chosen.
 * @returns the sessions, or why there are none to read
 */
export const readSessions = ({ series, receivedAtMs, silent }: ReadSessionsInput): PipelineInput => {
  const frames = series.filter((frame) => missingOf(frame).length === 0);
  const graphs = series.filter(isSessionGraph);
  if (frames.length === 0 && graphs.length === 0) {
    return explain(series);
  }
  const sessions = new Map(graphs.map((nodes) => readSessionGraph(nodes, series)).map((row) => [row.key, row]));
  const notices: FrameNotice[] = graphs.flatMap((nodes) => frameMeta(nodes).notices);
  let shift = 0;
  for (const frame of frames) {
    const { at, notices: told } = frameMeta(frame);
    const shiftMs = at === null ? 0 : receivedAtMs - at;
    const cells = { steps: cellsOf(frame, 'steps'), handoffs: cellsOf(frame, 'handoffs') };
    const context = { read: columnReaders(frame, COLUMN_NAMES), cells, receivedAtMs, shiftMs, silent };
    shift = shiftMs;
    notices.push(...told);
    for (let row = 0; row < frame.length; row++) {
      const session = sessionOf(context, row);
      if (session) {
        // The graph of a session says more of its steps than the list of all.
        const graph = sessions.get(session.key);
        const cells = graph && { stepsCell: graph.stepsCell, handoffsCell: graph.handoffsCell };
        sessions.set(session.key, { ...session, ...cells });
      }
    }
  }
  return { kind: 'sessions', model: { sessions: [...sessions.values()], notices, shiftMs: shift } };
};
