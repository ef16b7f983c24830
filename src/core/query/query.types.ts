import { type Filter } from '@eljefe/contract';
import { type DataQuery } from '@grafana/schema';

/** Raised with every change of the saved shape; `migrateQuery` knows each step. */
export const QUERY_SCHEMA_VERSION = 1;

/** Kinds a person can ask for. */
export const ASKABLE_KINDS = [
  'state',
  'series',
  'jobs',
  'sessions',
  'session_graph',
  'trace',
  'traces',
  'events',
  'alerts',
  'insights',
  'predictions',
  'budgets',
  'orchestrators',
  'values',
  'marks',
  'catalog',
] as const;
export type AskableKind = (typeof ASKABLE_KINDS)[number];

export const STATE_FORMATS = ['agents', 'sessions', 'orchestrators'] as const;
export type StateFormat = (typeof STATE_FORMATS)[number];

/** `budgets`: what was spent of what may be; `slo`: objectives and their error budgets. */
export const BUDGET_FORMATS = ['budgets', 'slo'] as const;
export type BudgetFormat = (typeof BUDGET_FORMATS)[number];

/** How events, alerts and marks come: a table, log lines for the logs panel, or annotations. */
export const EVENT_FORMATS = ['table', 'logs', 'annotations'] as const;
export type EventFormat = (typeof EVENT_FORMATS)[number];

export type QueryFormat = StateFormat | BudgetFormat | EventFormat;

/** Kinds that something can be marked on a time axis with. */
export const ANNOTATION_KINDS = ['marks', 'alerts', 'events'] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

/** A variable may also list the measures of the catalog. */
export const MEASURE_DIMENSION = 'measure';

export const STATISTICS = ['mean', 'p50', 'p95', 'p99'] as const;

/** A filter whose values may still hold variables. */
export type QueryFilter = Filter;

/** What a panel, a variable or an annotation saves. Fields that the kind does not use are ignored. */
export interface ElJefeQuery extends DataQuery {
  schemaVersion: number;
  kind: AskableKind;
  /** series: name or id in the catalog. */
  measure?: string;
  /** series of a distribution: mean, p50, p95, p99. */
  statistic?: string;
  /** series: dimensions to split by. */
  by?: string[];
  filters?: QueryFilter[];
  /** series: width of a bucket; the panel's interval when absent. */
  stepSeconds?: number;
  /** series: over time, or one value for the whole window. */
  shape?: 'series' | 'total';
  /** series: also the equal window before. */
  compare?: 'former';
  limit?: number;
  sort?: string;
  search?: string;
  /** values: of which dimension. */
  dimension?: string;
  /** state, budgets, events: which table, and in which form. */
  format?: QueryFormat;
  /** session_graph: which session; trace: which trace, session or job. */
  id?: string;
  /** session_graph, trace: whose, when several orchestrators know the id. */
  source?: string;
  /** insights: how far back, for example `5m`; the time range when absent. */
  window?: string;
}
