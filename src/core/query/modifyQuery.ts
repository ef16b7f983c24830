import { type ElJefeQuery, type QueryFilter } from './query.types';

/** One value of one dimension, wanted or not wanted. */
export interface FilterChange {
  key: string;
  value: string;
  /** `for`: only these; `out`: all but these. */
  way: 'for' | 'out';
}

const SINGLE: Readonly<Record<FilterChange['way'], QueryFilter['op']>> = { for: '=', out: '!=' };

const isSame = ({ key, value, way }: FilterChange, filter: QueryFilter): boolean =>
  filter.key === key && filter.op.startsWith('!') === (way === 'out') && filter.values.includes(value);

const isContrary = ({ key, value, way }: FilterChange, filter: QueryFilter): boolean =>
  isSame({ key, value, way: way === 'for' ? 'out' : 'for' }, filter);

/** Takes a value out of a filter; a filter without values is none. */
const without = (filter: QueryFilter, value: string): QueryFilter[] => {
  const values = filter.values.filter((held) => held !== value);
  return values.length === 0 ? [] : [{ ...filter, values }];
};

/** Does the query hold the filter already? */
export const hasFilter = (query: ElJefeQuery, key: string, value: string): boolean =>
  (query.filters ?? []).some((filter) => isSame({ key, value, way: 'for' }, filter));

/** Adds a filter; its contrary goes, and a filter that is there stays as it is. */
export const addFilter = (query: ElJefeQuery, change: FilterChange): ElJefeQuery => {
  const kept = (query.filters ?? []).flatMap((filter) =>
    isContrary(change, filter) ? without(filter, change.value) : [filter]
  );
  if (kept.some((filter) => isSame(change, filter))) {
    return { ...query, filters: kept };
  }
  return { ...query, filters: [...kept, { key: change.key, op: SINGLE[change.way], values: [change.value] }] };
};

/** Adds a filter, or takes it away when it is there. */
export const toggleFilter = (query: ElJefeQuery, change: FilterChange): ElJefeQuery => {
  const filters = query.filters ?? [];
  if (!filters.some((filter) => isSame(change, filter))) {
    return addFilter(query, change);
  }
  return {
    ...query,
    filters: filters.flatMap((filter) => (isSame(change, filter) ? without(filter, change.value) : [filter])),
  };
};
