import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { type Panel, type ThresholdsConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

import { type Scope, scopedTo } from '../filters';
import { DATA_SOURCE, target } from '../query';
import { neutral } from '../thresholds';
import { askMeasure, type MeasureAsk } from './ask';
import { panelLink, type Leading } from './links';
import { describeMeasures, noValueOf, unitOf } from './measures';

export interface Line extends MeasureAsk {
  /** Name in the legend; the service's where a split gives several lines. */
  name?: string;
  color?: string;
}

export interface Trend {
  id: number;
  title: string;
  width: number;
  height?: number;
  note?: string;
  /** All of one unit: two scales in one graph mislead. */
  lines: [Line, ...Line[]];
  /** Bars on top of each other, for counts that add up. */
  stacked?: boolean;
  /** Names and colours of the lines of a split, by value. */
  looks?: Readonly<Record<string, { name: string; color: string }>>;
  /** Dashed lines at targets. */
  thresholds?: Builder<ThresholdsConfig>;
  /** Instead of the registry's first words where there is no value. */
  noValue?: string;
  /** Largest value of the axis. */
  max?: number;
  /** Where the axis may begin above 0: a share near its best shows nothing on a scale from 0. */
  floating?: boolean;
  link?: Leading;
}

/** In a shorter step a handful of jobs end, and a graph is nothing but noise. */
const SHORTEST_STEP = '1m';
/** More points than this are a band, not a line. */
const MOST_POINTS = 120;

/** A little below the lowest target that a share is held against. */
const LOWEST_TARGET = 0.88;

/** Units whose axis of nothing but zeros would end at 100. */
const COUNTED = new Set(['short', 'none']);

/** How the former period is drawn: there, but behind. */
const FORMER = [
  { id: 'color', value: { mode: 'fixed', fixedColor: 'text' } },
  { id: 'custom.lineStyle', value: { fill: 'dash', dash: [6, 6] } },
  { id: 'custom.lineWidth', value: 1 },
  { id: 'custom.fillOpacity', value: 0 },
];

const named = ({ name, color }: Line) => [
  ...(name === undefined ? [] : [{ id: 'displayName', value: name }]),
  ...(color === undefined ? [] : [{ id: 'color', value: { mode: 'fixed', fixedColor: color } }]),
];

const oneUnit = ({ title, lines }: Trend): string => {
  const [unit, ...others] = [...new Set(lines.map(({ measure }) => unitOf(measure)))];
  if (unit === undefined || others.length > 0) {
    throw new Error(`${title} draws several units on one axis`);
  }
  return unit;
};

/** Two dozen names under a small graph leave no graph: the tooltip names them. */
const isSplitByMany = ({ lines, width }: Trend): boolean =>
  width < 24 && lines.some(({ by }) => by?.includes('agent_type') ?? false);

const base = (spec: Trend): PanelBuilder =>
  new PanelBuilder()
    .id(spec.id)
    .title(spec.title)
    .description(
      describeMeasures(
        spec.lines.map(({ measure }) => measure),
        spec.note
      )
    )
    .datasource(DATA_SOURCE)
    .interval(SHORTEST_STEP)
    .maxDataPoints(MOST_POINTS)
    .unit(oneUnit(spec))
    .lineWidth(2)
    .fillOpacity(spec.lines.some(({ by }) => by !== undefined) ? 0 : 8)
    .showPoints(VisibilityMode.Auto)
    .spanNulls(false)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(!isSplitByMany(spec))
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .calcs([])
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .noValue(spec.noValue ?? noValueOf(spec.lines[0].measure))
    .thresholds(spec.thresholds ?? neutral('text'))
    .span(spec.width)
    .height(spec.height ?? 8);

/** V2, V6: measures over time. */
export const trend = (spec: Trend, scopes: readonly Scope[]): Builder<Panel> => {
  const panel = base(spec);
  spec.lines.forEach((line, index) => {
    const { name, color, ...ask } = line;
    const refId = ask.refId ?? String.fromCharCode(65 + index);
    panel.withTarget(askMeasure({ ...ask, refId }, 'series', scopes));
    const properties = named({ ...ask, name, color });
    if (properties.length > 0) {
      panel.overrideByQuery(refId, properties);
    }
  });
  if (spec.lines.some(({ compare }) => compare === 'former')) {
    panel.overrideByRegexp('/\\(former\\)$/', FORMER);
  }
  Object.entries(spec.looks ?? {}).forEach(([value, { name, color }]) => {
    panel.overrideByName(value, [
      { id: 'displayName', value: name },
      { id: 'color', value: { mode: 'fixed', fixedColor: color } },
    ]);
  });
  if (spec.floating !== true) {
    panel.min(0);
  }
  if (spec.floating === true && spec.thresholds !== undefined) {
    // Else lines of targets below the values would lie on the labels of the axis.
    panel.axisSoftMin(LOWEST_TARGET);
  }
  if (spec.max !== undefined) {
    panel.max(spec.max);
  } else if (oneUnit(spec) === 'percentunit') {
    // Without it an axis of nothing but zeros ends at 10,000 %.
    panel.axisSoftMax(0.1);
  } else if (COUNTED.has(oneUnit(spec))) {
    panel.axisSoftMax(4);
  }
  if (spec.thresholds !== undefined) {
    panel.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  }
  if (spec.link !== undefined) {
    panel.links([panelLink(spec.link)]);
  }
  return spec.stacked === true
    ? panel
        .drawStyle(GraphDrawStyle.Bars)
        .fillOpacity(60)
        .lineWidth(0)
        .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'))
    : panel;
};

export interface VariableTrend {
  id: number;
  title: string;
  description: string;
  width: number;
  height: number;
}

/** V6: the measure that the variable `measure` names, against the former period. */
export const trendOfVariable = ({ id, title, description, width, height }: VariableTrend): Builder<Panel> =>
  new PanelBuilder()
    .id(id)
    .title(title)
    .description(description)
    .datasource(DATA_SOURCE)
    .withTarget(
      target({
        refId: 'A',
        kind: 'series',
        shape: 'series',
        measure: '$measure',
        compare: 'former',
        filters: scopedTo('source'),
      })
    )
    .interval(SHORTEST_STEP)
    .maxDataPoints(2 * MOST_POINTS)
    .lineWidth(2)
    .fillOpacity(8)
    .noValue('No data for this measure: Ingest health lists what each measure needs')
    .overrideByRegexp('/\\(former\\)$/', FORMER)
    .span(width)
    .height(height);
