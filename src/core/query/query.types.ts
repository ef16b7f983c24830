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
  'events',
  'orchestrators',
  'values',
  'marks',
] as const;
export type AskableKind = (typeof ASKABLE_KINDS)[number];

export const STATE_FORMATS = ['agents', 'sessions', 'orchestrators'] as const;
export type StateFormat = (typeof STATE_FORMATS)[number];

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
  /** state: which table. */
  format?: StateFormat;
}
