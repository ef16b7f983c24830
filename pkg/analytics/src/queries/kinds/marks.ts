import { type Filter, type Frame } from '@eljefe/contract';

import { frameOf } from '../frames';
import { type Sql } from '../where';
import { type Window } from '../window';

export interface MarkRow {
  id: string;
  time_ms: number;
  ended_ms: number | null;
  source: string;
  kind: string;
  title: string;
  detail: string;
  version_name: string;
  attributes: string;
}

export interface MarksAsk {
  window: Window;
  filters: readonly Filter[];
  limit: number;
}

/** What is marked without naming it concerns everything: it passes every filter on it. */
const COLUMNS: Readonly<Record<string, (condition: string) => string>> = {
  kind: (condition) => `kind ${condition}`,
  source: (condition) => `(source = '' OR source ${condition})`,
};

/** Filters on what a mark has; a dashboard's filters on others (agent type …) do not apply to marks. */
const conditions = (filters: readonly Filter[]): Sql => {
  const parts = filters.flatMap(({ key, op, values }, index) => {
    const column = Object.hasOwn(COLUMNS, key) ? COLUMNS[key] : undefined;
    if (column === undefined || values.length === 0 || op.endsWith('~')) {
      return [];
    }
    const condition = `${op.startsWith('!') ? 'NOT ' : ''}IN {m${index}:Array(String)}`;
    return [{ text: column(condition), params: { [`m${index}`]: values } }];
  });
  return {
    text: parts.map(({ text }) => text).join(' AND ') || '1',
    params: Object.assign({}, ...parts.map(({ params }) => params)),
  };
};

/** Marks that lie in the window, or reach into it. */
export const marksSql = ({ window: { from, to }, filters, limit }: MarksAsk): Sql => {
  const where = conditions(filters);
  return {
    text: `SELECT id, toUnixTimestamp64Milli(time) AS time_ms, toUnixTimestamp64Milli(ended) AS ended_ms, source, kind, title, detail, version_name, attributes
FROM marks FINAL
WHERE time < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND (time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') OR ended >= fromUnixTimestamp64Milli({from:Int64}, 'UTC'))
  AND ${where.text}
ORDER BY time LIMIT {limit:UInt32}`,
    params: { ...where.params, from, to, limit },
  };
};

const tagsOf = ({ attributes, kind }: MarkRow): string => {
  const read: unknown = JSON.parse(attributes || '{}');
  const tags = typeof read === 'object' && read !== null && 'tags' in read && Array.isArray(read.tags) ? read.tags : [];
  return [kind, ...tags].join(',');
};

/** `marks`: for annotations (D6). */
export const marksFrame = (rows: readonly MarkRow[]): Frame =>
  frameOf('marks', rows, [
    { name: 'time', type: 'time', value: (row) => Number(row.time_ms) },
    { name: 'timeEnd', type: 'time', value: (row) => (row.ended_ms === null ? null : Number(row.ended_ms)) },
    { name: 'title', type: 'string', value: (row) => row.title },
    { name: 'text', type: 'string', value: (row) => row.detail },
    { name: 'tags', type: 'string', value: tagsOf },
    { name: 'id', type: 'string', value: (row) => row.id },
    { name: 'kind', type: 'string', value: (row) => row.kind },
    { name: 'source', type: 'string', value: (row) => row.source },
    { name: 'version', type: 'string', value: (row) => row.version_name },
  ]);
