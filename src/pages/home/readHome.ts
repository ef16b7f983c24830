import { type Frame } from '@eljefe/contract';
import { type DataFrame } from '@grafana/data';

import { columnReaders } from '../../components/fieldReader';
import { frameRows, jsonOf } from '../service/frameRows';
import {
  type BudgetRow,
  type HomeInput,
  type LiveJobRow,
  type LiveSessionRow,
  type OrchestratorRow,
} from './needs.types';

const rowsOf = <T>(frame: DataFrame | undefined, read: (row: number) => T): T[] =>
  Array.from({ length: frame?.length ?? 0 }, (_, row) => read(row));

const JOB = {
  source: ['source'],
  jobId: ['job_id'],
  sessionId: ['session_id'],
  workflow: ['workflow_id'],
  step: ['step'],
  agent: ['agent'],
  agentType: ['agent_type'],
  status: ['status'],
  stale: ['stale'],
  age: ['age_seconds'],
  task: ['task'],
  error: ['error_message'],
  completedAt: ['completed_at'],
} as const;

const jobsOf = (frame: DataFrame | undefined): LiveJobRow[] => {
  if (!frame) {
    return [];
  }
  const read = columnReaders(frame, JOB);
  return rowsOf(frame, (row) => ({
    source: read.source.text(row) ?? '',
    jobId: read.jobId.text(row) ?? '',
    sessionId: read.sessionId.text(row),
    workflow: read.workflow.text(row),
    step: read.step.text(row),
    agent: read.agent.text(row) ?? read.agentType.text(row) ?? '',
    agentType: read.agentType.text(row) ?? '',
    status: read.status.text(row) ?? 'unknown',
    stale: read.stale.flag(row) === true,
    ageSeconds: read.age.number(row) ?? 0,
    task: read.task.text(row),
    error: read.error.text(row),
    completedAt: read.completedAt.number(row),
  }));
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Names of the steps under way; null when none is told. */
const runningSteps = (text: string | null): string | null => {
  const steps = jsonOf(text);
  const names = (Array.isArray(steps) ? steps : []).flatMap((step: unknown) =>
    isRecord(step) && (step['status'] === 'running' || step['status'] === 'waiting') ? [String(step['name'])] : []
  );
  return names.length === 0 ? null : names.join(', ');
};

const SESSION = {
  source: ['source'],
  sessionId: ['session_id'],
  workflow: ['workflow_id'],
  goal: ['goal'],
  status: ['status'],
  stale: ['stale'],
  waits: ['waiting_on_human'],
  age: ['age_seconds'],
  completedAt: ['completed_at'],
  error: ['error_message'],
  steps: ['steps'],
  stepsDone: ['completed_steps'],
  stepsAll: ['total_steps'],
  cost: ['total_cost'],
} as const;

const sessionsOf = (frame: DataFrame | undefined): LiveSessionRow[] => {
  if (!frame) {
    return [];
  }
  const read = columnReaders(frame, SESSION);
  return rowsOf(frame, (row) => ({
    source: read.source.text(row) ?? '',
    sessionId: read.sessionId.text(row) ?? '',
    workflow: read.workflow.text(row),
    goal: read.goal.text(row),
    status: read.status.text(row) ?? 'unknown',
    stale: read.stale.flag(row) === true,
    waitsOnPerson: read.waits.flag(row) === true,
    ageSeconds: read.age.number(row) ?? 0,
    completedAt: read.completedAt.number(row),
    error: read.error.text(row),
    step: runningSteps(read.steps.text(row)),
    stepsDone: read.stepsDone.number(row),
    stepsAll: read.stepsAll.number(row),
    costUsd: read.cost.number(row),
  }));
};

const ORCHESTRATOR = {
  name: ['name'],
  status: ['status'],
  reason: ['reason'],
  stale: ['stale'],
  age: ['age_seconds'],
} as const;

const orchestratorsOf = (frame: DataFrame | undefined): OrchestratorRow[] => {
  if (!frame) {
    return [];
  }
  const read = columnReaders(frame, ORCHESTRATOR);
  return rowsOf(frame, (row) => ({
    name: read.name.text(row) ?? '',
    status: read.status.text(row) ?? 'unknown',
    reason: read.reason.text(row),
    stale: read.stale.flag(row) === true,
    ageSeconds: read.age.number(row),
  }));
};

/** Budgets of the service's answer; a row without limit or use is none. */
export const readBudgets = (frame: Frame | undefined): BudgetRow[] =>
  frameRows(frame, (row): BudgetRow | null => {
    const [limit, spent] = [row.number('limit'), row.number('spent')];
    return limit === null || spent === null
      ? null
      : {
          budget: row.text('budget') ?? '',
          subject: row.text('subject') ?? '',
          spentUsd: spent,
          limitUsd: limit,
          ratio: row.number('ratio') ?? spent / limit,
          level: row.text('level') ?? '',
          period: row.text('period') ?? '',
        };
  }).filter((row) => row !== null);

/** Reads frames of live state (`agents`, `sessions`, `orchestrators`); null when there are none yet. */
export const readHome = (frames: readonly DataFrame[], budgets: BudgetRow[]): HomeInput | null => {
  const named = (name: string) => frames.find((frame) => frame.name === name);
  const agents = named('agents');
  if (!agents && !named('orchestrators') && !named('sessions')) {
    return null;
  }
  const custom: unknown = (agents ?? frames[0])?.meta?.custom;
  const cursor: unknown = typeof custom === 'object' && custom !== null ? Reflect.get(custom, 'cursorTime') : null;
  return {
    jobs: jobsOf(agents),
    sessions: sessionsOf(named('sessions')),
    orchestrators: orchestratorsOf(named('orchestrators')),
    budgets,
    cursorTime: typeof cursor === 'number' ? cursor : 0,
  };
};
