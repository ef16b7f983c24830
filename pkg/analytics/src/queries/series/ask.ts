import { type Filter, type Job, type Notice, type Query, type Session } from '@eljefe/contract';

import { type Measure, type Statistic } from '../../measures/measure';
import { findMeasure, MEASURES } from '../../measures/registry';
import { type MeasureSettings } from '../../measures/settings';
import { appliedFilters, filterableMeasure } from '../appliedFilters';
import { BadRequest } from '../errors';
import { type Sql } from '../where';
import { stepMs, type Window } from '../window';
import { type Remembered } from './remembered';

/** One value: bucket start (epoch ms; 0 for a total), group, value and the rows it rests on. */
export interface Point {
  t: number;
  g: string[];
  value: number | null;
  n: number;
}

export interface Points {
  points: Point[];
  notices: Notice[];
}

export interface ComputedAsk {
  window: Window;
  by: readonly string[];
  filters: readonly Filter[];
}

/** Computes what one SQL aggregate cannot: one value a group, for the window. */
export type Compute = (ask: ComputedAsk) => Promise<Points>;

export interface SeriesDeps {
  read<T>(sql: Sql): Promise<T[]>;
  liveJobs(): Job[];
  liveSessions(): Session[];
  now(): number;
  settings: MeasureSettings;
  compute(name: string): Compute | null;
  /** Absent where others may write the same rows. */
  remembered?: Remembered | null;
}

/** A question of kind `series`, understood. */
export interface Ask {
  query: Query;
  measure: Measure;
  statistic: Statistic;
  by: string[];
  filters: Filter[];
  window: Window;
  step: number;
  /** What is to be said of the question itself. */
  notices: Notice[];
}

export const NO_POINTS: Points = { points: [], notices: [] };

const measureOf = (query: Query): Measure => {
  const measure = query.measure ? findMeasure(query.measure) : null;
  if (measure === null) {
    throw new BadRequest(
      'measure',
      query.measure ?? '',
      `use one of ${MEASURES.map(({ info }) => info.name).join(', ')}`
    );
  }
  return measure;
};

const statisticOf = (query: Query, measure: Measure): Statistic => {
  const known = measure.info.statistics;
  const asked = query.statistic ?? known[0] ?? 'value';
  const found = (['value', 'mean', 'p50', 'p95', 'p99', 'max', 'sum'] as const).find((name) => name === asked);
  if (found === undefined || !known.includes(found)) {
    throw new BadRequest('statistic', asked, `use one of ${known.join(', ')}`);
  }
  return found;
};

const splitOf = (query: Query, measure: Measure): string[] => {
  const asked = query.by ?? [];
  return asked.length === 0 && measure.kind === 'sql' ? [...(measure.defaultBy ?? [])] : asked;
};

/** @throws BadRequest when measure or statistic are unknown, or the steps are too many */
export const readAsk = (query: Query, window: Window, maxPoints: number | null): Ask => {
  const measure = measureOf(query);
  const { filters, notices } = appliedFilters(query.filters ?? [], filterableMeasure(measure));
  return {
    query,
    measure,
    statistic: statisticOf(query, measure),
    by: splitOf(query, measure),
    filters,
    notices,
    window,
    step: stepMs(window, { stepSeconds: query.stepSeconds ?? null, maxPoints }),
  };
};
