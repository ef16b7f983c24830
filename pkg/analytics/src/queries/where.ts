import { DIMENSIONS, type Filter } from '@eljefe/contract';

import { BadRequest } from './errors';

/** A piece of SQL with the values of its `{name:Type}` parameters. */
export interface Sql {
  text: string;
  params: Record<string, unknown>;
}

const COLUMNS: Readonly<Record<'jobs' | 'sessions', ReadonlySet<string>>> = {
  jobs: new Set(DIMENSIONS),
  sessions: new Set(['source', 'workflow', 'status', 'user']),
};

const LABEL = /^label\.([\w .:/-]{1,200})$/;
const MAX_PATTERN = 500;

/**
 * SQL of a dimension: a column, or `label.<name>` out of the labels.
 * @throws BadRequest for a name that is neither
 */
export const dimensionSql = (table: 'jobs' | 'sessions', dimension: string, param: string): Sql => {
  if (COLUMNS[table].has(dimension)) {
    return { text: `\`${dimension}\``, params: {} };
  }
  const label = LABEL.exec(dimension)?.[1];
  if (label !== undefined && table === 'jobs') {
    return { text: `JSONExtractString(labels, {${param}:String})`, params: { [param]: label } };
  }
  throw new BadRequest('dimension', dimension, `use one of ${[...COLUMNS[table]].join(', ')}, or label.<name>`);
};

const checkedPattern = (pattern: string): string => {
  if (pattern.length > MAX_PATTERN) {
    throw new BadRequest('filters', pattern, `use a pattern of at most ${MAX_PATTERN} characters`);
  }
  return pattern;
};

const condition = (column: string, filter: Filter, param: string): Sql | null => {
  const { op, values } = filter;
  const [first] = values;
  // No value means All: the filter is left out.
  if (first === undefined) {
    return null;
  }
  switch (op) {
    case '=':
    case '=|':
      return { text: `${column} IN {${param}:Array(String)}`, params: { [param]: values } };
    case '!=':
    case '!=|':
      return { text: `${column} NOT IN {${param}:Array(String)}`, params: { [param]: values } };
    case '=~':
      return { text: `match(${column}, {${param}:String})`, params: { [param]: checkedPattern(first) } };
    case '!~':
      return { text: `NOT match(${column}, {${param}:String})`, params: { [param]: checkedPattern(first) } };
  }
};

/** Filters as one condition, `1` when there is none. A key the table lacks is an error, so that no filter is silently ignored. */
export const whereSql = (table: 'jobs' | 'sessions', filters: readonly Filter[]): Sql => {
  const parts = filters.flatMap((filter, index): Sql[] => {
    const column = dimensionSql(table, filter.key, `k${index}`);
    const made = condition(column.text, filter, `f${index}`);
    return made === null ? [] : [{ text: made.text, params: { ...column.params, ...made.params } }];
  });
  return {
    text: parts.map(({ text }) => `(${text})`).join(' AND ') || '1',
    params: Object.assign({}, ...parts.map(({ params }) => params)),
  };
};

/** Does a live entity pass the filters? The same meaning as `whereSql`, in memory. */
export const passes = (entity: Readonly<Record<string, unknown>>, filters: readonly Filter[]): boolean =>
  filters.every(({ key, op, values }) => {
    const [first] = values;
    if (first === undefined) {
      return true;
    }
    const value = String(entity[key === 'workflow' ? 'workflow_id' : key] ?? '');
    switch (op) {
      case '=':
      case '=|':
        return values.includes(value);
      case '!=':
      case '!=|':
        return !values.includes(value);
      case '=~':
      case '!~':
        return new RegExp(checkedPattern(first)).test(value) === (op === '=~');
    }
  });
