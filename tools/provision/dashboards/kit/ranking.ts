import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeSizing,
  BarGaugeValueMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { type Panel, type ThresholdsConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';

import { type Scope } from '../filters';
import { DATA_SOURCE } from '../query';
import { neutral } from '../thresholds';
import { askMeasure, type MeasureAsk } from './ask';
import { EMPTY_GROUP, ONLY_VALUES, VALUES_BY_GROUP } from './onlyValues';
import { describeMeasures, noValueOf, unitOf } from './measures';

export interface Ranking extends MeasureAsk {
  id: number;
  title: string;
  width: number;
  height?: number;
  by: [string];
  note?: string;
  thresholds?: Builder<ThresholdsConfig>;
  max?: number;
  /** Instead of the registry's first words where there is no value. */
  noValue?: string;
}

const MOST = 12;

const bars = (): PanelBuilder =>
  new PanelBuilder()
    .datasource(DATA_SOURCE)
    .displayMode(BarGaugeDisplayMode.Basic)
    .valueMode(BarGaugeValueMode.Text)
    .namePlacement(BarGaugeNamePlacement.Left)
    .orientation(VizOrientation.Horizontal)
    .showUnfilled(true)
    // One bar alone is no wall.
    .sizing(BarGaugeSizing.Manual)
    .minVizHeight(16)
    .maxVizHeight(30)
    .text(new VizTextDisplayOptionsBuilder().valueSize(14))
    .min(0);

const sized = (panel: PanelBuilder, { width, height = 8, max }: { width: number; height?: number; max?: number }) => {
  const placed = panel.span(width).height(height);
  return max === undefined ? placed : placed.max(max);
};

/** V7: one measure for each value of a dimension, the worst first where one side is better. */
export const ranking = (spec: Ranking, scopes: readonly Scope[]): Builder<Panel> => {
  const { id, title, width, height, note, thresholds, max, noValue, ...ask } = spec;
  const panel = bars()
    .id(id)
    .title(title)
    .description(describeMeasures([ask.measure], note))
    .withTarget(askMeasure(ask, 'total', scopes))
    .withTransformation(VALUES_BY_GROUP)
    .overrideByFieldType('string', [EMPTY_GROUP])
    .reduceOptions(
      new ReduceDataOptionsBuilder()
        .values(true)
        .calcs([])
        .limit(MOST)
        // The one number that is left; by its name it would not be found, for the bar bears the group's.
        .fields('')
    )
    // Grafana leaves out the name of a bar that is alone unless it is asked for.
    .displayName('${__data.fields[0]}')
    .unit(unitOf(ask.measure))
    .noValue(noValue ?? noValueOf(ask.measure))
    .thresholds(thresholds ?? neutral('blue'));
  return sized(panel, { width, height, max });
};

export interface Bars {
  id: number;
  title: string;
  width: number;
  height?: number;
  note?: string;
  /** Each of the same unit. */
  bars: Array<MeasureAsk & { name: string }>;
  max?: number;
  thresholds?: Builder<ThresholdsConfig>;
}

/** V5: several measures of one unit as bars side by side, for example CPU, memory and GPU. */
export const measureBars = (spec: Bars, scopes: readonly Scope[]): Builder<Panel> => {
  const panel = bars()
    .id(spec.id)
    .title(spec.title)
    .description(
      describeMeasures(
        spec.bars.map(({ measure }) => measure),
        spec.note
      )
    )
    .withTransformation(ONLY_VALUES)
    .reduceOptions(new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields(''))
    .noValue('–')
    .thresholds(spec.thresholds ?? neutral('blue'));
  spec.bars.forEach(({ name, ...ask }, index) => {
    const refId = String.fromCharCode(65 + index);
    panel
      .withTarget(askMeasure({ ...ask, refId }, 'total', scopes))
      .overrideByQuery(refId, [{ id: 'displayName', value: name }]);
    panel.unit(unitOf(ask.measure));
  });
  return sized(panel, spec);
};
