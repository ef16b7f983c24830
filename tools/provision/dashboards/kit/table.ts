import { type Query } from '@eljefe/contract';
import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { type Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { type Scope } from '../filters';
import { DATA_SOURCE, target } from '../query';
import { LOOKS, look } from './looks';
import { askMeasure, type MeasureAsk } from './ask';
import { EMPTY_CELL, EMPTY_GROUP, VALUES_BY_GROUP } from './onlyValues';
import { describeMeasures, infoOf } from './measures';

interface Placed {
  id: number;
  title: string;
  width: number;
  height?: number;
  note?: string;
}

/** Grafana's own least width would push the last columns out of sight. */
const NARROWEST_PX = 80;

const placed = ({ id, title, width, height = 9 }: Placed): PanelBuilder =>
  new PanelBuilder().id(id).title(title).datasource(DATA_SOURCE).minWidth(NARROWEST_PX).span(width).height(height);

/** A measure of a comparison; its heading is the measure's title unless a shorter one is given. */
type Column = MeasureAsk & { heading?: string };

export interface Comparison extends Placed {
  by: string;
  /** Heading of the first column. */
  heading: string;
  /** The first one orders the rows, the largest first. */
  columns: [Column, ...Column[]];
}

const titleOf = ({ measure, statistic }: MeasureAsk): string => {
  const { title, statistics } = infoOf(measure);
  const shown = statistic ?? statistics[0] ?? 'value';
  return shown === 'value' ? title : `${title} ${shown}`;
};

/** V7: several measures for each value of a dimension, in one table. */
export const comparison = (spec: Comparison, scopes: readonly Scope[]): Builder<Panel> => {
  const panel = placed(spec)
    .description(
      describeMeasures(
        spec.columns.map(({ measure }) => measure),
        spec.note
      )
    )
    .noValue('Nothing to compare; the description says what to send')
    .withTransformation(VALUES_BY_GROUP)
    .withTransformation({ id: 'joinByField', options: { byField: spec.by, mode: 'outer' } })
    .sortBy([
      new TableSortByFieldStateBuilder().displayName(spec.columns[0].heading ?? titleOf(spec.columns[0])).desc(true),
    ])
    .overrideByRegexp('/.*/', [EMPTY_CELL])
    .overrideByName(spec.by, [
      { id: 'displayName', value: spec.heading },
      { id: 'custom.minWidth', value: 130 },
      EMPTY_GROUP,
    ]);
  spec.columns.forEach(({ heading, ...column }, index) => {
    if (heading !== undefined) {
      panel.overrideByName(titleOf(column), [{ id: 'displayName', value: heading }]);
    }
    panel.withTarget(askMeasure({ ...column, by: [spec.by], refId: String.fromCharCode(65 + index) }, 'total', scopes));
  });
  return panel;
};

/** What columns of these headings need, wherever they stand. */
const WIDTHS: Readonly<Record<string, number>> = { Started: 160, When: 160, Task: 220, Goal: 200, Agent: 130 };

export interface List extends Placed {
  query: Omit<Query, 'refId'>;
  /** Columns shown, in order, each with its heading; the rest is left out. */
  columns: Readonly<Record<string, string>>;
  description: string;
  noValue: string;
  /** Least width of columns that hold more than a number, by heading. */
  widths?: Readonly<Record<string, number>>;
}

/** A list of jobs, sessions, budgets or the like, with the columns that matter; values lead on. */
export const list = (spec: List): Builder<Panel> => {
  const names = Object.keys(spec.columns);
  const panel = placed(spec)
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
  Object.entries({ ...WIDTHS, ...spec.widths })
    .filter(([heading]) => Object.values(spec.columns).includes(heading))
    .forEach(([heading, value]) => panel.overrideByName(heading, [{ id: 'custom.minWidth', value }]));
  Object.entries(LOOKS)
    .filter(([heading]) => Object.values(spec.columns).includes(heading))
    .forEach(([heading, words]) => panel.overrideByName(heading, look(words)));
  return panel;
};
