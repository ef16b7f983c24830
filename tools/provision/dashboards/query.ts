import { type Query } from '@eljefe/contract';
import { type Builder, type Dataquery } from '@grafana/grafana-foundation-sdk/cog';

import { DATA_SOURCE_TYPE } from '../names';

/** Version of the data source's saved query model. */
const SCHEMA_VERSION = 1;

/** The data source chosen at the top of the dashboard. */
export const DATA_SOURCE = { type: DATA_SOURCE_TYPE, uid: '${datasource}' };

/** A question to the data source, as it is saved in a dashboard. */
export const savedQuery = (query: Query) => ({ ...query, schemaVersion: SCHEMA_VERSION });

/** A panel's target. The marker function is the SDK's brand of a query; it does not survive JSON. */
export const target = (query: Query): Builder<Dataquery> => ({
  build: () => ({ ...savedQuery(query), datasource: DATA_SOURCE, _implementsDataqueryVariant: () => undefined }),
});
