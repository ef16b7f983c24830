import { type MeasureInfo } from '@eljefe/contract';

/** A statistic of a distribution, or the one value a measure has. */
export type Statistic = 'value' | 'mean' | 'p50' | 'p95' | 'p99' | 'max' | 'sum';

/**
 * A measure computed over the rows of one table in a half-open window [from, to).
 * Rows are chosen by the table's sorting time `at`, which for ended work is when it ended.
 */
export interface SqlMeasure {
  kind: 'sql';
  info: MeasureInfo;
  table: 'jobs' | 'sessions';
  /** Which rows count, as SQL over the table's columns. */
  where: string;
  /** Value per statistic, as an SQL aggregate that is NULL when no row counts. */
  value: Partial<Record<Statistic, string>>;
  /** How many rows the value rests on, as an SQL aggregate. */
  count: string;
  /** A bucket without rows is a true 0 (a count), not an absent value. */
  zeroWhenEmpty: boolean;
}

/** How many rows of a table were under way at each instant: from starts and ends, and what runs now. */
export interface ConcurrencyMeasure {
  kind: 'concurrency';
  info: MeasureInfo;
  table: 'jobs' | 'sessions';
  /** Condition over live entities' status. */
  statuses: readonly string[];
}

/** A sampled series of table `series`, averaged per bucket. */
export interface SampledMeasure {
  kind: 'sampled';
  info: MeasureInfo;
  metric: string;
}

export type Measure = SqlMeasure | ConcurrencyMeasure | SampledMeasure;

/** Statistics of a distribution of seconds, money …; exact quantiles (interpolated between order statistics). */
export const distribution = (column: string): Record<'mean' | 'p50' | 'p95' | 'p99' | 'max', string> => ({
  mean: `avgOrNull(${column})`,
  p50: `quantileExactInclusiveOrNull(0.5)(${column})`,
  p95: `quantileExactInclusiveOrNull(0.95)(${column})`,
  p99: `quantileExactInclusiveOrNull(0.99)(${column})`,
  max: `maxOrNull(${column})`,
});

/** numerator / denominator, NULL when the denominator is 0. */
export const ratio = (numerator: string, denominator: string): string =>
  `if(${denominator} = 0, NULL, (${numerator}) / (${denominator}))`;
