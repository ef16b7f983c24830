import { isEnded, type Job, type Session, type Status } from '@eljefe/contract';

import { type SessionField, type SessionFields, type SessionFold } from './sessionFold';
import { handoffsOf, stepsOf } from './steps';

type Getter = <K extends SessionField>(key: K) => NonNullable<SessionFields[K]> | null;

const getter =
  (fold: SessionFold): Getter =>
  (key) =>
    (fold.fields[key]?.v as NonNullable<SessionFields[typeof key]> | undefined) ?? null;

const sum = (values: ReadonlyArray<number | null>): number | null => {
  const known = values.filter((value): value is number => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
};

const duration = (start: number | null, end: number | null): number | null =>
  start === null || end === null || end < start ? null : (end - start) / 1_000;

/** Earliest first; a fixed order, so that the view does not depend on the order of arrival. */
const inOrder = (jobs: readonly Job[]): Job[] =>
  [...jobs].sort(
    (a, b) =>
      (a.started_at ?? a.created_at ?? a.first_seen_at) - (b.started_at ?? b.created_at ?? b.first_seen_at) ||
      (a.job_id < b.job_id ? -1 : 1)
  );

const lastEnded = (jobs: readonly Job[]): Job | undefined =>
  jobs.reduce<Job | undefined>(
    (last, job) => ((job.completed_at ?? 0) >= (last?.completed_at ?? 0) ? job : last),
    undefined
  );

/**
 * Status of a session nobody announced, as its jobs tell it: under way while one of them is, else the outcome of the
 * job that ended last. `raw_status` stays null, which tells it from an announced one.
 */
export const statusOfJobs = (jobs: readonly Job[]): Status => {
  const open = jobs.filter((job) => !isEnded(job.status)).map((job) => job.status);
  if (open.length === 0) {
    return lastEnded(jobs)?.status ?? 'unknown';
  }
  return open.find((status) => status === 'running') ?? open.find(isWaiting) ?? open[0] ?? 'unknown';
};

/** An end that was announced without its time is dated by its last news. */
const endOf = (fold: SessionFold, jobs: readonly Job[], told: number | null): number | null =>
  told ?? fold.status?.stamp ?? lastEnded(jobs)?.completed_at ?? null;

/**
 * A session as everyone sees it, from its own news and its jobs.
 * @param unordered every job known with this session's id
 */
export const viewSession = (fold: SessionFold, unordered: readonly Job[]): Session => {
  const get = getter(fold);
  const jobs = inOrder(unordered);
  const status = fold.status?.status ?? statusOfJobs(jobs);
  const ended = isEnded(status) ? endOf(fold, jobs, get('completed_at')) : null;
  const steps = stepsOf(fold, jobs, { status, endedAt: ended });
  const started = get('started_at');
  const done = steps.filter((step) => isEnded(step.status)).length;
  const used = get('agents_used') ?? [];
  return {
    source: fold.source,
    session_id: fold.id,
    workflow_id: get('workflow_id') ?? jobs.find((job) => job.workflow_id !== null)?.workflow_id ?? null,
    goal: get('goal'),
    status,
    raw_status: fold.status?.raw ?? null,
    created_at: get('created_at'),
    started_at: started,
    completed_at: ended,
    first_seen_at: fold.firstSeen,
    last_news_at: jobs.reduce((latest, job) => Math.max(latest, job.last_news_at), fold.lastNews),
    duration_seconds: duration(started ?? get('created_at'), ended),
    current_step: get('current_step') ?? currentStep(steps),
    total_steps: get('total_steps') ?? (steps.length > 0 ? steps.length : null),
    completed_steps: get('completed_steps') ?? (steps.length > 0 ? done : null),
    agents_used: used.length > 0 ? used : [...new Set(jobs.map((job) => job.agent_type))].sort(),
    priority: get('priority'),
    deadline: get('deadline'),
    user: get('user') ?? jobs.find((job) => job.user !== null)?.user ?? null,
    tokens_used: sum(jobs.map((job) => job.tokens_used)),
    total_cost: sum(jobs.map((job) => job.total_cost)),
    human_wait_seconds: sum(jobs.map((job) => job.human_wait_time)),
    human_actions: fold.humanActions.length,
    waiting_on_human: !isEnded(status) && (isWaiting(status) || jobs.some((job) => isWaiting(job.status))),
    error_message: get('error_message'),
    steps,
    handoffs: handoffsOf(jobs, steps),
  };
};

const isWaiting = (status: Status): boolean => status === 'waiting' || status === 'paused';

const currentStep = (steps: Session['steps']): string | null =>
  steps.filter((step) => step.status === 'running').at(-1)?.name ?? null;
