import { type Query } from '@eljefe/contract';
import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { type Scope } from '../filters';
import { DATA_SOURCE, target } from '../query';
import { askMeasure, type MeasureAsk } from './ask';
import { EMPTY_CELL, EMPTY_GROUP, VALUES_BY_GROUP } from './onlyValues';
import { describeMeasures, noValueOf } from './measures';

interface Placed {
  id: number;
  title: string;
  width: number;
  height?: number;
  note?: string;
}

const placed = ({ id, title, width, height = 9 }: Placed): PanelBuilder =>
  new PanelBuilder().id(id).title(title).datasource(DATA_SOURCE).span(width).height(height);

export interface Comparison extends Placed {
  by: string;
  /** Heading of the first column. */
  heading: string;
  columns: [MeasureAsk, ...MeasureAsk[]];
}

/** V7: several measures for each value of a dimension, in one table. */
export const comparison = (spec: Comparison, scopes: readonly Scope[]): Builder<Panel> => {
  const panel = placed(spec)
    .description(
      describeMeasures(
        spec.columns.map(({ measure }) => measure),
        spec.note
      )
    )
    .noValue(noValueOf(spec.columns[0].measure))
    .withTransformation(VALUES_BY_GROUP)
    .withTransformation({ id: 'joinByField', options: { byField: spec.by, mode: 'outer' } })
    .overrideByRegexp('/.*/', [EMPTY_CELL])
    .overrideByName(spec.by, [{ id: 'displayName', value: spec.heading }, EMPTY_GROUP]);
  spec.columns.forEach((column, index) => {
    panel.withTarget(askMeasure({ ...column, by: [spec.by], refId: String.fromCharCode(65 + index) }, 'total', scopes));
  });
  return panel;
};

export interface List extends Placed {
  query: Omit<Query, 'refId'>;
  /** Columns shown, in order, each with its heading; the rest is left out. */
  columns: Readonly<Record<string, string>>;
  description: string;
  noValue: string;
  sortBy?: { column: string; descending: boolean };
}

/** A list of jobs, sessions, budgets or the like, with the columns that matter; values lead on. */
export const list = (spec: List): Builder<Panel> => {
  const names = Object.keys(spec.columns);
  return placed(spec)
    .description(spec.description)
    .noValue(spec.noValue)
    .overrideByRegexp('/.*/', [EMPTY_CELL])
    .withTarget(target({ refId: 'A', ...spec.query }))
    .withTransformation({ id: 'filterFieldsByName', options: { include: { names } } })
    .withTransformation({
      id: 'organize',
      options: {
        indexByName: Object.fromEntries(names.map((name, index) => [name, index])),
        renameByName: spec.columns,
      },
    });
};
