import { isEnded, type Job, type BudgetConfig } from '@eljefe/contract';

export const WARN_RATIO = 0.8;

/** How one budget of one subject stands. Money in USD. */
export interface BudgetStatus {
  name: string;
  by: BudgetConfig['by'];
  /** Agent type, workflow, user or source; empty for all. */
  value: string;
  period: BudgetConfig['period'];
  /** Epoch ms. */
  from: number;
  to: number;
  limitUsd: number;
  /** Of jobs that ended in the period. */
  endedUsd: number;
  /** Of jobs under way, as far as they tell. */
  inFlightUsd: number;
  inFlightJobs: number;
  /** Jobs under way whose cost so far nobody tells: the consumption is at least what is shown. */
  inFlightUnknown: number;
  /** Ended jobs with tokens and without a price. */
  unpricedJobs: number;
  ratio: number;
  level: 'ok' | 'warning' | 'over';
}

const DAY_MS = 86_400_000;

/** The calendar period (UTC) an instant lies in. */
export const periodOf = (period: BudgetConfig['period'], now: number): { from: number; to: number } => {
  const day = Math.floor(now / DAY_MS) * DAY_MS;
  if (period === 'day') {
    return { from: day, to: day + DAY_MS };
  }
  const date = new Date(now);
  if (period === 'week') {
    const from = day - ((date.getUTCDay() + 6) % 7) * DAY_MS;
    return { from, to: from + 7 * DAY_MS };
  }
  return {
    from: Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1),
    to: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1),
  };
};

/** What ended in the period, by subject. */
export interface Spent {
  value: string;
  usd: number;
  unpriced: number;
}

export const subjectOf = (by: BudgetConfig['by'], job: Job): string => {
  switch (by) {
    case 'all':
      return '';
    case 'workflow':
      return job.workflow_id ?? '';
    case 'user':
      return job.user ?? '';
    case 'source':
      return job.source;
    case 'agent_type':
      return job.agent_type;
  }
};

interface Flight {
  usd: number;
  jobs: number;
  unknown: number;
}

const inFlight = (budget: BudgetConfig, open: readonly Job[]): Map<string, Flight> => {
  const bySubject = new Map<string, Flight>();
  for (const job of open) {
    if (isEnded(job.status)) {
      continue;
    }
    const value = subjectOf(budget.by, job);
    const flight = bySubject.get(value) ?? { usd: 0, jobs: 0, unknown: 0 };
    bySubject.set(value, {
      usd: flight.usd + (job.total_cost ?? 0),
      jobs: flight.jobs + 1,
      unknown: flight.unknown + (job.total_cost === null ? 1 : 0),
    });
  }
  return bySubject;
};

const levelOf = (ratio: number): BudgetStatus['level'] =>
  ratio >= 1 ? 'over' : ratio >= WARN_RATIO ? 'warning' : 'ok';

/** Every subject of a budget that spent or spends, or the one it names. */
export const budgetStatuses = (
  budget: BudgetConfig,
  { now, spent, open }: { now: number; spent: readonly Spent[]; open: readonly Job[] }
): BudgetStatus[] => {
  const period = periodOf(budget.period, now);
  const flights = inFlight(budget, open);
  const ended = new Map(spent.map((one) => [one.value, one]));
  const subjects = budget.value !== null ? [budget.value] : [...new Set([...ended.keys(), ...flights.keys()])].sort();
  const values = budget.by === 'all' ? [''] : subjects.filter((value) => value !== '');
  return values.map((value): BudgetStatus => {
    const flight = flights.get(value) ?? { usd: 0, jobs: 0, unknown: 0 };
    const { usd = 0, unpriced = 0 } = ended.get(value) ?? {};
    const ratio = (usd + flight.usd) / budget.limitUsd;
    return {
      name: budget.name,
      by: budget.by,
      value,
      period: budget.period,
      ...period,
      limitUsd: budget.limitUsd,
      endedUsd: usd,
      inFlightUsd: flight.usd,
      inFlightJobs: flight.jobs,
      inFlightUnknown: flight.unknown,
      unpricedJobs: unpriced,
      ratio,
      level: levelOf(ratio),
    };
  });
};
