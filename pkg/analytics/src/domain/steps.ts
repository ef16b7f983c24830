import { isEnded, type Handoff, type Job, type Status, type Step } from '@eljefe/contract';

import { type SessionFold } from './sessionFold';

interface Phase {
  name: string;
  at: number;
  until: number;
}

const phasesOf = (fold: SessionFold): Phase[] => {
  const ordered = Object.entries(fold.phases).sort(([nameA, a], [nameB, b]) => a.at - b.at || (nameA < nameB ? -1 : 1));
  return ordered.map(([name, { at }], index) => ({ name, at, until: ordered[index + 1]?.[1].at ?? Infinity }));
};

/** The phase announced when a job started; jobs of a phase start inside it. */
const phaseAt = (phases: readonly Phase[], at: number | null): string | null =>
  at === null ? null : (phases.find((phase) => at >= phase.at && at < phase.until)?.name ?? null);

const groupByStep = (jobs: readonly Job[]): Map<string, Job[]> => {
  const groups = new Map<string, Job[]>();
  for (const job of jobs) {
    const key = job.step ?? job.job_id;
    const group = groups.get(key);
    if (group) {
      group.push(job);
    } else {
      groups.set(key, [job]);
    }
  }
  return groups;
};

/** Combines the known of some values, null when none is known. No spread: a session may have 100,000 attempts. */
const combined =
  (join: (a: number, b: number) => number) =>
  (values: ReadonlyArray<number | null>): number | null => {
    const known = values.filter((value): value is number => value !== null);
    return known.length === 0 ? null : known.reduce(join);
  };

const least = combined((a, b) => Math.min(a, b));
const most = combined((a, b) => Math.max(a, b));
const total = combined((a, b) => a + b);

/** Attempts in the order they were made: by number when told, else by start. */
const inOrder = (attempts: readonly Job[]): Job[] =>
  [...attempts].sort(
    (a, b) =>
      (a.attempt ?? 0) - (b.attempt ?? 0) ||
      (a.started_at ?? a.first_seen_at) - (b.started_at ?? b.first_seen_at) ||
      a.job_id.localeCompare(b.job_id)
  );

const stepOfJobs = (id: string, jobs: readonly Job[], phases: readonly Phase[]): Step | null => {
  const attempts = inOrder(jobs);
  const last = attempts.at(-1);
  if (last === undefined) {
    return null;
  }
  const started = least(attempts.map((job) => job.started_at));
  const ended = isEnded(last.status) ? last.completed_at : null;
  const phase = last.labels['phase'] ?? phaseAt(phases, started);
  return {
    step_id: id,
    name: last.step ?? last.agent,
    kind: 'agent',
    phase,
    status: last.status,
    agent_type: last.agent_type,
    job_ids: attempts.map((job) => job.job_id),
    attempts: Math.max(attempts.length, most(attempts.map((job) => job.attempt)) ?? 1),
    depends_on: [...new Set(attempts.flatMap((job) => job.depends_on))].sort(),
    parallel_group: last.labels['parallel_group'] ?? null,
    created_at: least(attempts.map((job) => job.created_at)),
    started_at: started,
    ended_at: ended,
    queue_seconds: total(attempts.map((job) => job.queue_wait_time)),
    human_wait_seconds: total(attempts.map((job) => job.human_wait_time)),
    duration_seconds: started === null || ended === null ? null : Math.max(0, (ended - started) / 1_000),
    progress: last.progress,
    cost: total(attempts.map((job) => job.total_cost)),
    tokens: total(attempts.map((job) => job.tokens_used)),
    error: last.status === 'failed' ? last.error_message : null,
    critical: null,
    critical_share: null,
  };
};

const phaseStatus = (phase: Phase, session: Status): Status => {
  if (phase.until !== Infinity) {
    return 'completed';
  }
  return session;
};

/** A phase without a job of its own: announced by the orchestrator, which tells no more of it than when it began. */
const stepOfPhase = (
  phase: Phase,
  before: Phase | undefined,
  session: { status: Status; endedAt: number | null }
): Step => {
  const ended = phase.until === Infinity ? session.endedAt : phase.until;
  return {
    step_id: `phase:${phase.name}`,
    name: phase.name,
    kind: 'phase',
    phase: phase.name,
    status: phaseStatus(phase, session.status),
    agent_type: null,
    job_ids: [],
    attempts: 1,
    depends_on: before === undefined ? [] : [`phase:${before.name}`],
    parallel_group: null,
    created_at: null,
    started_at: phase.at,
    ended_at: ended,
    queue_seconds: null,
    human_wait_seconds: null,
    duration_seconds: ended === null ? null : Math.max(0, (ended - phase.at) / 1_000),
    progress: null,
    cost: null,
    tokens: null,
    error: null,
    critical: null,
    critical_share: null,
  };
};

const byStart = (a: Step, b: Step): number =>
  (a.started_at ?? a.created_at ?? Infinity) - (b.started_at ?? b.created_at ?? Infinity) ||
  a.step_id.localeCompare(b.step_id);

/**
 * Steps of a session, rebuilt from its jobs and the announced phases, since the orchestrator's own counters stay 0 (D1).
 * A phase shows as a step of its own only while it has no job. Edges are those that were told: `depends_on`, and the order of phases.
 */
export const stepsOf = (
  fold: SessionFold,
  jobs: readonly Job[],
  session: { status: Status; endedAt: number | null }
): Step[] => {
  const phases = phasesOf(fold);
  const jobSteps = [...groupByStep(jobs)].flatMap(([id, group]) => stepOfJobs(id, group, phases) ?? []);
  const covered = new Set(jobSteps.map((step) => step.phase));
  const phaseSteps = phases.flatMap((phase, index) =>
    covered.has(phase.name) ? [] : [stepOfPhase(phase, phases[index - 1], session)]
  );
  return [...jobSteps, ...phaseSteps].sort(byStart);
};

const MISSING_INPUT = /missing (input|context|artifact)|input (missing|not found)|no (input|context) (from|given)/i;

const outcomeOf = (to: Step): Handoff['outcome'] => {
  if (to.status === 'failed' && MISSING_INPUT.test(to.error ?? '')) {
    return 'failed';
  }
  return to.started_at === null ? 'pending' : 'accepted';
};

/** W2.1: handoffs that were told: a job that names the step it was handed over from. */
export const handoffsOf = (jobs: readonly Job[], steps: readonly Step[]): Handoff[] => {
  const handed = new Map(jobs.filter((job) => job.handoff_from !== null).map((job) => [job.job_id, job]));
  const byId = new Map<string, Step>();
  steps.forEach((step) => step.job_ids.forEach((id) => byId.set(id, step)));
  steps.forEach((step) => byId.set(step.step_id, step));
  return steps.flatMap((to) => {
    const job = to.job_ids.map((id) => handed.get(id)).find((candidate) => candidate !== undefined);
    if (!job || job.handoff_from === null) {
      return [];
    }
    const from = byId.get(job.handoff_from);
    return [
      {
        from_step: from?.step_id ?? job.handoff_from,
        to_step: to.step_id,
        from_agent: from?.agent_type ?? null,
        to_agent: to.agent_type,
        at: to.started_at ?? to.created_at,
        outcome: outcomeOf(to),
        context_score: job.context_score,
      },
    ];
  });
};
