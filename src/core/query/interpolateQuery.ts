import { type ElJefeQuery, type QueryFilter } from './query.types';

/** What a text with variables stands for. `all` = a variable in it is set to All. */
export interface Expansion {
  values: string[];
  all: boolean;
}

/** The dashboard's variables, as the core needs them. */
export interface VariableReader {
  /** Every value the text stands for: a multi-value variable gives several. */
  expand: (text: string) => Expansion;
  /** The text with variables replaced by plain text. */
  text: (text: string) => string;
}

const SEVERAL: Readonly<Partial<Record<QueryFilter['op'], QueryFilter['op']>>> = { '=': '=|', '!=': '!=|' };

/** A filter with its variables filled in; none when it says All or holds nothing, since it then selects nothing. */
const interpolateFilter = (filter: QueryFilter, variables: VariableReader): QueryFilter[] => {
  const expansions = filter.values.map((value) => variables.expand(value));
  const values = expansions.flatMap((expansion) => expansion.values).filter((value) => value !== '');
  if (expansions.some((expansion) => expansion.all) || values.length === 0) {
    return [];
  }
  const unique = [...new Set(values)];
  const op = unique.length > 1 ? (SEVERAL[filter.op] ?? filter.op) : filter.op;
  return [{ key: variables.text(filter.key), op, values: unique }];
};

const filled = (value: string | undefined, variables: VariableReader): string | undefined =>
  value === undefined ? undefined : variables.text(value);

/** One thing is asked for by its id: of several the first, of All none. */
const single = (value: string | undefined, variables: VariableReader): string | undefined => {
  if (value === undefined) {
    return undefined;
  }
  const { values, all } = variables.expand(value);
  return all ? '' : (values[0] ?? '');
};

/** Words to search for: one value narrows; several or All would have to be searched for one by one, and narrow nothing. */
const onlyOne = (value: string | undefined, variables: VariableReader): string | undefined => {
  if (value === undefined) {
    return undefined;
  }
  const { values, all } = variables.expand(value);
  return all || values.length !== 1 ? undefined : values[0];
};

/** Fills in a query's variables: several values become a one-of filter, All leaves the filter out. */
export const interpolateQuery = (query: ElJefeQuery, variables: VariableReader): ElJefeQuery => {
  const by = query.by?.flatMap((dimension) => variables.expand(dimension).values).filter((name) => name !== '');
  const candidate: ElJefeQuery = {
    ...query,
    measure: filled(query.measure, variables),
    statistic: filled(query.statistic, variables),
    search: onlyOne(query.search, variables),
    sort: filled(query.sort, variables),
    dimension: filled(query.dimension, variables),
    id: single(query.id, variables),
    source: single(query.source, variables),
    window: filled(query.window, variables),
    by,
    filters: query.filters?.flatMap((filter) => interpolateFilter(filter, variables)),
  };
  return candidate;
};
