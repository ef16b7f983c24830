import { type Frame } from '@eljefe/contract';

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

/** Marks that lie in the window, or reach into it. */
export const marksSql = ({ from, to }: Window, limit: number): Sql => ({
  text: `SELECT id, toUnixTimestamp64Milli(time) AS time_ms, toUnixTimestamp64Milli(ended) AS ended_ms, source, kind, title, detail, version_name, attributes
FROM marks FINAL
WHERE time < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND (time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') OR ended >= fromUnixTimestamp64Milli({from:Int64}, 'UTC'))
ORDER BY time LIMIT {limit:UInt32}`,
  params: { from, to, limit },
});

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
