import { locationUtil, textUtil } from '@grafana/data';
import { type DataQuery } from '@grafana/schema';

import { drilldownUrl, type SearchValues } from '../../core/links/drilldownUrl';

interface Input {
  /** The option: a dashboard, or empty. */
  target: string;
  /** The panel's own queries. */
  queries: readonly DataQuery[];
  range: { from: string; to: string };
  search: SearchValues;
}

const exploreUrl = ({ queries, range }: Input): string | null => {
  const datasource = queries[0]?.datasource?.uid;
  if (datasource === undefined) {
    return null;
  }
  const panes = { debug: { datasource, queries, range } };
  return `/explore?${new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify(panes) }).toString()}`;
};

/** Where “Debug” leads: the dashboard of the option, else Explore with the panel's query; null when there is neither. */
export const debugUrl = (input: Input): string | null => {
  const url = drilldownUrl({ target: input.target, variables: {}, search: input.search }) ?? exploreUrl(input);
  return url === null ? null : textUtil.sanitizeUrl(locationUtil.assureBaseUrl(url));
};
