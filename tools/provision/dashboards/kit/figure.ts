import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import { type Panel, type ThresholdsConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';

import { type Scope } from '../filters';
import { DATA_SOURCE } from '../query';
import { neutral } from '../thresholds';
import { askMeasure, type MeasureAsk } from './ask';
import { panelLink, type Leading } from './links';
import { describeMeasures, noValueOf, unitOf } from './measures';

export interface Figure extends MeasureAsk {
  id: number;
  title: string;
  width: number;
  height?: number;
  decimals?: number;
  thresholds?: Builder<ThresholdsConfig>;
  /** Said before the definition. */
  note?: string;
  /** Instead of the registry's first words where there is no value. */
  noValue?: string;
  /** A stretch of time of its own, for example `1h`. */
  timeFrom?: string;
  /** Where a click leads. */
  link?: Leading;
}

/**
 * A total comes with the rows it rests on, the former value and the change as numbers; a key figure shows the value, and
 * the change in words, which the data source colours when it is more than noise.
 */
const VALUE_AND_CHANGE = '/^(?!(count|Former window|Change)$)/';

/** V1, V4: one number with its change against the equal period before. */
export const figure = (spec: Figure, scopes: readonly Scope[]): Builder<Panel> => {
  const { id, title, width, height = 4, decimals, thresholds, note, noValue, timeFrom, link, ...ask } = spec;
  const panel = new PanelBuilder()
    .id(id)
    .title(title)
    .description(describeMeasures([ask.measure], note))
    .datasource(DATA_SOURCE)
    .withTarget(askMeasure(ask, 'total', scopes))
    .unit(unitOf(ask.measure))
    .noValue(noValue ?? noValueOf(ask.measure))
    .thresholds(thresholds ?? neutral('text'))
    .reduceOptions(new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields(VALUE_AND_CHANGE))
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value)
    .justifyMode(BigValueJustifyMode.Auto)
    .orientation(VizOrientation.Horizontal)
    .span(width)
    .height(height);
  if (timeFrom !== undefined) {
    panel.timeFrom(timeFrom);
  }
  if (link !== undefined) {
    panel.links([panelLink(link)]);
  }
  return decimals === undefined ? panel : panel.decimals(decimals);
};
