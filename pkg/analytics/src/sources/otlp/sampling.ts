import { factId } from '../../domain/factId';
import { type RowOf } from '../../store/schema';

import { type RawMetric } from './records';

export interface SamplingRule {
  /** Name of the metric; one that ends in `*` stands for all that begin so. */
  metric: string;
  /** Absent: of every source. */
  source?: string;
  /** Of so many points one is kept, with their weight. */
  keepOneIn: number;
}

type SeriesRow = RowOf<'series'>;

const CUMULATIVE = 2;
const UINT32 = 2 ** 32;

const names = (rule: SamplingRule, { metric, source }: SeriesRow): boolean =>
  (rule.source === undefined || rule.source === source) &&
  (rule.metric.endsWith('*') ? metric.startsWith(rule.metric.slice(0, -1)) : metric === rule.metric);

/** A point's place between 0 and 1, the same each time it is sent: a repeated point is never kept once and dropped once. */
const placeOf = ({ source, metric, subject_kind, subject, labels, time }: SeriesRow): number =>
  Buffer.from(factId(source, metric, subject_kind, subject, labels, String(time)), 'base64url').readUInt32BE(0) /
  UINT32;

/** A kept point stands for `weight` points: what was counted in it counts so often, a level stays what it is. */
const weighted = (row: SeriesRow, kind: RawMetric['kind'], weight: number): SeriesRow => ({
  ...row,
  value: kind === 'gauge' ? row.value : row.value * weight,
  count: Math.min(row.count * weight, Number.MAX_SAFE_INTEGER),
});

/**
 * B1: thins high-frequency series. Points are kept by chance with a weight, so that sums and counts are right in expectation
 * (the error of a sum of n equal points is about √(keepOneIn / n) of it). Cumulative points are never thinned: each holds all
 * before it, and its last one is the total.
 * @returns the row as it is to be stored; null when another point stands for it
 */
export const sampled = (
  row: SeriesRow,
  metric: Pick<RawMetric, 'kind' | 'temporality'>,
  rules: readonly SamplingRule[]
): SeriesRow | null => {
  const rule = metric.temporality === CUMULATIVE ? undefined : rules.find((one) => names(one, row));
  if (rule === undefined || rule.keepOneIn <= 1) {
    return row;
  }
  return placeOf(row) < 1 / rule.keepOneIn ? weighted(row, metric.kind, rule.keepOneIn) : null;
};
