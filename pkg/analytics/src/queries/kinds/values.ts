import { STATUSES, type Filter, type Frame, type State } from '@eljefe/contract';

import { dimensionSql, whereSql, type Sql } from '../where';
import { type Window } from '../window';

export interface ValuesAsk {
  window: Window;
  filters: readonly Filter[];
  search: string | null;
  limit: number;
}

/** Values a dimension had in the window, most frequent first. */
export const valuesSql = (dimension: string, { window, filters, search, limit }: ValuesAsk): Sql => {
  const column = dimensionSql('jobs', dimension, 'dimension');
  const where = whereSql('jobs', filters);
  return {
    text: `SELECT toString(${column.text}) AS value FROM jobs FINAL
WHERE at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND ${where.text}
  AND value != '' AND ${search === null ? '1' : 'positionCaseInsensitiveUTF8(value, {search:String}) > 0'}
GROUP BY value ORDER BY count() DESC, value LIMIT {limit:UInt32}`,
    params: {
      ...column.params,
      ...where.params,
      from: window.from,
      to: window.to,
      limit,
      ...(search === null ? {} : { search }),
    },
  };
};

/** What is known without any job in the window: connected orchestrators, the vocabulary of statuses, what runs now. */
const alwaysThere = (dimension: string, state: State): string[] => {
  switch (dimension) {
    case 'source':
      return state.orchestrators.map(({ name }) => name);
    case 'status':
      return [...STATUSES];
    case 'agent_type':
      return state.agents.map(({ agent_type }) => agent_type);
    case 'workflow':
      return state.sessions.flatMap(({ workflow_id }) => workflow_id ?? []);
    default:
      return [];
  }
};

/** `values`: for template variables and filters. */
export const valuesFrame = (dimension: string, rows: ReadonlyArray<{ value: string }>, state: State): Frame => ({
  name: 'values',
  fields: [
    {
      name: 'value',
      type: 'string',
      values: [...new Set([...rows.map(({ value }) => value), ...alwaysThere(dimension, state)])],
    },
  ],
});
