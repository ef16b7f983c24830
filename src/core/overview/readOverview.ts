import { type DataFrame } from '@grafana/data';

import { type AgentRow, type OrchestratorSummary, type OverviewInput } from './overview.types';

type Cell = (name: string) => unknown;

const textOr = <T>(value: unknown, other: T): string | T => (typeof value === 'string' && value !== '' ? value : other);
const numberOr = <T>(value: unknown, other: T): number | T =>
  typeof value === 'number' && Number.isFinite(value) ? value : other;

const rows = <T>(frame: DataFrame | undefined, read: (cell: Cell) => T): T[] =>
  Array.from({ length: frame?.length ?? 0 }, (_, row) =>
    read((name) => frame?.fields.find((field) => field.name === name)?.values[row])
  );

const agent = (cell: Cell): AgentRow => ({
  source: textOr(cell('source'), ''),
  jobId: textOr(cell('job_id'), ''),
  agent: textOr(cell('agent'), textOr(cell('agent_type'), 'an agent')),
  status: textOr(cell('status'), 'unknown'),
  stale: cell('stale') === true,
  ageSeconds: numberOr(cell('age_seconds'), 0),
  task: textOr(cell('task'), null),
  error: textOr(cell('error_message'), null),
  startedAt: numberOr(cell('started_at'), null),
  completedAt: numberOr(cell('completed_at'), null),
});

const orchestrator = (cell: Cell): OrchestratorSummary => ({
  name: textOr(cell('name'), 'an orchestrator'),
  status: textOr(cell('status'), 'unknown'),
  reason: textOr(cell('reason'), null),
  stale: cell('stale') === true,
  ageSeconds: numberOr(cell('age_seconds'), null),
});

/** Reads frames of live state (`agents`, `orchestrators`); null when there are none yet. */
export const readOverview = (frames: readonly DataFrame[]): OverviewInput | null => {
  const agents = frames.find(({ name }) => name === 'agents');
  const orchestrators = frames.find(({ name }) => name === 'orchestrators');
  if (!agents && !orchestrators) {
    return null;
  }
  const custom: unknown = (agents ?? orchestrators)?.meta?.custom;
  const cursor = typeof custom === 'object' && custom !== null ? Reflect.get(custom, 'cursorTime') : null;
  return {
    agents: rows(agents, agent),
    orchestrators: rows(orchestrators, orchestrator),
    cursorTime: numberOr(cursor, 0),
  };
};
