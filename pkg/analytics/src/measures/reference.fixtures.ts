import { type RowOf } from '../store';
import { type MeasureSettings } from './settings';

export type JobRow = RowOf<'jobs'>;
export type SessionRow = RowOf<'sessions'>;

const ENDED = ['completed', 'failed', 'interrupted', 'cancelled'];
const isEnded = ({ status }: { status: string }): boolean => ENDED.includes(status);
const isDecided = ({ status }: { status: string }): boolean => status === 'completed' || status === 'failed';

const share = <T>(items: readonly T[], hit: (item: T) => boolean): number | null =>
  items.length === 0 ? null : items.filter(hit).length / items.length;

const known = (values: ReadonlyArray<number | null>): number[] =>
  values.filter((value): value is number => value !== null);

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : sum(values) / values.length);

/** Interpolated between order statistics, as the definition says. */
const quantile = (values: readonly number[], q: number): number | null => {
  if (values.length === 0) {
    return null;
  }
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? 0;
  return low + (high - low) * (at - Math.floor(at));
};

const spread = (values: readonly number[], statistic: string): number | null =>
  statistic === 'mean'
    ? mean(values)
    : statistic === 'max'
      ? values.length === 0
        ? null
        : Math.max(...values)
      : quantile(values, Number(statistic.slice(1)) / 100);

interface Fold {
  fields: Record<string, { v: number } | undefined>;
}

const used = (job: JobRow, field: string): number | null => {
  const fold: Fold = JSON.parse(job.stamps);
  return fold.fields[field]?.v ?? null;
};

const resourceCost = (job: JobRow, { prices }: MeasureSettings): number | null => {
  if (job.resource_cost_usd !== null) {
    return job.resource_cost_usd;
  }
  const hours = job.duration_s === null ? null : job.duration_s / 3_600;
  const part = (value: number | null, price: number | null): number | null =>
    value === null || price === null || hours === null ? null : value * hours * price;
  const [cpu, memory, gpu] = [used(job, 'cpu_percent'), used(job, 'memory_bytes'), used(job, 'gpu_percent')];
  const parts = known([
    part(cpu === null ? null : cpu / 100, prices.cpuCoreHourUsd),
    part(memory === null ? null : memory / 2 ** 30, prices.memoryGibHourUsd),
    part(gpu === null ? null : gpu / 100, prices.gpuHourUsd),
  ]);
  return parts.length === 0 ? null : sum(parts);
};

const worth = (agentType: string, { values }: MeasureSettings): number | null => {
  const row = values.find((one) => one.agentType === agentType) ?? values.find((one) => one.agentType === '*');
  return row ? (row.minutesSaved / 60) * row.hourlyRateUsd : null;
};

const roi = (jobs: readonly JobRow[], settings: MeasureSettings): number | null => {
  const priced = jobs.filter((job) => job.total_cost_usd !== null && worth(job.agent_type, settings) !== null);
  const cost = sum(priced.map((job) => job.total_cost_usd ?? 0));
  const value = sum(priced.map((job) => (job.status === 'completed' ? (worth(job.agent_type, settings) ?? 0) : 0)));
  return cost === 0 ? null : (value - cost) / cost;
};

const compliance = (jobs: readonly JobRow[], { policies }: MeasureSettings): number | null => {
  const checks = jobs.flatMap((job) => [
    ...(policies.allowedModels === null || job.model === '' ? [] : [policies.allowedModels.includes(job.model)]),
    ...(policies.maxJobCostUsd === null || job.total_cost_usd === null
      ? []
      : [job.total_cost_usd <= policies.maxJobCostUsd]),
  ]);
  return share(checks, (passed) => passed);
};

interface Recovery {
  failedAt: number;
  seconds: number | null;
}

/** First failures of each row of failures, with the time to the next success of the same step or agent. */
const recoveries = (jobs: readonly JobRow[]): Recovery[] => {
  const key = (job: JobRow): string =>
    JSON.stringify([job.source, job.step === '' ? job.agent : `${job.workflow}/${job.step}`, job.step === '']);
  const decided = jobs.filter(isDecided).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return decided.flatMap((job, index): Recovery[] => {
    const same = (other: JobRow): boolean => key(other) === key(job);
    const before = decided.slice(0, index).filter(same).at(-1);
    if (job.status !== 'failed' || before?.status === 'failed') {
      return [];
    }
    const next = decided.slice(index + 1).find((other) => same(other) && other.status === 'completed');
    return [{ failedAt: job.at, seconds: next ? (next.at - job.at) / 1_000 : null }];
  });
};

export type Reference<T> = (rows: readonly T[], settings: MeasureSettings, statistic: string) => number | null;

const ended =
  (of: Reference<JobRow>): Reference<JobRow> =>
  (rows, settings, statistic) =>
    of(rows.filter(isEnded), settings, statistic);

const spreadOf = (column: (job: JobRow) => number | null): Reference<JobRow> =>
  ended((jobs, _settings, statistic) => spread(known(jobs.map(column)), statistic));

const meanUse = (field: string): Reference<JobRow> => ended((jobs) => mean(known(jobs.map((job) => used(job, field)))));

const contradictory = (row: { ended_at: number | null; started_at: number | null }): boolean =>
  row.ended_at === null || (row.started_at !== null && row.ended_at < row.started_at);

