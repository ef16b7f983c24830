import { type Query } from '@eljefe/contract';
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
import { type Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

import { JOB_SCOPE } from '../filters';
import { DATA_SOURCE, target } from '../query';
import { lowIsGood, neutral } from '../thresholds';
import { PANEL } from './panelIds';

const over = (refId: string, query: Omit<Query, 'refId' | 'kind' | 'shape' | 'filters'>) =>
  target({ refId, kind: 'series', shape: 'series', filters: JOB_SCOPE, ...query });

const trend = (id: number, title: string, description: string): PanelBuilder =>
  new PanelBuilder()
    .id(id)
    .title(title)
    .description(description)
    .datasource(DATA_SOURCE)
    .lineWidth(2)
    .fillOpacity(8)
    .showPoints(VisibilityMode.Auto)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .calcs([])
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .noValue('No job ended in this window')
    .span(8)
    .height(8);

const targetLine = () => new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed);

const named = (name: string, color?: string) => [
  { id: 'displayName', value: name },
  ...(color ? [{ id: 'color', value: { mode: 'fixed', fixedColor: color } }] : []),
];

/** V2: response times, success and errors, throughput over time. */
export const trendRow = (): Array<Builder<Panel>> => [
  trend(
    PANEL.responseTrend,
    'Response time',
    'A1.2. Time from start to end of jobs, by when they ended. Dashed: the target, 30 s.'
  )
    .withTarget(over('p50', { measure: 'response_time', statistic: 'p50' }))
    .withTarget(over('p95', { measure: 'response_time', statistic: 'p95' }))
    .unit('s')
    .min(0)
    .thresholds(lowIsGood(30, 60))
    .thresholdsStyle(targetLine())
    .overrideByQuery('p50', named('Median'))
    .overrideByQuery('p95', named('95th percentile')),
  trend(
    PANEL.outcomeTrend,
    'Success and errors',
    'A1.1, A1.3. Shares of the jobs that ended, without interrupted and cancelled ones. Targets: success above 95 %, errors below 5 %.'
  )
    .withTarget(over('success', { measure: 'success_rate' }))
    .withTarget(over('errors', { measure: 'error_rate' }))
    .unit('percentunit')
    .min(0)
    .max(1)
    .thresholds(neutral('text'))
    .overrideByQuery('success', named('Success', 'green'))
    .overrideByQuery('errors', named('Errors', 'red')),
  trend(PANEL.throughput, 'Throughput', 'Jobs ended per step of the graph, by agent type.')
    .withTarget(over('A', { measure: 'throughput', by: ['agent_type'] }))
    .unit('short')
    .min(0)
    .thresholds(neutral('text'))
    .drawStyle(GraphDrawStyle.Bars)
    .fillOpacity(60)
    .lineWidth(0)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A')),
];
