import { type Filter } from '@eljefe/contract';

import { LIST_DIMENSIONS, ROWS, type Rows, type RowsName } from '../measures/rows';
import { BadRequest } from './errors';

/** A piece of SQL with the values of its `{name:Type}` parameters. */
export interface Sql {
  text: string;
  params: Record<string, unknown>;
}

const LABEL = /^label\.([\w .:/-]{1,200})$/;
const MAX_PATTERN = 500;

/**
 * SQL of a dimension: a column, or `label.<name>` out of the labels.
 * @throws BadRequest for a name that is neither
 */
export const dimensionSql = (name: RowsName, dimension: string, param: string): Sql => {
  const rows: Rows = ROWS[name];
  const column = Object.hasOwn(rows.dimensions, dimension) ? rows.dimensions[dimension] : undefined;
  if (column !== undefined) {
    return { text: column, params: {} };
  }
  const label = LABEL.exec(dimension)?.[1];
  if (label !== undefined && rows.labels !== null) {
    return { text: `JSONExtractString(${rows.labels}, {${param}:String})`, params: { [param]: label } };
  }
  throw new BadRequest(
    'dimension',
    dimension,
    `use one of ${Object.keys(rows.dimensions).join(', ')}${rows.labels === null ? '' : ', or label.<name>'}`
  );
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

/** The same for a column that is a list: does any of its values pass; negated: does none. */
const listCondition = (list: string, filter: Filter, param: string): Sql | null => {
  const negated = filter.op.startsWith('!');
  const positive: Filter = { ...filter, op: filter.op.endsWith('~') ? '=~' : '=' };
  const made = condition('one', positive, param);
  return made && { ...made, text: `${negated ? 'NOT ' : ''}arrayExists(one -> ${made.text}, ${list})` };
};

const filterSql = (rows: RowsName, filter: Filter, index: number): Sql | null => {
  const list = LIST_DIMENSIONS[rows]?.[filter.key];
  if (list !== undefined) {
    return listCondition(list, filter, `f${index}`);
  }
  const column = dimensionSql(rows, filter.key, `k${index}`);
  const made = condition(column.text, filter, `f${index}`);
  return made && { text: made.text, params: { ...column.params, ...made.params } };
};

/** Filters as one condition, `1` when there is none. A key the rows lack is an error, so that no filter is silently ignored. */
export const whereSql = (rows: RowsName, filters: readonly Filter[]): Sql => {
  const parts = filters.map((filter, index) => filterSql(rows, filter, index)).filter((part) => part !== null);
  return {
    text: parts.map(({ text }) => `(${text})`).join(' AND ') || '1',
    params: Object.assign({}, ...parts.map(({ params }) => params)),
  };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values a live entity has of a key: one, or several for a session's agent types. */
const valuesOf = (entity: Readonly<Record<string, unknown>>, key: string): string[] => {
  const label = LABEL.exec(key)?.[1];
  if (label !== undefined) {
    return [isRecord(entity.labels) ? String(entity.labels[label] ?? '') : ''];
  }
  if (key === 'agent_type' && Array.isArray(entity.agents_used)) {
    return entity.agents_used.map(String);
  }
  return [String(entity[key === 'workflow' ? 'workflow_id' : key] ?? '')];
};

/** Does a live entity pass the filters? The same meaning as `whereSql`, in memory. */
export const passes = (entity: Readonly<Record<string, unknown>>, filters: readonly Filter[]): boolean =>
  filters.every(({ key, op, values }) => {
    const [first] = values;
    if (first === undefined) {
      return true;
    }
    const pattern = op.endsWith('~') ? new RegExp(checkedPattern(first)) : null;
    const fits = (value: string): boolean => (pattern === null ? values.includes(value) : pattern.test(value));
    return valuesOf(entity, key).some(fits) !== op.startsWith('!');
  });

/** Values a live entity has of the dimensions a question splits by. */
export const groupOf = (entity: Readonly<Record<string, unknown>>, by: readonly string[]): string[] =>
  by.map((dimension) => valuesOf(entity, dimension).join(', '));
