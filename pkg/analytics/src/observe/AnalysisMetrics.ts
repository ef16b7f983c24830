import { Counter, Gauge, type Registry } from 'prom-client';

import { type BudgetStatus } from '../budgets/budgetStatus';
import { type Troubles } from '../graph/GraphWatch';
import { type SloStatus } from '../slo/sloStatus';
import { LabelBound } from './LabelBound';

/** What the gauges are set from at each scrape: values kept up to date on a timer, so that a scrape never waits for the store. */
export interface AnalysisSources {
  slos(): SloStatus[];
  budgets(): BudgetStatus[];
  troubles(): Troubles;
  /** 0..100; null while nothing is known. */
  health(): number | null;
  roi(): ReadonlyMap<string, number>;
  overdueJobs(): number;
  storeSeconds(): number | null;
  queuedRows(): number;
  cache(): { hits: number; misses: number };
}

type Sample = [labels: Record<string, string>, value: number | null];

/** Families of S2, S3, W2.4, A4.4, budgets and objectives. */
export const addAnalysisMetrics = (registry: Registry, sources: AnalysisSources): void => {
  const labels = new LabelBound();
  const gauge = (name: string, help: string, labelNames: string[], samples: () => Sample[]): void => {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        this.reset();
        for (const [by, value] of samples()) {
          if (value !== null) {
            this.set(labels.bound(by), value);
          }
        }
      },
    });
  };
  const bare = (name: string, help: string, value: () => number | null): void =>
    gauge(name, help, [], () => [[{}, value()]]);
  bare('eljefe_system_health_score', 'Health of the last five minutes, 0 to 100.', () => sources.health());
  bare('eljefe_jobs_over_limit', 'Jobs running past their timeout limit.', () => sources.overdueJobs());
  bare('eljefe_store_probe_seconds', 'Time of the last probe of the store, s.', () => sources.storeSeconds());
  bare('eljefe_store_queued_rows', 'Rows accepted and on their way to the store.', () => sources.queuedRows());
  gauge('eljefe_sessions_stalled', 'Open sessions that cannot go on, by why.', ['reason'], () => {
    const { deadlocks, stalls, loops } = sources.troubles();
    return [
      [{ reason: 'deadlock' }, deadlocks.length],
      [{ reason: 'stall' }, new Set(stalls.map(({ session_id }) => session_id)).size],
      [{ reason: 'loop' }, new Set(loops.map(({ session_id, job_id }) => session_id ?? job_id)).size],
    ];
  });
  gauge('eljefe_roi_ratio', 'Return on cost of the last day, by agent type.', ['agent_type'], () =>
    [...sources.roi()].map(([agent_type, value]): Sample => [{ agent_type }, value])
  );
  addObjectives(gauge, sources);
  addBudgets(gauge, sources);
  new Counter({
    name: 'eljefe_cache_answers_total',
    help: 'Answers that could come from memory, by whether they did.',
    labelNames: ['result'],
    registers: [registry],
    collect() {
      this.reset();
      const { hits, misses } = sources.cache();
      this.inc({ result: 'hit' }, hits);
      this.inc({ result: 'miss' }, misses);
    },
  });
};

type AddGauge = (name: string, help: string, labelNames: string[], samples: () => Sample[]) => void;

const addObjectives = (gauge: AddGauge, sources: AnalysisSources): void => {
  const each = (value: (status: SloStatus) => number | null) => (): Sample[] =>
    sources.slos().map((status): Sample => [{ slo: status.slo.name }, value(status)]);
  gauge(
    'eljefe_slo_attainment_ratio',
    'Share that was good over the objective’s window.',
    ['slo'],
    each(({ attainment }) => attainment)
  );
  gauge(
    'eljefe_slo_target_ratio',
    'Share that is to be good.',
    ['slo'],
    each(({ slo }) => slo.target)
  );
  gauge(
    'eljefe_slo_error_budget_remaining_ratio',
    'Part of the error budget left; below 0 when overspent.',
    ['slo'],
    each(({ budgetRemaining }) => budgetRemaining)
  );
  gauge('eljefe_slo_burn_rate', 'Speed at which the error budget goes, by look-back.', ['slo', 'window'], () =>
    sources.slos().flatMap(({ slo, burns }) =>
      burns.flatMap(({ longSeconds, shortSeconds, longBurn, shortBurn }): Sample[] => [
        [{ slo: slo.name, window: `${longSeconds}s` }, longBurn],
        [{ slo: slo.name, window: `${shortSeconds}s` }, shortBurn],
      ])
    )
  );
  gauge('eljefe_slo_burning', 'Is the error budget going too fast (1), by severity?', ['slo', 'severity'], () =>
    sources
      .slos()
      .flatMap(({ slo, burns }) =>
        (['page', 'ticket'] as const).map((severity): Sample => [
          { slo: slo.name, severity },
          Number(burns.some((burn) => burn.severity === severity && burn.burning)),
        ])
      )
  );
};

const addBudgets = (gauge: AddGauge, sources: AnalysisSources): void => {
  const each = (value: (status: BudgetStatus) => number) => (): Sample[] =>
    sources.budgets().map((status): Sample => [{ budget: status.name, subject: status.value }, value(status)]);
  const names = ['budget', 'subject'];
  gauge(
    'eljefe_budget_spent_usd',
    'Spent in the budget’s period, running jobs included as far as they tell, USD.',
    names,
    each(({ endedUsd, inFlightUsd }) => endedUsd + inFlightUsd)
  );
  gauge(
    'eljefe_budget_limit_usd',
    'What may be spent in the period, USD.',
    names,
    each(({ limitUsd }) => limitUsd)
  );
  gauge(
    'eljefe_budget_used_ratio',
    'Spent part of the budget.',
    names,
    each(({ ratio }) => ratio)
  );
};
