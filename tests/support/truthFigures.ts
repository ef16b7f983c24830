import { type Truth, type TruthJob } from '../../pkg/simulator/src/index';

/** What the measures of one scenario must be, worked out from its truth file alone. */
export interface TruthFigures {
  completed: number;
  failed: number;
  tokens: number;
  successRate: number | null;
  errorRate: number | null;
  timeoutRate: number | null;
  wordsPer1000Tokens: number | null;
  responseSeconds: Spread;
  queueWaitSeconds: Spread;
  completionSeconds: Spread;
  workflowSeconds: Spread;
  automationRate: number | null;
  successByType: ReadonlyMap<string, number>;
  successByStep: ReadonlyMap<string, number>;
  responseByType: ReadonlyMap<string, number>;
  tokensByModel: ReadonlyMap<string, number>;
  failuresByCategory: ReadonlyMap<string, number>;
}

export interface Spread {
  mean: number | null;
  p50: number | null;
  p95: number | null;
  max: number | null;
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

const share = (part: number, all: number): number | null => (all === 0 ? null : part / all);

/** Interpolated between order statistics. */
const quantile = (values: readonly number[], q: number): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (at - Math.floor(at));
};

const spread = (values: readonly number[]): Spread => ({
  mean: mean(values),
  p50: quantile(values, 0.5),
  p95: quantile(values, 0.95),
  max: values.length === 0 ? null : Math.max(...values),
});

const grouped = <T>(
  jobs: readonly TruthJob[],
  keyOf: (job: TruthJob) => string | null,
  figure: (group: TruthJob[]) => T
): Map<string, T> => {
  const groups = new Map<string, TruthJob[]>();
  for (const job of jobs) {
    const key = keyOf(job);
    if (key !== null) {
      groups.set(key, [...(groups.get(key) ?? []), job]);
    }
  }
  return new Map([...groups].map(([key, group]) => [key, figure(group)]));
};

const seconds = ({ started_at, completed_at }: { started_at: number | null; completed_at: number | null }): number[] =>
  started_at === null || completed_at === null ? [] : [(completed_at - started_at) / 1_000];

const tokensOf = (jobs: readonly TruthJob[]): number => jobs.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);

const successOf = (jobs: readonly TruthJob[]): number =>
  jobs.filter(({ status }) => status === 'completed').length / jobs.length;

/** Of jobs that truly completed or failed; what was interrupted or orphaned counts nowhere here. */
export const truthFigures = (truth: Truth): TruthFigures => {
  const jobs = truth.jobs.filter(
    ({ status, orphaned }) => !orphaned && (status === 'completed' || status === 'failed')
  );
  const completed = jobs.filter(({ status }) => status === 'completed');
  const failed = jobs.filter(({ status }) => status === 'failed');
  const sessions = truth.sessions.filter(({ completed_at, orphaned }) => completed_at !== null && !orphaned);
  const words = jobs.reduce((sum, job) => sum + (job.words ?? 0), 0);
  return {
    completed: completed.length,
    failed: failed.length,
    tokens: tokensOf(jobs),
    successRate: share(completed.length, jobs.length),
    errorRate: share(failed.length, jobs.length),
    timeoutRate: share(failed.filter(({ error_category }) => error_category === 'timeout').length, jobs.length),
    wordsPer1000Tokens: share(1_000 * words, tokensOf(jobs)),
    responseSeconds: spread(jobs.flatMap(seconds)),
    queueWaitSeconds: spread(jobs.flatMap(({ queue_wait_seconds }) => queue_wait_seconds ?? [])),
    completionSeconds: spread(
      jobs.flatMap((job) =>
        seconds(job).map((took) => took + (job.queue_wait_seconds ?? 0) - (job.human_wait_seconds ?? 0))
      )
    ),
    workflowSeconds: spread(sessions.flatMap(seconds)),
    automationRate: share(sessions.filter(({ human_waits }) => human_waits === 0).length, sessions.length),
    successByType: grouped(jobs, ({ agent_type }) => agent_type, successOf),
    successByStep: grouped(jobs, ({ step }) => step, successOf),
    responseByType: grouped(
      jobs,
      ({ agent_type }) => agent_type,
      (group) => mean(group.flatMap(seconds)) ?? 0
    ),
    tokensByModel: grouped(jobs, ({ model }) => model, tokensOf),
    failuresByCategory: grouped(
      failed,
      ({ error_category }) => error_category,
      (group) => group.length
    ),
  };
};
