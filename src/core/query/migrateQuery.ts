import { type Filter } from '@eljefe/contract';
import { type DataQuery } from '@grafana/schema';

import { defaultQuery } from './defaultQuery';
import { ASKABLE_KINDS, type AskableKind, type ElJefeQuery, QUERY_SCHEMA_VERSION } from './query.types';

/** A query without `schemaVersion`: written by hand, provisioned, or left by another data source in Explore. */
export interface UnversionedQuery extends DataQuery {
  kind?: unknown;
  filters?: unknown;
}

type SavedQuery = UnversionedQuery & { schemaVersion?: unknown };

const isKind = (value: unknown): value is AskableKind => ASKABLE_KINDS.some((kind) => kind === value);

const FILTER_OPS: ReadonlySet<unknown> = new Set(['=', '!=', '=~', '!~', '=|', '!=|']);

const isFilter = (value: unknown): value is Filter =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  typeof value.key === 'string' &&
  'op' in value &&
  FILTER_OPS.has(value.op) &&
  'values' in value &&
  Array.isArray(value.values) &&
  value.values.every((item) => typeof item === 'string');

/** `{agent_type: "writer"}` or `{agent_type: ["writer", "coder"]}`, the short form people write by hand. */
const filtersOfRecord = (record: object): Filter[] =>
  Object.entries(record).flatMap(([key, value]) => {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    const values = list.filter((item): item is string => typeof item === 'string');
    return values.length === 0 ? [] : [{ key, op: values.length > 1 ? '=|' : '=', values }];
  });

const readFilters = (value: unknown): Filter[] => {
  if (Array.isArray(value)) {
    return value.filter(isFilter);
  }
  return typeof value === 'object' && value !== null ? filtersOfRecord(value) : [];
};

const fromUnversioned = (saved: UnversionedQuery): ElJefeQuery => {
  const kind = isKind(saved.kind) ? saved.kind : isKind(saved.queryType) ? saved.queryType : 'state';
  const filters = readFilters(saved.filters);
  const { filters: _dropped, ...rest } = saved;
  return { ...defaultQuery(kind), ...rest, kind, schemaVersion: 1, ...(filters.length > 0 ? { filters } : {}) };
};

/**
 * Brings a saved query to the present shape. Pure; a present or newer query comes back as it is.
 * @returns a query whose `schemaVersion` is at least the present one
 */
export const migrateQuery = (saved: SavedQuery): ElJefeQuery => (isPresent(saved) ? saved : fromUnversioned(saved));

const isPresent = (saved: SavedQuery): saved is ElJefeQuery =>
  typeof saved.schemaVersion === 'number' && saved.schemaVersion >= QUERY_SCHEMA_VERSION && isKind(saved.kind);
