import { type MeasureInfo } from '@eljefe/contract';

import { type RowsName } from './rows';

/** A statistic of a distribution, or the one value a measure has. */
export type Statistic = 'value' | 'mean' | 'p50' | 'p95' | 'p99' | 'max' | 'sum';

/**
 * A measure computed over rows in a half-open window [from, to).
 * Rows are chosen by their sorting time `at`, which for ended work is when it ended.
 */
export interface SqlMeasure {
  kind: 'sql';
  info: MeasureInfo;
  rows: RowsName;
  /** Which rows count, as SQL over the columns of `rows`. */
  where: string;
  /** Value per statistic, as an SQL aggregate that is NULL when no row counts. */
  value: Partial<Record<Statistic, string>>;
  /** The value of a statistic as sums that add up over any split of the rows, where it has such. */
  parts?: Partial<Record<Statistic, Parts>>;
  /** How many rows the value rests on, as an SQL aggregate. */
  count: string;
  /** A bucket without rows is a true 0 (a count), not an absent value. */
  zeroWhenEmpty: boolean;
  /** A1.4: jobs still running past their limit at the window's end count as hits of the ratio. */
  addsOverdue?: true;
  /** The split used when the question names none: without it the value would mean nothing. */
  defaultBy?: readonly string[];
  /** Absent while the configuration lacks this. */
  needs?: 'values' | 'policies';
}

/** What a reading of values needs of a measure. */
export type SumsMeasure = Pick<SqlMeasure, 'rows' | 'where' | 'value' | 'parts' | 'count'>;

/**
 * SQL aggregates that add up: the value is `top`, or `top / bottom` and absent when that is 0. A rate is `top` times
 * `perMs` / length of the window or bucket in ms.
 */
export interface Parts {
  top: string;
  bottom: string | null;
  perMs?: number;
}

/** How many jobs or sessions were under way, or waiting to start, at each instant. */
export interface ConcurrencyMeasure {
  kind: 'concurrency';
  info: MeasureInfo;
  table: 'jobs' | 'sessions';
  /** running: started and not ended; queued: created and not started. */
  span: 'running' | 'queued';
  /** mean: per bucket, and as a total the number now; peak: the largest number; capacity: the configured limit, else the peak. */
  figure: 'mean' | 'peak' | 'capacity';
}

/** A sampled series of table `series`. */
export interface SampledMeasure {
  kind: 'sampled';
  info: MeasureInfo;
  metric: string;
  /** Whose samples: a host's, or this service's own. */
  subject: 'host' | 'service';
  aggregate: 'avg' | 'sum' | 'max';
}

/** Names of the functions that compute what one SQL aggregate cannot (see `queries/computed`). */
export type ComputedName =
  | 'systemHealth'
  | 'uptime'
  | 'mtbf'
  | 'mttr'
  | 'sloCompliance'
  | 'errorBudget'
  | 'improvementTime'
  | 'improvementSuccess'
  | 'improvementCost'
  | 'stalls'
  | 'dataIntegrity';

export interface ComputedMeasure {
  kind: 'computed';
  info: MeasureInfo;
  compute: ComputedName;
}

/** A measure of the specification that no source of today can supply; its hint says what would. */
export interface AbsentMeasure {
  kind: 'absent';
  info: MeasureInfo;
}

export type Measure = SqlMeasure | ConcurrencyMeasure | SampledMeasure | ComputedMeasure | AbsentMeasure;

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

/** A value and the sums it is made of, out of one definition. */
export const summed = (parts: Parts): Required<Pick<SqlMeasure, 'value' | 'parts'>> => ({
  value: { value: valueOf(parts) },
  parts: { value: parts },
});

const valueOf = ({ top, bottom, perMs }: Parts): string => {
  const value = bottom === null ? top : ratio(top, bottom);
  return perMs === undefined ? value : `${perMs} * ${value} / {span:Int64}`;
};

/** A distribution whose mean is also known as sums; `where` of its measure leaves out rows without the column. */
export const spread = (column: string): Required<Pick<SqlMeasure, 'value' | 'parts'>> => ({
  value: distribution(column),
  parts: { mean: { top: `sum(${column})`, bottom: 'count()' } },
});

/** Statistics a distribution offers, the first being what is shown unless asked. */
export const SPREAD = ['mean', 'p50', 'p95', 'p99', 'max'];
