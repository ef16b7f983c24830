import { type Filter, type Query } from '@eljefe/contract';
import { type Builder, type Dataquery } from '@grafana/grafana-foundation-sdk/cog';

import { scopeOf, type Scope } from '../filters';
import { target } from '../query';
import { infoOf } from './measures';

/** One question for a measure; the dashboard's variables are added as far as the measure knows them. */
export interface MeasureAsk {
  measure: string;
  statistic?: string;
  by?: string[];
  /** Besides the dashboard's variables. */
  filters?: Filter[];
  compare?: 'former';
  refId?: string;
  stepSeconds?: number;
}

type Shape = 'series' | 'total';

const query = ({ refId = 'A', filters = [], ...rest }: MeasureAsk, shape: Shape, scopes: readonly Scope[]): Query => ({
  refId,
  kind: 'series',
  shape,
  ...rest,
  filters: [...scopeOf(infoOf(rest.measure), scopes), ...filters],
});

/** A target that asks for a measure over time, or for one value. */
export const askMeasure = (ask: MeasureAsk, shape: Shape, scopes: readonly Scope[]): Builder<Dataquery> =>
  target(query(ask, shape, scopes));
