import { type TimeRange } from '@grafana/data';

import { type ElJefeQuery } from '../../core/query/query.types';
import { type DataSource } from '../DataSource';

/** What the parts of the query editor are given. */
export interface PartProps {
  query: ElJefeQuery;
  onChange: (query: ElJefeQuery) => void;
}

/** Parts that offer values the data knows. */
export interface AskingPartProps extends PartProps {
  datasource: DataSource;
  range?: TimeRange;
}