/** Each definition of features.md over plain rows, written a second time and without SQL. */
export const JOB_REFERENCES: Readonly<Record<string, Reference<JobRow>>> = {
  success_rate: (jobs) => share(jobs.filter(isDecided), ({ status }) => status === 'completed'),
  error_rate: (jobs) => share(jobs.filter(isDecided), ({ status }) => status === 'failed'),
  timeout_rate: ended((jobs) => share(jobs, (job) => job.error_category === 'timeout')),
  response_time: spreadOf((job) => job.duration_s),
  completion_time: spreadOf((job) =>
    job.queue_wait_s === null || job.processing_s === null ? null : job.queue_wait_s + job.processing_s
  ),
  queue_wait: spreadOf((job) => job.queue_wait_s),
  throughput: ended((jobs) => (jobs.length === 0 ? null : jobs.length)),
  token_efficiency: ended((jobs) => {
    const told = jobs.filter((job) => (job.tokens_total ?? 0) > 0 && (job.words ?? job.output_tokens) !== null);
    const tokens = sum(told.map((job) => job.tokens_total ?? 0));
    return tokens === 0 ? null : (1_000 * sum(told.map((job) => job.words ?? job.output_tokens ?? 0))) / tokens;
  }),
  quality_score: ended((jobs) => mean(known(jobs.map((job) => job.quality_score)))),
  revision_rate: ended((jobs) =>
    jobs.every((job) => job.revision_count === null) ? null : share(jobs, (job) => (job.revision_count ?? 0) > 0)
  ),
  satisfaction: ended((jobs) => mean(known(jobs.map((job) => job.satisfaction)))),
  cost_per_task: ended((jobs) => mean(known(jobs.map((job) => job.total_cost_usd)))),
  cost_total: ended((jobs) => {
    const costs = known(jobs.map((job) => job.total_cost_usd));
    return costs.length === 0 ? null : sum(costs);
  }),
  tokens_used: ended((jobs) => {
    const tokens = known(jobs.map((job) => job.tokens_total));
    return tokens.length === 0 ? null : sum(tokens);
  }),
  token_cost: ended((jobs) => {
    const costs = known(jobs.map((job) => job.token_cost_usd));
    return costs.length === 0 ? null : sum(costs);
  }),
  unpriced_jobs: ended((jobs) => {
    const counted = jobs.filter((job) => (job.tokens_total ?? 0) > 0);
    return counted.length === 0 ? null : counted.filter((job) => job.total_cost_usd === null).length;
  }),
  resource_cost: ended((jobs, settings) => {
    const costs = known(jobs.map((job) => resourceCost(job, settings)));
    return costs.length === 0 ? null : sum(costs);
  }),
  roi: ended(roi),
  step_success_rate: (jobs) =>
    share(
      jobs.filter((job) => isDecided(job) && job.step !== ''),
      ({ status }) => status === 'completed'
    ),
  job_consistency: ended((jobs) =>
    share(
      jobs,
      (job) =>
        !contradictory(job) && !(job.created_at !== null && job.started_at !== null && job.started_at < job.created_at)
    )
  ),
  recovery_time: (jobs, _settings, statistic) =>
    spread(known(recoveries(jobs).map(({ seconds }) => seconds)), statistic),
  unrecovered_failures: (jobs) => {
    const failures = recoveries(jobs);
    return failures.length === 0 ? null : failures.filter(({ seconds }) => seconds === null).length;
  },
  compliance_adherence: ended(compliance),
  agent_cpu_percent: meanUse('cpu_percent'),
  agent_memory_bytes: meanUse('memory_bytes'),
  agent_gpu_percent: meanUse('gpu_percent'),
  agent_network_bytes: meanUse('network_bytes'),
  agent_disk_bytes: meanUse('disk_bytes'),
};

interface Detail {
  steps: Array<{ critical_share: number | null }>;
  handoffs: Array<{ outcome: string; context_score: number | null }>;
  parallel_efficiency: number | null;
}

const detailOf = (session: SessionRow): Detail => JSON.parse(session.detail);

const endedSessions =
  (of: (sessions: readonly SessionRow[], statistic: string) => number | null): Reference<SessionRow> =>
  (rows, _settings, statistic) =>
    of(rows.filter(isEnded), statistic);

export const SESSION_REFERENCES: Readonly<Record<string, Reference<SessionRow>>> = {
  workflow_time: endedSessions((sessions, statistic) =>
    spread(known(sessions.map((one) => one.duration_s)), statistic)
  ),
  automation_rate: endedSessions((sessions) =>
    share(sessions, (one) => (one.human_actions ?? 0) === 0 && (one.human_wait_s ?? 0) === 0)
  ),
  interventions_per_session: endedSessions((sessions) => mean(sessions.map((one) => one.human_actions ?? 0))),
  session_consistency: endedSessions((sessions) =>
    share(
      sessions,
      (one) =>
        !contradictory(one) && !((one.total_steps ?? 0) > 0 && (one.completed_steps ?? 0) > (one.total_steps ?? 0))
    )
  ),
  parallel_efficiency: endedSessions((sessions) =>
    mean(known(sessions.map((one) => detailOf(one).parallel_efficiency)))
  ),
  handoff_success: endedSessions((sessions) =>
    share(
      sessions.flatMap((one) => detailOf(one).handoffs),
      ({ outcome }) => outcome === 'accepted'
    )
  ),
  context_preservation: endedSessions((sessions) =>
    mean(known(sessions.flatMap((one) => detailOf(one).handoffs.map(({ context_score }) => context_score))))
  ),
};

export interface Interval {
  began: number;
  ended: number;
}

/** Largest number of half-open intervals that hold one instant of [from, to). */
export const peakOf = (intervals: readonly Interval[], { from, to }: { from: number; to: number }): number =>
  [from, ...intervals.map(({ began }) => began)]
    .filter((at) => at >= from && at < to)
    .reduce((peak, at) => Math.max(peak, intervals.filter(({ began, ended }) => began <= at && at < ended).length), 0);
