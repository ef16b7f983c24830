import { isEnded, statusOf, type Handoff } from '@eljefe/contract';

import { conditionOf } from '../../core/status/condition';
import { type HandoffRow, type StepRow } from './pipeline.types';

type Told = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Told => typeof value === 'object' && value !== null;

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

const ratioOf = (value: unknown): number | null => {
  const number = numberOf(value);
  return number !== null && number >= 0 && number <= 1 ? number : null;
};

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.flatMap((item) => textOf(item) ?? []) : []);

/** The list in a cell that holds JSON text or the list itself; empty when it holds neither. */
const listOf = (cell: unknown): readonly unknown[] => {
  if (Array.isArray(cell)) {
    return cell;
  }
  try {
    const parsed: unknown = typeof cell === 'string' && cell !== '' ? JSON.parse(cell) : null;
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
};

const stepOf = (told: Told, sessionStale: boolean): StepRow | null => {
  const id = textOf(told.step_id);
  if (id === null) {
    return null;
  }
  const status = statusOf(textOf(told.status) ?? '');
  const startedAtMs = numberOf(told.started_at);
  return {
    id,
    name: textOf(told.name) ?? id,
    phase: textOf(told.phase),
    parallelGroup: textOf(told.parallel_group),
    agentType: textOf(told.agent_type),
    status,
    condition: conditionOf({ status, stale: sessionStale, overLimit: false }),
    jobIds: textsOf(told.job_ids),
    dependsOn: textsOf(told.depends_on),
    attempts: numberOf(told.attempts) ?? 1,
    createdAtMs: numberOf(told.created_at),
    startedAtMs,
    endedAtMs: numberOf(told.ended_at),
    queueSeconds: numberOf(told.queue_seconds),
    humanWaitSeconds: numberOf(told.human_wait_seconds),
    durationSeconds: numberOf(told.duration_seconds),
    progress: isEnded(status) ? null : ratioOf(told.progress),
    medianSeconds: numberOf(told.median_seconds),
    p95Seconds: numberOf(told.p95_seconds),
    costUsd: numberOf(told.cost),
    tokens: numberOf(told.tokens),
    error: textOf(told.error),
    critical: told.critical === true,
    criticalShare: ratioOf(told.critical_share),
  };
};

const OUTCOMES: ReadonlyArray<Handoff['outcome']> = ['pending', 'accepted', 'failed'];

/** Inferred handoffs are guesses; the picture shows only what was told. */
const handoffOf = (told: Told): HandoffRow | null => {
  const from = textOf(told.from_step);
  const to = textOf(told.to_step);
  return from === null || to === null || told.inferred === true
    ? null
    : {
        from,
        to,
        outcome: OUTCOMES.find((outcome) => outcome === told.outcome) ?? 'pending',
        contextScore: ratioOf(told.context_score),
      };
};

interface Cells {
  stepsCell: unknown;
  handoffsCell: unknown;
  /** The session has had no news for too long: what runs in it is stuck. */
  stale: boolean;
}

export interface SessionSteps {
  steps: StepRow[];
  handoffs: HandoffRow[];
}

/** Reads the steps and handoffs of one session; of a repeated step the last counts. */
export const readSteps = ({ stepsCell, handoffsCell, stale }: Cells): SessionSteps => {
  const steps = listOf(stepsCell)
    .filter(isRecord)
    .flatMap((told) => stepOf(told, stale) ?? []);
  return {
    steps: [...new Map(steps.map((step) => [step.id, step])).values()],
    handoffs: listOf(handoffsCell)
      .filter(isRecord)
      .flatMap((told) => handoffOf(told) ?? []),
  };
};
