import type { DataQuery, RawTimeRange } from '@grafana/data';
import { asOptionalText, asRecord, asRecords, asText } from '../../shared/json';

export interface ExploreUrl {
  datasource: string | undefined;
  query: DataQuery | undefined;
  range: { from: string; to: string };
}

/** What a link to Explore asks for: `panes` (as Grafana writes it, first pane and query) or `datasource`. */
export function readExploreUrl(search: URLSearchParams): ExploreUrl {
  const pane = asRecord(Object.values(asRecord(parse(search.get('panes'))))[0]);
  const query = asRecords(pane['queries'])[0];
  const range = asRecord(pane['range']);
  return {
    datasource: asOptionalText(pane['datasource']) ?? search.get('datasource') ?? undefined,
    query: query === undefined ? undefined : { ...query, refId: asText(query['refId'], 'A') },
    range: { from: asText(range['from'], 'now-1h'), to: asText(range['to'], 'now') },
  };
}

/** The value of `panes` that leads back to this query. */
export function writeExploreUrl(datasource: string, query: DataQuery, range: RawTimeRange): string {
  const { from, to } = range;
  return JSON.stringify({ w: { datasource, queries: [query], range: { from: String(from), to: String(to) } } });
}

function parse(json: string | null): unknown {
  try {
    return JSON.parse(json ?? '{}');
  } catch {
    return {};
  }
}
