import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { type Panel, type ThresholdsConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';

import { type Scope } from '../filters';
import { DATA_SOURCE } from '../query';
import { neutral } from '../thresholds';
import { askMeasure, type MeasureAsk } from './ask';
import { panelLink, type Leading } from './links';
import { ONLY_VALUES } from './onlyValues';
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
  /** Where a click leads. */
  link?: Leading;
}

/**
 * A total comes with the rows it rests on, the former value and the change as numbers; a key figure shows the value, and
 * the change in words, which the data source colours when it is more than noise.
 */
const VALUE_AND_CHANGE = '/^(?!(count|source|Former window|Change)$)/';

/** V1, V4: one number with its change against the equal period before. */
export const figure = (spec: Figure, scopes: readonly Scope[]): Builder<Panel> => {
  const { id, title, width, height = 4, decimals, thresholds, note, noValue, link, ...ask } = spec;
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
    .textMode(BigValueTextMode.Value)
    .orientation(VizOrientation.Horizontal)
    .span(width)
    .height(height);
  if (ask.compare !== undefined) {
    // Value and change in one size that fits both.
    panel.text(new VizTextDisplayOptionsBuilder().valueSize(height < 4 ? 21 : 26));
  } else {
    panel.text(new VizTextDisplayOptionsBuilder().valueSize(34));
  }
  if (link !== undefined) {
    // On the value rather than in the header, where its icon would cut the title short.
    panel.dataLinks([panelLink(link)]);
  }
  return decimals === undefined ? panel : panel.decimals(decimals);
};

export interface Figures {
  id: number;
  title: string;
  width: number;
  height: number;
  note?: string;
  /** Side by side, each with its own unit. */
  figures: Array<MeasureAsk & { name: string }>;
}

/** V5: several numbers of different units in one panel, each with its name. */
export const figures = (spec: Figures, scopes: readonly Scope[]): Builder<Panel> => {
  const panel = new PanelBuilder()
    .id(spec.id)
    .title(spec.title)
    .description(
      describeMeasures(
        spec.figures.map(({ measure }) => measure),
        spec.note
      )
    )
    .datasource(DATA_SOURCE)
    .withTransformation(ONLY_VALUES)
    .noValue('–')
    .thresholds(neutral('text'))
    .reduceOptions(new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields(''))
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.None)
    .textMode(BigValueTextMode.ValueAndName)
    .orientation(VizOrientation.Horizontal)
    .span(spec.width)
    .height(spec.height);
  spec.figures.forEach(({ name, ...ask }, index) => {
    const refId = String.fromCharCode(65 + index);
    panel
      .withTarget(askMeasure({ ...ask, refId }, 'total', scopes))
      .overrideByQuery(refId, [{ id: 'displayName', value: name }]);
  });
  return panel;
};
